import { allJobs } from './job';
import { Report } from './report';
import { runAll } from './workers';

/*
 * Every order, once: the trigger against the sandbox's churn, and a plain pager beside it.
 *
 *   npm run test:trigger                       20 seeds × 5 days × 2,000 orders, every world
 *   npm run test:trigger -- --seeds 2          fewer seeds
 *   npm run test:trigger -- --orders 500       fewer orders
 *
 * Ctrl-C stops after the runs under way and prints what there is. Ends with an error when the
 * trigger lost or repeated anything.
 */

function option(name: string, otherwise: number): number {
	const at = process.argv.indexOf(`--${name}`);
	const value = at < 0 ? otherwise : Number(process.argv[at + 1]);
	if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} takes a whole number`);
	return value;
}

async function main(): Promise<void> {
	const seeds = option('seeds', 20);
	const orders = option('orders', 2_000);
	const days = option('days', 5);
	const jobs = allJobs(seeds, orders, days);
	const report = new Report();
	const began = Date.now();
	let finished = 0;
	let stopped = false;
	process.once('SIGINT', () => {
		stopped = true;
		process.stderr.write('\nStopping after the runs under way …\n');
	});
	await runAll(
		jobs,
		(job, result) => {
			report.take(job, result);
			finished += 1;
			if (process.stderr.isTTY || finished % 40 === 0) {
				process.stderr.write(
					`\r${finished} of ${jobs.length} runs${process.stderr.isTTY ? '' : '\n'}`,
				);
			}
		},
		() => stopped,
	);
	process.stderr.write('\n');
	const size = `${seeds} seeds × ${days} days × ${orders} orders`;
	report.print(
		`${size}, polled every 15 minutes, changes between any two requests${stopped ? ' (stopped early)' : ''}`,
		(Date.now() - began) / 1000,
	);
	if (!report.clean || stopped) process.exitCode = 1;
}

void main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
