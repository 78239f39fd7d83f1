// A real n8n of one's own: a folder, two ports, the packed package in it. Used by the demo, which
// keeps the folder, and by the end-to-end tests, which throw it away.
const { mkdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { instanceEnvironment } = require('./instance-environment');
const { N8nApi } = require('./n8n-api');
const { installPackage, manifest } = require('./package');
const { freePort, LOOPBACK } = require('./ports');
const { run, startProcess, wait } = require('./processes');
const { runtimePaths } = require('./runtime');
const { UserError } = require('./terminal');

/** Longest time n8n may take to come up, in milliseconds: a slow disk, a first start, two cores. */
const START_MS = 240_000;

function lastLines(file, count = 30) {
	try {
		return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
	} catch {
		return '';
	}
}

class N8nInstance {
	/**
	 * @param {{ folder: string, port?: number, log?: string, timezone?: string, env?: Record<string, string> }} options
	 * `folder` is n8n's user folder; without a port a free one is taken at each start
	 */
	constructor({ folder, port, log = join(folder, 'n8n.log'), timezone = 'Europe/Lisbon', env }) {
		this.folder = folder;
		this.givenPort = port;
		this.log = log;
		this.timezone = timezone;
		this.env = env;
		/** @type {import('./processes').Process | undefined} */
		this.process = undefined;
		/** @type {string} once started */
		this.url = undefined;
		/**
		 * REST interface of the running instance; log in with `api.enter`.
		 * @type {N8nApi}
		 */
		this.api = undefined;
	}

	get n8nFolder() {
		return join(this.folder, '.n8n');
	}

	get running() {
		return Boolean(this.process?.running);
	}

	/** Install a packed package, in place of an older one; takes effect at the next start. */
	async install(tarball) {
		await installPackage(tarball, this.n8nFolder);
	}

	/** Start n8n and wait until it answers. Throws with the end of its log when it does not. */
	async start() {
		if (this.running) throw new Error('this n8n is running already');
		const { node, n8n } = runtimePaths();
		const port = this.givenPort ?? (await freePort());
		mkdirSync(this.folder, { recursive: true });
		this.process = startProcess(node, [n8n, 'start'], {
			cwd: this.folder,
			log: this.log,
			env: instanceEnvironment({
				userFolder: this.folder,
				node,
				port,
				brokerPort: await freePort(),
				timezone: this.timezone,
				extra: this.env,
			}),
		});
		this.url = `http://${LOOPBACK}:${port}`;
		const cookie = this.api?.cookie;
		this.api = new N8nApi(this.url);
		this.api.cookie = cookie;
		await this.waitUntilReady();
	}

	async waitUntilReady() {
		const until = Date.now() + START_MS;
		while (Date.now() < until) {
			if (!this.running) {
				throw new UserError(
					`n8n ended while starting. The end of its log (${this.log}):\n${lastLines(this.log)}`,
				);
			}
			if (await this.answers('/healthz/readiness')) return;
			await wait(250);
		}
		await this.stop();
		throw new UserError(
			`n8n did not answer within ${START_MS / 1000} s. The end of its log (${this.log}):\n${lastLines(this.log)}`,
		);
	}

	async answers(path) {
		try {
			const response = await fetch(`${this.url}${path}`, { signal: AbortSignal.timeout(5_000) });
			// While its modules load, n8n serves a waiting page with status 200; JSON means it is up.
			return response.ok && /json/.test(response.headers.get('content-type') ?? '');
		} catch {
			return false;
		}
	}

	/**
	 * Check that n8n loaded the package's nodes, and enter the package into the list on the
	 * Community Nodes screen. Needs a logged-in `api`.
	 */
	async registerPackage() {
		const { name, version, author, n8n } = manifest();
		const types = await this.api.nodeTypes(`${name}.`);
		// n8n itself makes a tool for AI agents of each action node; the screen does not count those.
		const own = types.filter((type) => !type.name.endsWith('Tool'));
		if (own.length < n8n.nodes.length) {
			throw new UserError(
				`n8n did not load the nodes of ${name}. The end of its log (${this.log}):\n${lastLines(this.log)}`,
			);
		}
		const nodes = own.map((type) => ({
			name: type.name,
			displayName: type.displayName,
			version: Math.max(...[type.version].flat()),
		}));
		await run(runtimePaths().node, [
			join(__dirname, 'register-package.js'),
			join(this.n8nFolder, 'database.sqlite'),
			JSON.stringify({ name, version, author, nodes }),
		]);
	}

	/** End n8n in good order. */
	async stop() {
		await this.process?.stop();
	}

	/** End n8n as a power cut would. */
	async kill() {
		await this.process?.kill();
	}
}

module.exports = { N8nInstance };
