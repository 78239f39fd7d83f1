// The first thing every command looks at: on an older Node the rest would fail in ways that say
// nothing.
const WANTED = [20, 9];

/** Whether this version of Node (such as 20.9.0) will do. */
function nodeWillDo(version) {
	const [major, minor] = version.split('.').map(Number);
	return major > WANTED[0] || (major === WANTED[0] && minor >= WANTED[1]);
}

/** End the process with a clear word where Node is too old. */
function checkNode() {
	if (nodeWillDo(process.versions.node)) return;
	process.stderr.write(
		`This needs Node.js ${WANTED.join('.')} or newer; here is ${process.versions.node}. Get a newer one from https://nodejs.org\n`,
	);
	process.exit(1);
}

module.exports = { checkNode, nodeWillDo };
