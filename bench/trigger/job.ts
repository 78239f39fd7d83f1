import { plainPager, wortenTrigger } from './pollers';
import { simulate, type SimulationResult } from './simulation';
import { WORLDS } from './worlds';

export const POLLERS = { 'Worten Trigger': wortenTrigger, 'plain pager': plainPager } as const;
export type PollerName = keyof typeof POLLERS;
export const POLLER_NAMES = Object.keys(POLLERS) as PollerName[];

/** One simulation, in a form that can be sent to another process. */
export interface Job {
	readonly poller: PollerName;
	/** Its place in WORLDS. */
	readonly world: number;
	readonly pageSize: number;
	readonly faults: boolean;
	readonly seed: number;
	readonly orders: number;
	readonly days: number;
}

export async function runJob(job: Job): Promise<SimulationResult> {
	return await simulate({ ...job, world: WORLDS[job.world], poller: POLLERS[job.poller] });
}

/** Every combination, seed by seed. */
export function allJobs(seeds: number, orders: number, days: number): Job[] {
	const jobs: Job[] = [];
	for (let seed = 1; seed <= seeds; seed++) {
		for (const world of WORLDS.keys()) {
			for (const pageSize of [100, 10]) {
				for (const faults of [false, true]) {
					for (const poller of POLLER_NAMES) {
						jobs.push({ poller, world, pageSize, faults, seed, orders, days });
					}
				}
			}
		}
	}
	return jobs;
}
