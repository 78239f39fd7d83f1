import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instanceEnvironment } from '../../scripts/instance-environment';
import { installPackage } from '../../scripts/package';
import { freePort } from '../../scripts/ports';
import { startProcess, wait } from '../../scripts/processes';
import { runtimePaths } from '../../scripts/runtime';

const START_MS = 120_000;

/** A worker of queue mode: runs the executions a main n8n puts into Redis. */
export class Worker {
	private process: ReturnType<typeof startProcess> | undefined;
	private readonly log: string;

	/** @param folder its own user folder; `env` is what it shares with the main */
	constructor(
		private readonly folder: string,
		private readonly env: Record<string, string>,
	) {
		this.log = join(folder, 'worker.log');
	}

	async start(tarball: string): Promise<void> {
		mkdirSync(this.folder, { recursive: true });
		await installPackage(tarball, join(this.folder, '.n8n'));
		const { node, n8n } = runtimePaths();
		const port = (await freePort())!;
		this.process = startProcess(node, [n8n, 'worker', '--concurrency=5'], {
			cwd: this.folder,
			log: this.log,
			env: instanceEnvironment({
				userFolder: this.folder,
				node,
				port: (await freePort())!,
				brokerPort: (await freePort())!,
				timezone: 'Europe/Lisbon',
				extra: {
					...this.env,
					QUEUE_HEALTH_CHECK_ACTIVE: 'true',
					QUEUE_HEALTH_CHECK_PORT: String(port),
					N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
				},
			}) as NodeJS.ProcessEnv,
		});
		const until = Date.now() + START_MS;
		while (!(await ready(`http://127.0.0.1:${port}/healthz/readiness`))) {
			if (!this.process.running || Date.now() > until) {
				throw new Error(`A worker did not start; the end of its log:\n${this.text().slice(-3000)}`);
			}
			await wait(250);
		}
	}

	/** Executions it has begun and not finished, by its log. */
	get atWork(): string[] {
		const text = this.text();
		const ids = (what: string) =>
			[...text.matchAll(new RegExp(`Worker ${what} execution (\\d+)`, 'g'))].map(
				(found) => found[1],
			);
		const finished = new Set(ids('finished'));
		return ids('started').filter((id) => !finished.has(id));
	}

	/** How many executions it has begun. */
	get begun(): number {
		return this.text().split('Worker started execution').length - 1;
	}

	/** End it as a power cut would. */
	async kill(): Promise<void> {
		await this.process?.kill();
	}

	private text(): string {
		return readFileSync(this.log, 'utf8');
	}
}

async function ready(url: string): Promise<boolean> {
	try {
		return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
	} catch {
		return false;
	}
}
