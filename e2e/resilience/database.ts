import { join } from 'node:path';
import { run } from '../../scripts/processes';
import { runtimePaths } from '../../scripts/runtime';

/** What n8n's SQLite database holds of the trigger. */
export interface DatabaseLook {
	/** When the trigger last asked for a listing, by the static data that was saved; null in the durable engine. */
	readonly listedAt: string | null;
	/** The same by the durable engine's cursor; null in the other. */
	readonly cursorListedAt: string | null;
	/** How many executions there are, and when the last one that the trigger started was created. */
	readonly executions: number;
	readonly createdAt: string | null;
}

/** Look into the database file of an n8n, running or not. */
export async function lookInto(file: string): Promise<DatabaseLook> {
	const program = join(__dirname, 'sqlite.js');
	return JSON.parse(await run(runtimePaths().node, [program, 'look', file])) as DatabaseLook;
}

/** What the trigger remembers is newer than the last execution: its last batch was never started. */
export function savedWithoutExecution({ listedAt, createdAt }: DatabaseLook): boolean {
	if (!listedAt) return false;
	return !createdAt || Date.parse(`${createdAt.replace(' ', 'T')}Z`) < Date.parse(listedAt);
}
