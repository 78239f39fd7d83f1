// Ports of this machine, loopback only.
const { createServer } = require('node:net');
const { UserError } = require('./terminal');

const LOOPBACK = '127.0.0.1';

/** Bind and let go again: the port, or undefined when it is taken. */
function tryPort(port) {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(undefined));
		server.listen({ port, host: LOOPBACK, exclusive: true }, () => {
			const found = server.address().port;
			server.close(() => resolve(found));
		});
	});
}

/** A port nobody uses now. */
async function freePort() {
	return await tryPort(0);
}

/** A port number a user gave; throws a UserError when it is none. */
function parsePort(text, name) {
	const port = Number(text);
	if (!Number.isInteger(port) || port < 1 || port > 65535) {
		throw new UserError(`${name} must be a port number from 1 to 65535, not "${text}".`);
	}
	return port;
}

/**
 * The port to use: the one the user gave (it must be free), else the usual one if it is free,
 * else any.
 * @param {{ given?: string, usual: number, what: string, option: string }} choice `what` uses it; `option` is how to give another
 */
async function choosePort({ given, usual, what, option }) {
	if (given !== undefined) {
		const port = parsePort(given, option);
		if (await tryPort(port)) return port;
		throw new UserError(
			`Port ${port}, which you chose for ${what}, is in use by another program.\n` +
				`Choose another with ${option}, or leave the choice out to get a free one.`,
		);
	}
	return (await tryPort(usual)) ?? (await freePort());
}

module.exports = { LOOPBACK, choosePort, freePort, parsePort };
