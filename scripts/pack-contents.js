// What may be in the published package: compiled code, and what npm adds by itself.

const ALLOWED = /^(dist\/.+|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;

/** Compiled leftovers that nobody needs at run time. */
const UNWANTED = /\.(test|spec)\.|tsbuildinfo$/;

/**
 * What is wrong with a list of packed files, given the package's manifest: files that must not be
 * there, and files n8n will look for that are not.
 * @returns {string[]} one sentence for each; empty when all is well
 */
function packProblems(files, manifest) {
	const problems = files
		.filter((file) => !ALLOWED.test(file) || UNWANTED.test(file))
		.map((file) => `${file} must not be in the package`);
	const needed = [...manifest.n8n.nodes, ...manifest.n8n.credentials, 'README.md', 'LICENSE'];
	for (const file of needed) {
		if (!files.includes(file)) problems.push(`${file} is missing from the package`);
	}
	for (const file of manifest.n8n.nodes) {
		const codex = file.replace(/\.js$/, '.json');
		if (!files.includes(codex)) problems.push(`${codex} (the node's codex file) is missing`);
	}
	if (!files.some((file) => file.endsWith('.svg')))
		problems.push('there is no icon in the package');
	return problems;
}

module.exports = { packProblems };
