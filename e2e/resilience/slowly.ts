import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { wait } from '../../scripts/processes';

/** A marketplace that takes its time: everything asked here is asked there, `delayMs` later. */
export class Slowly {
	private server: Server | undefined;
	url = '';

	constructor(
		private readonly target: string,
		private readonly delayMs: number,
	) {}

	async start(): Promise<void> {
		const server = createServer(({ url, headers }, response) => {
			const { authorization = '', accept = '' } = headers;
			wait(this.delayMs)
				.then(
					async () => await fetch(`${this.target}${url}`, { headers: { authorization, accept } }),
				)
				.then(async (answer) => {
					const body = await answer.text();
					response
						.writeHead(answer.status, {
							'content-type': answer.headers.get('content-type') ?? '',
							date: answer.headers.get('date') ?? '',
						})
						.end(body);
				})
				.catch(() => response.destroy());
		});
		this.server = server;
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	stop(): void {
		this.server?.closeAllConnections();
		this.server?.close();
	}
}
