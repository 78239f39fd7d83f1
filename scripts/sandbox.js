// The sandbox marketplace as a program of its own, and its control interface.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { root } = require('./paths');
const { freePort, LOOPBACK } = require('./ports');
const { startProcess, wait } = require('./processes');
const { UserError } = require('./terminal');

/** Longest time it may take to come up, in milliseconds. */
const START_MS = 60_000;

class Sandbox {
	/**
	 * @param {{ log: string, port?: number, apiKey?: string, speed?: string, orders?: number, seed?: string, data?: string }} options
	 * as sandbox/main.ts explains them; without a port a free one is taken
	 */
	constructor({ log, port, apiKey = 'sandbox-api-key', speed, orders, seed, data }) {
		this.log = log;
		this.givenPort = port;
		this.apiKey = apiKey;
		this.options = { speed, orders, seed, data };
		/** @type {import('./processes').Process | undefined} */
		this.process = undefined;
		/** @type {string} once started */
		this.url = undefined;
	}

	/** Start it and wait until it answers. Throws with its log when it does not. */
	async start() {
		const port = this.givenPort ?? (await freePort());
		const given = Object.entries(this.options).filter(([, value]) => value !== undefined);
		const args = given.flatMap(([name, value]) => [`--${name}`, String(value)]);
		const program = ['--import', 'tsx', join('sandbox', 'main.ts')];
		this.process = startProcess(
			process.execPath,
			[...program, '--port', String(port), '--api-key', this.apiKey, ...args],
			{ cwd: root, log: this.log },
		);
		this.url = `http://${LOOPBACK}:${port}`;
		const until = Date.now() + START_MS;
		for (;;) {
			if (!this.process.running || Date.now() > until) {
				await this.stop();
				throw new UserError(
					`The sandbox marketplace did not start. Its log (${this.log}):\n${readFileSync(this.log, 'utf8').slice(-3000)}`,
				);
			}
			try {
				return await this.control('GET', '/settings');
			} catch {
				await wait(150);
			}
		}
	}

	/** One call to the control interface; answers its JSON, throws with its message. */
	async control(method, path, body) {
		const response = await fetch(`${this.url}/sandbox${path}`, {
			method,
			headers: body === undefined ? {} : { 'content-type': 'application/json' },
			body: body === undefined ? undefined : JSON.stringify(body),
			signal: AbortSignal.timeout(30_000),
		});
		const answer = await response.json();
		if (!response.ok) throw new Error(`sandbox: ${method} ${path}: ${answer.message}`);
		return answer;
	}

	/** A customer orders something; answers the order in short. Options: sandbox/world/placing.ts. */
	async place(options = {}) {
		const { orders } = await this.control('POST', '/orders', options);
		return orders[0];
	}

	/** What customers, the operator or time do to an order: pay, deliver, return, … */
	async act(orderId, act, body = {}) {
		await this.control('POST', `/orders/${encodeURIComponent(orderId)}/${act}`, body);
	}

	/** The order as the seller API would show it, and its journal. */
	async order(orderId) {
		return await this.control('GET', `/orders/${encodeURIComponent(orderId)}`);
	}

	async stop() {
		await this.process?.stop();
	}
}

module.exports = { Sandbox };
