import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess } from '../../scripts/processes';
import { runtimePaths } from '../../scripts/runtime';
import type { DatabaseLook } from './database';

/** The time between n8n's saving of what the trigger remembers and its creating the execution, in milliseconds. */
export interface GapWidths {
	readonly measured: number;
	readonly median: number;
	readonly longest: number;
}

/**
 * Watches n8n's database from outside while n8n runs. The in-memory engine saves first and creates
 * the execution afterwards; what is killed in between is gone for n8n.
 */
export class GapWatch {
	private watching: ReturnType<typeof startProcess> | undefined;

	constructor(
		private readonly database: string,
		private readonly log: string,
	) {}

	start(): void {
		const program = join(__dirname, 'sqlite.js');
		this.watching = startProcess(runtimePaths().node, [program, 'watch', this.database], {
			cwd: __dirname,
			log: this.log,
		});
	}

	async stop(): Promise<GapWidths> {
		await this.watching?.kill();
		return widths(readFileSync(this.log, 'utf8'));
	}
}

/** From lines of `time {look}`. */
function widths(text: string): GapWidths {
	const found: number[] = [];
	let savedAt: number | undefined;
	let before: DatabaseLook | undefined;
	for (const line of text.split('\n')) {
		const space = line.indexOf(' ');
		if (!line.endsWith('}')) continue;
		const at = Number(line.slice(0, space));
		const look = JSON.parse(line.slice(space + 1)) as DatabaseLook;
		if (before && look.listedAt !== before.listedAt) savedAt = at;
		if (before && look.executions > before.executions) {
			if (savedAt !== undefined) found.push(at - savedAt);
			savedAt = undefined;
		}
		before = look;
	}
	found.sort((a, b) => a - b);
	return {
		measured: found.length,
		median: found[Math.floor(found.length / 2)] ?? 0,
		longest: found.at(-1) ?? 0,
	};
}
