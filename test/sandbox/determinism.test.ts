import { SystemClock } from '../../sandbox';
import { randomFor } from '../../sandbox/marketplace/random';
import { Bench, hours, minutes } from './support';

/** Two virtual days of everything, every answer in full. */
function history(seed: number | string): string {
	const b = new Bench(
		{
			delays: {
				staging: minutes(1),
				acceptanceTimeout: hours(10),
				debit: minutes(5),
				debitPayment: minutes(9),
				delivery: hours(5),
				close: hours(9),
				refund: hours(1),
				refundPayment: hours(1),
				jitter: 0.5,
				arrival: minutes(40),
			},
			faults: { reads: { tooManyRequests: 0.05, truncated: 0.05 }, writes: { resetAfter: 0.1 } },
		},
		seed,
	);
	const answers: unknown[] = [];
	for (let i = 0; i < 2 * 24 * 6; i++) {
		b.clock.advance(minutes(10));
		answers.push(b.get('/api/orders', { max: 100, offset: (i % 5) * 10 }));
		const order = b.marketplace.orders[i % Math.max(1, b.marketplace.orders.length)];
		if (!order) continue;
		answers.push(b.accept(order), b.put(`/api/orders/${order.id}/ship`));
		answers.push(
			b.refund([
				{ order_line_id: order.lines[0].id, amount: 1.23, shipping_amount: 0, reason_code: '204' },
			]),
		);
	}
	return JSON.stringify([answers, b.marketplace.journal]);
}

test('the same seed and calls give byte for byte the same answers', () => {
	const first = history(42);
	expect(history(42)).toBe(first);
	expect(history(43)).not.toBe(first);
	expect(first).toContain('REFUNDED');
});

test('what an order looks like does not depend on what happened before', () => {
	const shown = (calls: number) => {
		const b = new Bench({}, 'x');
		for (let i = 0; i < calls; i++) b.list();
		b.marketplace.placeOrder();
		return JSON.stringify(b.marketplace.view(b.marketplace.placeOrder().id));
	};
	expect(shown(5)).toBe(shown(0));
});

test('asking for one trait leaves the others as drawn', () => {
	const plain = new Bench({}, 5).marketplace.placeOrder();
	const wished = new Bench({}, 5).marketplace.placeOrder({ channel: null });
	expect(wished.channel).toBeNull();
	expect(wished.customer).toEqual(plain.customer);
	expect(wished.lines.map((line) => line.offerSku)).toEqual(
		plain.lines.map((line) => line.offerSku),
	);
});

test('random numbers are spread evenly and differ by purpose', () => {
	const random = randomFor(1, 'spread');
	const counts = Array.from({ length: 10 }, () => 0);
	for (let i = 0; i < 10_000; i++) counts[random.between(0, 9)] += 1;
	for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
	const firsts = new Set(Array.from({ length: 1000 }, (_, i) => randomFor(1, 'order', i).next()));
	expect(firsts.size).toBeGreaterThan(995);
	expect(randomFor(1, 'a').uuid()).toMatch(
		/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
	);
});

test('a state saved and put back goes on as if nothing had been', () => {
	const b = new Bench({ delays: { debit: hours(1), debitPayment: hours(1) } });
	const order = b.place();
	b.accept(order);
	const kept = JSON.parse(JSON.stringify(b.marketplace.save())) as ReturnType<
		typeof b.marketplace.save
	>;
	const other = new Bench();
	other.marketplace.restore(kept);
	for (const bench of [b, other]) bench.clock.advance(hours(3));
	expect(other.read(order.id)).toEqual(b.read(order.id));
	expect(other.read(order.id).order_state).toBe('SHIPPING');
	expect(other.marketplace.placeOrder()).toEqual(b.marketplace.placeOrder());
	expect(other.marketplace.journal).toEqual(b.marketplace.journal);
	expect(() => other.marketplace.restore({ format: 2 } as never)).toThrow('not a state');
});

test('clocks: virtual ones only move forward, the machine’s can run faster', async () => {
	const { clock } = new Bench();
	expect(clock.now().zoneName).toBe('UTC');
	expect(() => clock.advance(-1)).toThrow();
	const fast = new SystemClock(1000);
	const before = fast.now().toMillis();
	await new Promise((resolve) => setTimeout(resolve, 20));
	expect(fast.now().toMillis() - before).toBeGreaterThan(10_000);
});

test('a page out of thousands of orders takes a few milliseconds at most', () => {
	const b = new Bench();
	for (let i = 0; i < 4000; i++) {
		b.marketplace.placeOrder();
		b.clock.advance(1000);
	}
	const pages = 300;
	b.list({ max: 100 });
	const start = performance.now();
	for (let i = 0; i < pages; i++) {
		b.marketplace.touch(b.marketplace.orders[(i * 13) % 4000].id);
		b.get('/api/orders', {
			max: 100,
			offset: (i % 40) * 100,
			start_update_date: '2026-03-01T00:00:00Z',
			end_update_date: '2026-03-03T00:00:00Z',
		});
	}
	// Generous, for busy machines; it is well below one in practice.
	expect((performance.now() - start) / pages).toBeLessThan(25);
});
