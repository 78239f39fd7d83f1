import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/ports';
import { startProcess, wait } from '../../scripts/processes';

const START_MS = 15_000;

/** A Redis of one's own, in memory only, on loopback; never the machine's service. */
export class Redis {
	port = 0;
	private readonly folder = mkdtempSync(join(tmpdir(), 'worten-redis-'));
	private server: ReturnType<typeof startProcess> | undefined;

	/** @param log file for what the server prints */
	constructor(private readonly log: string) {}

	/** The settings n8n needs to use it as its queue. */
	get environment(): Record<string, string> {
		return { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(this.port) };
	}

	async start(): Promise<void> {
		this.port = (await freePort())!;
		const inMemory = ['--save', '', '--appendonly', 'no', '--dir', this.folder];
		const where = ['--bind', '127.0.0.1', '--port', String(this.port)];
		this.server = startProcess('redis-server', [...where, ...inMemory], {
			cwd: this.folder,
			log: this.log,
		});
		const until = Date.now() + START_MS;
		while (!(await answers(this.port))) {
			if (!this.server.running || Date.now() > until) {
				throw new Error(`Redis did not start (Debian: redis-server); its log: ${this.log}`);
			}
			await wait(100);
		}
	}

	async stop(): Promise<void> {
		await this.server?.stop();
		rmSync(this.folder, { recursive: true, force: true });
	}
}

function answers(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => {
			socket.destroy();
			resolve(true);
		});
		socket.once('error', () => resolve(false));
	});
}
