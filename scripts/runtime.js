// A real n8n and the Node it needs, in a folder of their own. n8n does not run on Node 20, which
// is all a clone asks of a machine; Node 24 comes from npm as well, so nothing else is needed.
const { createHash } = require('node:crypto');
const { copyFileSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { rm } = require('node:fs/promises');
const { delimiter, join } = require('node:path');
const { tryLock } = require('./lock');
const { npm } = require('./npm');
const { runtimeFolder } = require('./paths');
const { nodePackage, nodePaths } = require('./platform');
const { CommandFailed, wait } = require('./processes');
const { inStep, step, UserError } = require('./terminal');

/**
 * n8n's version and, in the lock file beside it, that of each of its 2,000 packages: they were
 * seen to work together, and npm need not read all their descriptions first.
 */
const recipe = join(__dirname, 'runtime');
const N8N_VERSION = require('./runtime/package.json').dependencies.n8n;
const NODE_VERSION = '24';

/** The packages of n8n with compiled parts that must fit Node and the machine. */
const NATIVE = ['sqlite3', 'isolated-vm'];

/** What a finished installation says about itself; another text means: install anew. */
function wantedStamp() {
	const hash = createHash('sha256').update(readFileSync(join(recipe, 'package-lock.json')));
	return `${nodePackage()}@${NODE_VERSION} n8n@${N8N_VERSION} ${hash.digest('hex')}\n`;
}

function readText(file) {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return undefined;
	}
}

/** Each is written last in its stage, so that a stage that was interrupted is done again. */
const stampFile = (folder) => join(folder, '.installed');
const fetchedFile = (folder) => join(folder, '.fetched');

/** Where the parts of the runtime are. */
function runtimePaths(folder = runtimeFolder) {
	return {
		folder,
		node: nodePaths(folder).executable,
		n8n: join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
		log: join(folder, 'install.log'),
	};
}

/** Count what npm says it fetched, for the person who waits; what is in its cache is not fetched. */
function downloadProgress(current) {
	let packages = 0;
	return (line) => {
		if (!/http fetch GET 200 .*\.tgz/.test(line)) return;
		packages += 1;
		current.progress(`${packages} packages`);
	};
}

async function download(folder, log, current) {
	// npm takes a package it was unpacking when it was interrupted for installed. Nothing is
	// downloaded twice all the same: npm keeps what it fetched in its cache.
	await rm(join(folder, 'node_modules'), { recursive: true, force: true });
	for (const file of ['package.json', 'package-lock.json']) {
		copyFileSync(join(recipe, file), join(folder, file));
	}
	const quiet = ['--no-audit', '--no-fund', '--loglevel=http'];
	await npm(['install', '--ignore-scripts', ...quiet, `${nodePackage()}@${NODE_VERSION}`], {
		cwd: folder,
		log,
		onLine: downloadProgress(current),
	});
	writeFileSync(fetchedFile(folder), wantedStamp());
}

async function compile(folder, log) {
	const { home, bin } = nodePaths(folder);
	await npm(['rebuild', '--ignore-scripts=false', ...NATIVE], {
		cwd: folder,
		log,
		env: {
			PATH: `${bin}${delimiter}${process.env.PATH}`,
			// The headers are in that distribution: nothing has to be downloaded to compile.
			...(process.platform === 'win32' ? {} : { npm_config_nodedir: home }),
		},
	});
	writeFileSync(stampFile(folder), wantedStamp());
}

/** One stage as one step; a failure is told in words a user can act on, the log has the rest. */
async function stage(label, advice, work, folder, log) {
	try {
		await inStep(label, (current) => work(folder, log, current));
	} catch (error) {
		if (!(error instanceof CommandFailed)) throw error;
		const words = error.output.split('\n').filter((line) => /^npm (error|ERR!) \w/.test(line));
		throw new UserError(`${words.slice(0, 6).join('\n')}\n\n${advice}\nThe whole log: ${log}`);
	}
}

/** Wait for the lock of the folder: two commands may be started at once on a fresh clone. */
async function lockFolder(folder) {
	const file = join(folder, '.lock');
	let release = tryLock(file);
	if (release) return release;
	const waiting = step('Another command is installing n8n; waiting for it');
	while (!release) {
		await wait(1000);
		release = tryLock(file);
	}
	waiting.done();
	return release;
}

/**
 * Install Node 24 and n8n into `folder` when they are not there, and answer where they are.
 * An interrupted installation goes on where it was. Throws a UserError when it cannot be done.
 */
async function ensureRuntime(folder = runtimeFolder) {
	const paths = runtimePaths(folder);
	const is = (file) => readText(file) === wantedStamp();
	if (is(stampFile(folder))) return paths;
	mkdirSync(folder, { recursive: true });
	const release = await lockFolder(folder);
	try {
		if (is(stampFile(folder))) return paths;
		await rm(paths.log, { force: true });
		if (!is(fetchedFile(folder))) {
			await stage(
				`Fetching n8n ${N8N_VERSION} and Node ${NODE_VERSION} (once, 0.8 GB, 2 to 10 minutes)`,
				'n8n could not be fetched. npm needs its registry for this, once: check the connection (or your\n' +
					'proxy) and run the command again; what is fetched already is kept.',
				download,
				folder,
				paths.log,
			);
		}
		await stage(
			"Fitting n8n's database driver to this machine (1 minute)",
			"n8n's database driver could not be made. Where no ready-made one can be downloaded, it is compiled:\n" +
				'that needs Python 3, make and a C++ compiler (Debian, Ubuntu: apt install python3 make g++;\n' +
				'macOS: xcode-select --install). Then run the command again.',
			compile,
			folder,
			paths.log,
		);
	} finally {
		release();
	}
	return paths;
}

module.exports = { ensureRuntime, runtimePaths };
