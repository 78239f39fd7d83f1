// What this clone's own code needs: everything in package-lock.json, in node_modules.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { npm } = require('./npm');
const { CommandFailed } = require('./processes');
const { inStep, UserError } = require('./terminal');

function packagesIn(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
	} catch {
		return undefined;
	}
}

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes its own list of what it
 * installed as the last thing it does, so an interrupted installation counts as missing.
 */
function dependenciesInstalled(folder) {
	const wanted = packagesIn(join(folder, 'package-lock.json'));
	const installed = packagesIn(join(folder, 'node_modules', '.package-lock.json'));
	if (!wanted || !installed) return false;
	return Object.entries(wanted).every(([path, entry]) => {
		if (path === '' || entry.link) return true;
		const found = installed[path];
		// Packages for other systems are listed as optional and rightly absent.
		return found ? found.version === entry.version : Boolean(entry.optional || entry.devOptional);
	});
}

/**
 * What package-lock.json says, package for package. Versions of npm differ in what they want a
 * lock file to list; one that will not have ours resolves the rest by itself.
 */
async function install(folder) {
	const quiet = ['--ignore-scripts', '--no-audit', '--no-fund'];
	try {
		await npm(['ci', ...quiet], { cwd: folder });
	} catch (error) {
		if (!(error instanceof CommandFailed) || !error.output.includes('EUSAGE')) throw error;
		await npm(['install', '--no-save', ...quiet], { cwd: folder });
	}
}

/**
 * Install the dependencies when they are missing or package-lock.json has changed since.
 * Throws a UserError when npm cannot.
 */
async function ensureDependencies(folder) {
	if (dependenciesInstalled(folder)) return;
	await inStep('Installing the dependencies with npm (1 to 3 minutes)', async () => {
		try {
			await install(folder);
		} catch (error) {
			if (!(error instanceof CommandFailed)) throw error;
			throw new UserError(
				`The dependencies could not be installed.\n${error.message}\n\n` +
					'npm needs its registry for this, once. Check the connection (or your proxy) and run the command again.',
			);
		}
	});
}

module.exports = { dependenciesInstalled, ensureDependencies };
