import { createServer, type AddressInfo, type Server } from 'node:net';
import { choosePort, freePort, parsePort } from '../../scripts/ports';

function occupy(): Promise<{ server: Server; port: number }> {
	return new Promise((resolve) => {
		const server = createServer();
		server.listen(0, '127.0.0.1', () =>
			resolve({ server, port: (server.address() as AddressInfo).port }),
		);
	});
}

const choice = { what: 'n8n', option: '--port' };

describe('choosePort', () => {
	it('takes the given port when it is free', async () => {
		const port = await freePort();
		expect(await choosePort({ ...choice, given: String(port), usual: 1 })).toBe(port);
	});

	it('takes the usual port when none is given', async () => {
		const usual = (await freePort()) as number;
		expect(await choosePort({ ...choice, usual })).toBe(usual);
	});

	it('says so when the given port is taken, and does not take another', async () => {
		const { server, port } = await occupy();
		try {
			await expect(choosePort({ ...choice, given: String(port), usual: 1 })).rejects.toThrow(
				`Port ${port}, which you chose for n8n, is in use by another program.\nChoose another with --port`,
			);
		} finally {
			server.close();
		}
	});

	it('takes another when the usual one is taken', async () => {
		const { server, port } = await occupy();
		try {
			const chosen = await choosePort({ ...choice, usual: port });
			expect(chosen).not.toBe(port);
			expect(chosen).toBeGreaterThan(0);
		} finally {
			server.close();
		}
	});
});

it.each(['', 'http', '0', '65536', '80.5', '-1'])('does not take "%s" for a port', (text) => {
	expect(() => parsePort(text, '--port')).toThrow(/--port must be a port number/);
});
