import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { LOGIN } from '../scripts/demo';
import { N8nApi } from '../scripts/n8n-api';
import { root } from '../scripts/paths';
import { until } from './until';

/** The demo as a user runs it: the command in a terminal, with its own data folder. */
export class Demo {
	readonly command: ChildProcess;
	output = '';
	private readonly ended: Promise<number>;

	/** @param args of npm, for example `['start']` or `['run', 'start:fresh']` */
	constructor(
		args: string[],
		private readonly folder: string,
		env: Record<string, string> = {},
	) {
		this.command = spawn('npm', args, {
			cwd: root,
			env: { ...process.env, ...env, WORTEN_DEMO_DIR: folder },
			// A process group of its own, as a shell gives every command: Ctrl-C goes to all of it.
			detached: true,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		for (const stream of [this.command.stdout, this.command.stderr]) {
			stream?.on('data', (chunk) => (this.output += String(chunk)));
		}
		this.ended = new Promise((resolve) => {
			this.command.on('close', (code) => resolve(code ?? -1));
		});
	}

	/** Wait until it says that it is ready; answers the two addresses it prints. */
	async ready(): Promise<{ sandbox: string; n8n: string }> {
		let over = false;
		void this.ended.then(() => (over = true));
		await until(
			'the demo to be ready',
			async () => (over || this.output.includes('Ctrl-C ends') ? true : undefined),
			{ within: 240_000 },
		);
		const address = (name: string) => new RegExp(`${name}\\s+(http://\\S+)`).exec(this.output)?.[1];
		const sandbox = address('Marketplace');
		const n8n = address('n8n');
		if (over || !sandbox || !n8n) throw new Error(`the demo did not start:\n${this.output}`);
		return { sandbox, n8n };
	}

	/** Its n8n, logged in with what the terminal shows. */
	async api(url: string): Promise<N8nApi> {
		expect(this.output).toContain(LOGIN.email);
		expect(this.output).toContain(LOGIN.password);
		const api = new N8nApi(url);
		await api.enter(LOGIN);
		return api;
	}

	/** Press Ctrl-C, and wait until the command has ended. */
	async ctrlC(): Promise<void> {
		process.kill(-this.command.pid!, 'SIGINT');
		await this.ended;
	}

	/** Send a signal to the command alone, not to what it started, and wait until it has ended. */
	async signal(name: NodeJS.Signals): Promise<void> {
		this.command.kill(name);
		await this.ended;
	}

	/** The exit code, once it has ended by itself. */
	async exit(): Promise<number> {
		return await this.ended;
	}

	/** What still runs of everything this demo started, as command lines. Linux only. */
	leftovers(): string[] {
		const mark = `WORTEN_DEMO_DIR=${this.folder}\0`;
		return readdirSync('/proc')
			.filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
			.flatMap((pid) => {
				try {
					if (!`${readFileSync(`/proc/${pid}/environ`, 'utf8')}\0`.includes(mark)) return [];
					return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
				} catch {
					// Ended while we looked, or not ours to look at.
					return [];
				}
			})
			.filter((line) => line !== '');
	}

	/** Whatever happened: leave nothing running. */
	destroy(): void {
		try {
			process.kill(-this.command.pid!, 'SIGKILL');
		} catch {
			// It has ended.
		}
	}
}
