import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { OrderPage, OrderQuery } from '../../nodes/Worten/marketplace/client';
import { orderPages } from '../../nodes/Worten/marketplace/paging';
import { receiveOrder } from '../../nodes/Worten/marketplace/schemas/order';
import { anOrder } from '../orders/build';

const INSTANT = DateTime.fromISO('2026-03-01T09:00:00Z', { zone: 'utc' });

/** Orders that were all created in one instant (an import), of which some leave between two pages. */
function oneInstant(count: number, leaving: readonly number[][], inclusive: boolean) {
	let ids = Array.from({ length: count }, (_, index) => `O-${String(index).padStart(4, '0')}`);
	const left = new Set<string>();
	let pages = 0;
	const listOrders = async ({
		offset = 0,
		max = 10,
		start_date,
	}: OrderQuery): Promise<OrderPage> => {
		for (const share of leaving[pages++] ?? []) {
			const id = ids[Math.floor((share / 1000) * ids.length)];
			if (id !== undefined) left.add(id);
			ids = ids.filter((other) => other !== id);
		}
		const shown = !start_date || start_date < INSTANT || (inclusive && start_date <= INSTANT);
		const listed = shown ? ids : [];
		return {
			orders: listed
				.slice(offset, offset + max)
				.map((id) => receiveOrder(anOrder({ order_id: id, created_date: '2026-03-01T09:00:00Z' }))),
			totalCount: listed.length,
			serverDate: undefined,
		};
	};
	return { client: { listOrders }, staying: () => ids, requests: () => pages };
}

describe('orders that share one creation date, more than a page holds', () => {
	it('skips none of those that stay while others leave', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 80 }),
				fc.array(fc.array(fc.integer({ min: 0, max: 999 }), { maxLength: 12 }), { maxLength: 30 }),
				fc.constantFrom(1, 2, 5, 10),
				fc.boolean(),
				async (count, leaving, pageSize, inclusive) => {
					const { client, staying } = oneInstant(count, leaving, inclusive);
					const seen: string[] = [];
					for await (const page of orderPages(client, {}, { pageSize })) {
						seen.push(...page.orders.map((entry) => (entry.readable ? entry.order.order_id : '')));
					}
					expect(staying().filter((id) => !seen.includes(id))).toEqual([]);
					expect(new Set(seen).size).toBe(seen.length);
				},
			),
			{ numRuns: 100 },
		);
	});

	it('asks for each page about once', async () => {
		const { client, requests } = oneInstant(500, [], true);
		let seen = 0;
		for await (const page of orderPages(client, {}, { pageSize: 10 })) seen += page.orders.length;
		expect(seen).toBe(500);
		expect(requests()).toBeLessThan(60);
	});
});
