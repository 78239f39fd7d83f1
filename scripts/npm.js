// Running npm itself, whichever version started us.
const { basename } = require('node:path');
const { run } = require('./processes');

/** The npm that started us, else the one on the PATH. */
function npmCommand() {
	const path = process.env.npm_execpath;
	if (path && basename(path).startsWith('npm')) return [process.execPath, path];
	return process.platform === 'win32' ? ['cmd.exe', '/d', '/s', '/c', 'npm'] : ['npm'];
}

/**
 * The environment for an npm of its own in another folder: without what the outer `npm run` added
 * about this package, with what the user configured (registry, proxy, cache).
 */
function npmEnvironment(extra = {}) {
	const env = {};
	for (const [name, value] of Object.entries(process.env)) {
		if (/^npm_(package|lifecycle|command|execpath|node_execpath)/.test(name)) continue;
		if (/^npm_config_(local_prefix|prefix|ignore_scripts|global_prefix)$/.test(name)) continue;
		env[name] = value;
	}
	return { ...env, ...extra };
}

/** Run npm and answer what it printed to standard output. Options as for `run`, with `env` added to ours. */
async function npm(args, { env, ...options } = {}) {
	const [command, ...first] = npmCommand();
	return await run(command, [...first, ...args], { ...options, env: npmEnvironment(env) });
}

module.exports = { npm };
