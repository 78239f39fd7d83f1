import { POLLER_NAMES, type Job, type PollerName } from './job';
import type { SimulationResult } from './simulation';
import { WORLDS } from './worlds';

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

/** What must be zero. */
const FAULTS = [
	'lostOrders',
	'outdated',
	'lostRefunds',
	'lostReminders',
	'twice',
	'wrong',
	'tooSoon',
] as const;

const LARGEST = ['ledgerBytes', 'bytesAtEnd', 'bytesAtMost'] as const;

/** What the ledger may take, an order. */
const MOST_LEDGER_BYTES = 16;

type Sum = Record<(typeof COUNTED)[number] | (typeof LARGEST)[number], number>;

const COLUMNS: ReadonlyArray<{ name: string; width: number; left?: boolean }> = [
	{ name: 'world', width: 20, left: true },
	{ name: 'page', width: 4 },
	{ name: 'faults', width: 6 },
	{ name: 'poller', width: 14, left: true },
	{ name: 'orders', width: 7 },
	{ name: 'lost', width: 5 },
	{ name: 'outdated', width: 8 },
	{ name: 'refunds', width: 7 },
	{ name: 'reminders', width: 9 },
	{ name: 'twice', width: 8 },
	{ name: 'wrong', width: 5 },
	{ name: 'requests', width: 9 },
];

const LEGEND = `
lost       orders placed and never handed over
outdated   orders whose last state was never handed over
refunds    refunds whose last step was never told (Worten Trigger only)
reminders  shipmentDueSoon and stuckInDebit that should have come and did not (Worten Trigger only)
twice      the same event, or the same state of an order, handed over again
wrong      newOrder told again, or previousStatus not the status told before (Worten Trigger only)`;

function row(cells: ReadonlyArray<string | number>): string {
	return cells
		.map((cell, index) => {
			const { width, left } = COLUMNS[index];
			return left ? String(cell).padEnd(width) : String(cell).padStart(width);
		})
		.join(' ');
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

/** Sums up the runs and prints them. */
export class Report {
	private readonly sums = new Map<string, Sum>();
	private readonly totals = new Map<PollerName, Sum>();
	private readonly bad: string[] = [];
	private runs = 0;

	take(job: Job, result: SimulationResult): void {
		this.runs += 1;
		add(this.sums, nameOf(job), result);
		add(this.totals, job.poller, result);
		if (job.poller !== 'Worten Trigger') return;
		const wrong = FAULTS.filter((name) => result[name] > 0).map(
			(name) => `${name} ${result[name]}`,
		);
		if (result.ledgerBytes > MOST_LEDGER_BYTES) {
			wrong.push(`ledger ${result.ledgerBytes.toFixed(1)} bytes an order`);
		}
		if (wrong.length === 0) return;
		this.bad.push(`${nameOf(job)}, seed ${job.seed}: ${wrong.join(', ')}`);
	}

	/** Whether the trigger lost nothing and repeated nothing. */
	get clean(): boolean {
		return this.bad.length === 0;
	}

	print(title: string, seconds: number): void {
		console.log(`${title}\n\n${row(COLUMNS.map(({ name }) => name))}`);
		for (const [world, { name }] of WORLDS.entries()) {
			for (const pageSize of [100, 10]) {
				for (const faults of [false, true]) {
					for (const poller of POLLER_NAMES) {
						const sum = this.sums.get(nameOf({ world, pageSize, faults, poller }));
						if (!sum) continue;
						console.log(row([name, pageSize, faults ? '5 %' : 'none', ...cells(poller, sum)]));
					}
				}
			}
		}
		console.log();
		for (const [poller, sum] of this.totals)
			console.log(row(['all', '', '', ...cells(poller, sum)]));
		console.log(LEGEND);
		const ours = this.totals.get('Worten Trigger');
		if (ours) {
			console.log(`
Worten Trigger: ${count(ours.changes)} changes, ${count(ours.polls)} polls, ${count(ours.failedPolls)} of them given up and made good by later ones
listings less than a minute apart: ${ours.tooSoon}
ledger: ${ours.ledgerBytes.toFixed(1)} bytes an order at most; with everything else in static data ${ours.bytesAtEnd.toFixed(1)} at the end of a run, ${ours.bytesAtMost.toFixed(1)} at most (of all runs, from 500 orders on)`);
		}
		for (const line of this.bad) console.log(`NOT CLEAN: ${line}`);
		console.log(`${this.runs} runs, ${Math.round(seconds)} s`);
	}
}

function count(value: number): string {
	return value.toLocaleString('en');
}

function nameOf({
	world,
	pageSize,
	faults,
	poller,
}: Pick<Job, 'world' | 'pageSize' | 'faults' | 'poller'>): string {
	return [WORLDS[world].name, pageSize, faults ? 'faults' : 'no faults', poller].join(', ');
}

function add<Key>(sums: Map<Key, Sum>, key: Key, result: Sum): void {
	const sum = sums.get(key);
	const counted = COUNTED.map((name) => [name, (sum?.[name] ?? 0) + result[name]]);
	const largest = LARGEST.map((name) => [name, Math.max(sum?.[name] ?? 0, result[name])]);
	sums.set(key, Object.fromEntries([...counted, ...largest]) as Sum);
}
