import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Job } from './job';
import type { SimulationResult } from './simulation';

interface Answer {
	result?: SimulationResult;
	failed?: string;
}

/**
 * Run the jobs on every core, each worker one at a time.
 * @param stopped asked before each job: whether to leave the rest
 */
export async function runAll(
	jobs: readonly Job[],
	done: (job: Job, result: SimulationResult) => void,
	stopped: () => boolean,
): Promise<void> {
	const queue = [...jobs];
	const workers = Array.from({ length: Math.min(availableParallelism(), jobs.length) }, () =>
		// Orders are parsed by the ten thousand and forgotten at once.
		fork(join(__dirname, 'worker.ts'), {
			execArgv: [...process.execArgv, '--max-semi-space-size=64'],
		}),
	);
	try {
		await Promise.all(
			workers.map(
				(worker) =>
					new Promise<void>((resolve, reject) => {
						let job: Job | undefined;
						const next = () => {
							job = stopped() ? undefined : queue.shift();
							if (job) worker.send(job);
							else resolve();
						};
						worker.on('message', ({ result, failed }: Answer) => {
							if (!result || !job) return reject(new Error(failed));
							done(job, result);
							next();
						});
						worker.on('exit', (code) => {
							if (job) reject(new Error(`A worker ended with ${String(code)}`));
						});
						next();
					}),
			),
		);
	} finally {
		for (const worker of workers) worker.kill();
	}
}
