import { FAULTS, proveOnce } from '../../bench/actions/once';

/** The short form of `npm run test:actions`. */

describe.each(['accept', 'ship', 'refund'] as const)('%s', (operation) => {
	it('costs one read a hundred orders when nothing fails', async () => {
		const figures = await proveOnce({ operation, orders: 120, seed: 'calm' });
		expect(figures).toMatchObject({ saidDone: 120, onceInJournal: 120, disagreeing: 0, reads: 2 });
		expect(figures.writes).toBe(operation === 'ship' ? 240 : 120);
	});

	it.each([
		['connections break and answers are lost', {}],
		['changes show 5 seconds late besides', { visibilityDelayMs: 5_000 }],
		['the node is run twice at once besides', { visibilityDelayMs: 5_000, runs: 2 }],
	])('is done exactly once, and says so, while %s', async (_what, more) => {
		const figures = await proveOnce({ operation, orders: 120, seed: 'faults', ...FAULTS, ...more });
		expect(figures).toMatchObject({
			saidDone: 120,
			saidFailed: 0,
			onceInJournal: 120,
			twiceInJournal: 0,
			disagreeing: 0,
		});
		// The faults really struck.
		expect(figures.reads).toBeGreaterThan(10);
	});

	it('is not tried for ever when the marketplace is down', async () => {
		const up = await proveOnce({ operation, orders: 60, seed: 'down', writes: { resetBefore: 1 } });
		expect(up).toMatchObject({ saidDone: 0, saidFailed: 60, onceInJournal: 0, disagreeing: 0 });
		// Five side by side may have begun before it shows; each is sent seven times.
		expect(up.writes).toBeLessThanOrEqual(10 * 7);
	});

	it('is never done in silence: what is not done at all says so', async () => {
		const figures = await proveOnce({
			operation,
			orders: 20,
			seed: 'down',
			writes: { resetBefore: 1 },
		});
		expect(figures).toMatchObject({
			saidDone: 0,
			saidFailed: 20,
			onceInJournal: 0,
			disagreeing: 0,
		});
	});
});
