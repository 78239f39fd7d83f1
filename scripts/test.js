// npm test: everything that can be checked without an n8n server. Installs what is missing, runs
// every check even if an earlier one failed, and ends with the line `N passed, N failed` (checks
// and tests). Arguments go to jest: npm test -- refund
require('./node-version').checkNode();

const { join } = require('node:path');
const { countsLine } = require('./counts');
const { ensureDependencies } = require('./dependencies');
const { runJest } = require('./jest');
const { npm } = require('./npm');
const { packProblems } = require('./pack-contents');
const { buildPackage, inTemporaryFolder, manifest, packPackage, unpack } = require('./package');
const { root } = require('./paths');
const { endTogether, isEnding, run } = require('./processes');
const { complain, say, step } = require('./terminal');

const scan = (what, folder) =>
	run(process.execPath, [join(__dirname, 'scan.mjs'), what, folder], { cwd: root });

/** The checks besides jest, in order; each throws when something is wrong. */
const CHECKS = {
	Linters: () => npm(['run', '--silent', 'lint'], { cwd: root }),
	'Type check': () => npm(['run', '--silent', 'typecheck'], { cwd: root }),
	Build: () => buildPackage(),
	"n8n's package scanner, on the sources": () => scan('sources', root),
	"n8n's package scanner, on the packed package, and what is in it": () =>
		inTemporaryFolder(async (folder) => {
			const { tarball, files } = await packPackage(folder);
			const problems = packProblems(files, manifest());
			if (problems.length > 0) throw new Error(problems.join('\n'));
			await unpack(tarball, join(folder, 'unpacked'));
			await scan('package', join(folder, 'unpacked'));
		}),
};

/** Run one check; false, with its complaint shown, when it fails. */
async function passes(label, check) {
	const current = step(label);
	try {
		await check();
		current.done();
		return true;
	} catch (error) {
		current.failed();
		if (!isEnding()) say(error.output ?? error.message);
		return false;
	}
}

async function main() {
	endTogether();
	await ensureDependencies(root);
	let passed = 0;
	let failed = 0;
	for (const [label, check] of Object.entries(CHECKS)) {
		if (await passes(label, check)) passed += 1;
		else failed += 1;
	}
	// n8n's own nodes log every failure that is tested for; jest tells of those that matter.
	const jest = await runJest(['--silent', ...process.argv.slice(2)]);
	say();
	say(countsLine({ passed: passed + jest.passed, failed: failed + jest.failed }));
	process.exitCode = failed + jest.failed > 0 ? 1 : 0;
}

main().catch((error) => {
	if (isEnding()) return;
	complain(error);
	say(countsLine({ passed: 0, failed: 1 }));
	process.exitCode = 1;
});
