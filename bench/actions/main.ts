import { FAULTS, proveOnce, type OnceFigures } from './once';

/** `npm run test:actions`: the figures of docs/actions.md. Exits with 1 when one of them is not exact. */

const ORDERS = 1_000;
const OPERATIONS = ['accept', 'ship', 'refund'] as const;

function wrong(figures: OnceFigures): boolean {
	return (
		figures.saidDone !== figures.orders ||
		figures.onceInJournal !== figures.orders ||
		figures.twiceInJournal + figures.disagreeing + figures.saidFailed > 0
	);
}

async function main(): Promise<void> {
	const rows: Array<{ world: string } & OnceFigures> = [];
	let failed = 0;
	for (const operation of OPERATIONS) {
		const calm = await proveOnce({ operation, orders: ORDERS, seed: 1 });
		rows.push({ world: 'nothing fails', ...calm });
		// Besides the writes, one read a hundred orders: that is what looking before acting may cost.
		if (wrong(calm) || calm.reads > Math.ceil(ORDERS / 100)) failed += 1;
		for (const seed of [1, 2, 3]) {
			const faulty = await proveOnce({ operation, orders: ORDERS, seed, ...FAULTS });
			rows.push({ world: `faults, seed ${seed}`, ...faulty });
			if (wrong(faulty)) failed += 1;
		}
		const late = { operation, orders: ORDERS, seed: 4, ...FAULTS, visibilityDelayMs: 5_000 };
		for (const [world, runs] of [
			['faults, changes shown 5 s late', 1],
			['the same, run twice at once', 2],
		] as const) {
			const figures = await proveOnce({ ...late, runs });
			rows.push({ world, ...figures });
			if (wrong(figures)) failed += 1;
		}
	}
	console.table(rows);
	console.log(
		failed === 0
			? 'Every action exactly once.'
			: `${failed} of ${rows.length} runs were not exact.`,
	);
	process.exitCode = failed === 0 ? 0 : 1;
}

void main();
