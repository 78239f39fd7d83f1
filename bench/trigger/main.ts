import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { plainPager, wortenTrigger } from './pollers';
import { simulate, type SimulationResult } from './simulation';
import { WORLDS } from './worlds';

/*
 * Every order, once: the trigger against the sandbox's churn, and a plain pager beside it.
 *
 *   npm run test:trigger                       20 seeds × 5 days × 2,000 orders, every world
 *   npm run test:trigger -- --seeds 2          fewer seeds
 *   npm run test:trigger -- --orders 500       fewer orders
 *
 * Ends with an error when the trigger lost or repeated anything.
 */

const POLLERS = { 'Worten Trigger': wortenTrigger, 'plain pager': plainPager } as const;
type PollerName = keyof typeof POLLERS;

interface Job {
	poller: PollerName;
	world: number;
	pageSize: number;
	faults: boolean;
	seed: number;
	orders: number;
	days: number;
}

function option(name: string, otherwise: number): number {
	const at = process.argv.indexOf(`--${name}`);
	const value = at < 0 ? otherwise : Number(process.argv[at + 1]);
	if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} takes a whole number`);
	return value;
}

async function work(): Promise<void> {
	process.on('message', (job: Job) => {
		void simulate({ ...job, world: WORLDS[job.world], poller: POLLERS[job.poller] }).then(
			(result) => process.send?.({ result }),
			(error: unknown) =>
				process.send?.({ failed: error instanceof Error ? error.stack : String(error) }),
		);
	});
}

/** Run the jobs on every core, each worker one at a time. */
async function runAll(jobs: Job[], done: (job: Job, result: SimulationResult) => void) {
	const queue = [...jobs];
	const workers = Array.from({ length: Math.min(availableParallelism(), jobs.length) }, () =>
		fork(__filename, ['--worker'], { execArgv: process.execArgv }),
	);
	try {
		await Promise.all(
			workers.map(
				(worker) =>
					new Promise<void>((resolve, reject) => {
						let job: Job | undefined;
						const next = () => {
							job = queue.shift();
							if (job) worker.send(job);
							else resolve();
						};
						worker.on('message', (answer: { result?: SimulationResult; failed?: string }) => {
							if (!answer.result || !job) return reject(new Error(answer.failed));
							done(job, answer.result);
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

const COUNTED = [
	'orders',
	'changes',
	'lostOrders',
	'outdated',
	'lostRefunds',
	'lostReminders',
	'twice',
	'wrong',
	'requests',
	'polls',
	'failedPolls',
	'tooSoon',
] as const;

type Sum = Record<(typeof COUNTED)[number], number> & { most: number };

function add(sum: Sum | undefined, result: SimulationResult): Sum {
	const counted = Object.fromEntries(
		COUNTED.map((name) => [name, (sum?.[name] ?? 0) + result[name]]),
	) as Record<(typeof COUNTED)[number], number>;
	return { ...counted, most: Math.max(sum?.most ?? 0, result.bytes / result.orders) };
}

function row(cells: ReadonlyArray<string | number>): string {
	const widths = [22, 6, 7, 15, 9, 6, 9, 9, 10, 7, 7, 9];
	return cells
		.map((cell, index) =>
			index < 1 || index === 3
				? String(cell).padEnd(widths[index])
				: String(cell).padStart(widths[index]),
		)
		.join(' ');
}

async function main(): Promise<void> {
	const seeds = option('seeds', 20);
	const orders = option('orders', 2_000);
	const days = option('days', 5);
	const jobs: Job[] = [];
	for (let seed = 1; seed <= seeds; seed++) {
		for (const world of WORLDS.keys()) {
			for (const pageSize of [100, 10]) {
				for (const faults of [false, true]) {
					for (const poller of Object.keys(POLLERS) as PollerName[]) {
						jobs.push({ poller, world, pageSize, faults, seed, orders, days });
					}
				}
			}
		}
	}
	const sums = new Map<string, Sum>();
	const nameOf = ({ world, pageSize, faults, poller }: Omit<Job, 'seed'>) =>
		[world, pageSize, faults, poller].join(' ');
	const began = Date.now();
	let finished = 0;
	await runAll(jobs, (job, result) => {
		sums.set(nameOf(job), add(sums.get(nameOf(job)), result));
		finished += 1;
		if (process.stderr.isTTY || finished % 100 === 0 || finished === jobs.length) {
			process.stderr.write(`\r${finished} of ${jobs.length} runs`);
		}
	});
	process.stderr.write('\n');

	console.log(
		`${seeds} seeds × ${days} days × ${orders} orders, polled every 15 minutes, changes between any two requests\n`,
	);
	console.log(
		row([
			'world',
			'page',
			'faults',
			'poller',
			'orders',
			'lost',
			'outdated',
			'refunds',
			'reminders',
			'twice',
			'wrong',
			'requests',
		]),
	);
	const totals = new Map<PollerName, Sum>();
	for (const [world, { name }] of WORLDS.entries()) {
		for (const pageSize of [100, 10]) {
			for (const faults of [false, true]) {
				for (const poller of Object.keys(POLLERS) as PollerName[]) {
					const sum = sums.get(nameOf({ world, pageSize, faults, poller, orders, days }));
					if (!sum) continue;
					totals.set(poller, add(totals.get(poller), { ...sum, bytes: sum.most * sum.orders }));
					console.log(row([name, pageSize, faults ? '5 %' : 'none', ...cells(poller, sum)]));
				}
			}
		}
	}
	console.log();
	for (const [poller, sum] of totals) console.log(row(['all', '', '', ...cells(poller, sum)]));
	const ours = totals.get('Worten Trigger');
	if (!ours) throw new Error('Nothing was run');
	console.log(`
lost       orders placed and never handed over
outdated   orders whose last state was never handed over
refunds    refunds whose last step was never told (Worten Trigger only)
reminders  shipmentDueSoon and stuckInDebit that should have come and did not (Worten Trigger only)
twice      the same event, or the same state of an order, handed over again
wrong      newOrder told again, or previousStatus not the status told before (Worten Trigger only)

${ours.changes.toLocaleString('en')} changes in ${jobs.length / 2} runs; ${ours.polls.toLocaleString('en')} polls, ${ours.failedPolls} of them given up and made good by later ones
listings less than a minute apart: ${ours.tooSoon}
static data: at most ${ours.most.toFixed(1)} bytes an order
${Math.round((Date.now() - began) / 1000)} s`);
	const bad =
		ours.lostOrders +
		ours.outdated +
		ours.lostRefunds +
		ours.lostReminders +
		ours.twice +
		ours.wrong +
		ours.tooSoon;
	if (bad > 0) process.exitCode = 1;
}

function cells(poller: PollerName, sum: Sum): Array<string | number> {
	const only = (count: number) => (poller === 'Worten Trigger' ? count : '-');
	return [
		poller,
		sum.orders,
		sum.lostOrders,
		sum.outdated,
		only(sum.lostRefunds),
		only(sum.lostReminders),
		sum.twice,
		only(sum.wrong),
		sum.requests,
	];
}

void (process.argv.includes('--worker') ? work() : main()).catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
