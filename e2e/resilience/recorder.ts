import { appendFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the workflow under test sends for each item it gets. */
export interface Recorded {
	/** `event.id`; for orders fetched to catch up, which have none, the order and its status. */
	readonly id: string;
	readonly type: string;
	readonly orderId: string;
	readonly status: string;
	/** Refunds it tells of: id and state. */
	readonly refunds: string[];
	readonly execution: string;
}

/**
 * The other end of the workflow: keeps every item that reaches it, in a file and in memory, before
 * it answers. What is here has been done, whatever becomes of n8n afterwards.
 */
export class Recorder {
	readonly all: Recorded[] = [];
	private readonly server = createServer((request, response) => {
		read(request).then(
			(text) => {
				const item = JSON.parse(text) as Recorded;
				appendFileSync(this.file, `${JSON.stringify(item)}\n`);
				this.all.push(item);
				response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
			},
			// n8n was killed while it was sending.
			() => response.destroy(),
		);
	});

	constructor(private readonly file: string) {}

	/** Where the workflow sends to. */
	url = '';

	async start(): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			this.server.once('error', reject);
			this.server.listen(0, '127.0.0.1', () => resolve());
		});
		this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}

async function read(request: IncomingMessage): Promise<string> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	return Buffer.concat(parts).toString('utf8');
}
