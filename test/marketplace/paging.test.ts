import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { OrderPage, OrderQuery } from '../../nodes/Worten/marketplace/client';
import { orderPages, type PagingOptions } from '../../nodes/Worten/marketplace/paging';
import { receiveOrder } from '../../nodes/Worten/marketplace/schemas/order';
import { anOrder } from '../orders/build';

interface Row {
	id: string;
	/** Milliseconds; shown with or without its milliseconds. */
	created: number;
}

interface World {
	startInclusive: boolean;
	withoutMilliseconds: boolean;
	/** What the marketplace gives at most, whatever is asked for. */
	largestPage: number;
	withTotal: boolean;
}

const START = DateTime.fromISO('2026-03-01T00:00:00Z', { zone: 'utc' }).toMillis();

/** OR11 over a list that a test may change between two pages. */
function listing(rows: Row[], world: World, betweenPages: (page: number) => void = () => {}) {
	let pages = 0;
	const queries: OrderQuery[] = [];
	const listOrders = async (query: OrderQuery): Promise<OrderPage> => {
		queries.push(query);
		betweenPages(pages++);
		const shown = ({ created }: Row) =>
			DateTime.fromMillis(created, { zone: 'utc' }).toISO({ suppressMilliseconds: false })!;
		const matching = rows
			.filter(({ created }) => {
				const start = query.start_date?.toMillis() ?? -Infinity;
				const end = query.end_date?.toMillis() ?? Infinity;
				return world.startInclusive
					? created >= start && created <= end
					: created > start && created < end;
			})
			.sort((a, b) => a.created - b.created || a.id.localeCompare(b.id));
		if (query.order === 'desc') matching.reverse();
		const offset = query.offset ?? 0;
		const size = Math.min(query.max ?? 10, world.largestPage);
		return {
			orders: matching.slice(offset, offset + size).map((row) =>
				receiveOrder({
					...anOrder({ order_id: row.id }),
					created_date: world.withoutMilliseconds ? shown(row).replace(/\.\d+/, '') : shown(row),
				}),
			),
			totalCount: world.withTotal ? matching.length : undefined,
			serverDate: undefined,
		};
	};
	return { client: { listOrders }, queries };
}

async function idsOf(
	client: { listOrders(query: OrderQuery): Promise<OrderPage> },
	options?: PagingOptions,
) {
	const ids: string[] = [];
	for await (const page of orderPages(client, {}, options)) {
		ids.push(...page.orders.map((entry) => (entry.readable ? entry.order.order_id : '?')));
	}
	return ids;
}

const world: World = {
	startInclusive: true,
	withoutMilliseconds: false,
	largestPage: 100,
	withTotal: true,
};
const rowsEvery = (milliseconds: number, count: number): Row[] =>
	Array.from({ length: count }, (_, index) => ({
		id: `O-${String(index).padStart(4, '0')}`,
		created: START + index * milliseconds,
	}));

describe('paging through orders', () => {
	it.each([false, true])('reads all orders once, newest first: %s', async (newestFirst) => {
		const rows = rowsEvery(60_000, 250);
		const { client, queries } = listing(rows, world);
		const ids = await idsOf(client, { newestFirst });
		const expected = rows.map(({ id }) => id);
		expect(ids).toEqual(newestFirst ? expected.reverse() : expected);
		expect(queries).toHaveLength(3);
		expect(queries.every(({ offset }) => offset === undefined)).toBe(true);
	});

	it('skips none when orders leave the listing between two pages', async () => {
		const rows = rowsEvery(60_000, 300);
		const staying = new Set(rows.map(({ id }) => id));
		const { client } = listing(rows, world, (page) => {
			if (page === 0) return;
			// Every third of those read already changes, and so leaves.
			for (const row of rows.splice(0, 30)) staying.delete(row.id);
		});
		const ids = await idsOf(client);
		for (const id of staying) expect(ids).toContain(id);
		expect(new Set(ids).size).toBe(ids.length);
	});

	it('gets past more orders of one instant than a page holds', async () => {
		const rows = rowsEvery(0, 35);
		const { client } = listing(rows, { ...world, largestPage: 10 });
		expect((await idsOf(client)).sort()).toEqual(rows.map(({ id }) => id));
	});

	it('never reaches beyond the dates it was asked for', async () => {
		const { client, queries } = listing(rowsEvery(1, 250), world);
		const start = DateTime.fromMillis(START + 50, { zone: 'utc' });
		const pages = orderPages(client, { start_date: start });
		for await (const page of pages) expect(page.orders.length).toBeGreaterThan(0);
		expect(queries.every((query) => query.start_date! >= start)).toBe(true);
	});

	it('hands over malformed orders once, and gets past a page of nothing else', async () => {
		let calls = 0;
		const poisoned = Array.from({ length: 3 }, (_, index) =>
			receiveOrder({ order_id: `P-${index}` }),
		);
		const good = receiveOrder(anOrder({ order_id: 'G-1' }));
		const client = {
			listOrders: async ({ offset = 0 }: OrderQuery): Promise<OrderPage> => {
				calls += 1;
				const all = [...poisoned, good];
				return {
					orders: all.slice(offset, offset + 2),
					totalCount: all.length,
					serverDate: undefined,
				};
			},
		};
		const seen: unknown[] = [];
		for await (const page of orderPages(client, {})) seen.push(...page.orders);
		expect(seen).toEqual([...poisoned, good]);
		expect(calls).toBeLessThan(6);
	});

	it('reads each order exactly once in every kind of world', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 60 }),
				fc.boolean(),
				fc.boolean(),
				fc.boolean(),
				fc.boolean(),
				fc.constantFrom(3, 10, 100),
				async (
					moments,
					newestFirst,
					startInclusive,
					withoutMilliseconds,
					withTotal,
					largestPage,
				) => {
					const rows = moments.map((moment, index) => ({
						id: `O-${index}`,
						created: START + moment,
					}));
					const { client } = listing(rows, {
						startInclusive,
						withoutMilliseconds,
						largestPage,
						withTotal,
					});
					const ids = await idsOf(client, { newestFirst });
					expect([...ids].sort()).toEqual(rows.map(({ id }) => id).sort());
				},
			),
			{ numRuns: 300 },
		);
	});
});
