import fc from 'fast-check';
import { Bench, expectStatus, hours, json, messageOf } from './support';
import type { ShownClaim } from './support';

const fryer = { items: [{ sku: 'CZA-AIR-45', quantity: 1 }], shipping: 4.99 };

/** Decimals of JSON to cents, for sums in tests. */
const cents = (amount: number) => Math.round(amount * 100);
const taxSum = (taxes: { amount: number }[]) =>
	taxes.reduce((total, tax) => total + cents(tax.amount), 0);

describe('OR28', () => {
	const entry = (lineId: string, more: Record<string, unknown> = {}) => ({
		order_line_id: lineId,
		amount: 79.99,
		shipping_amount: 0,
		reason_code: '202',
		...more,
	});

	test('refunds a whole line, taxes included, and pays it in two steps', () => {
		const b = new Bench({ delays: { refund: hours(1), refundPayment: hours(2) } });
		const order = b.shipped(fryer);
		const answer = b.refund(
			[entry(order.lines[0].id, { shipping_amount: 4.99, quantity: 1 })],
			'TAX_INCLUDED',
		);
		const made = json<{ refunds: Record<string, unknown>[] }>(answer).refunds[0];
		expect(made).toMatchObject({
			amount: 79.99,
			shipping_amount: 4.99,
			taxes: [{ code: 'IVA', amount: 14.96, rate: 23 }],
			shipping_taxes: [{ code: 'IVA', amount: 0.93, rate: 23 }],
			reason_code: '202',
			quantity: 1,
		});
		const line = () => b.read(order.id).order_lines[0];
		expect(line().refunds[0]).toMatchObject({
			id: made.refund_id,
			state: 'WAITING_REFUND',
			refund_state: 'WAITING_REFUND',
		});
		expect(line()).toMatchObject({ order_line_state: 'SHIPPED', can_refund: false });
		expect(b.read(order.id).fully_refunded).toBe(true);
		b.clock.advance(hours(1));
		expect(line().refunds[0].refund_state).toBe('WAITING_REFUND_PAYMENT');
		b.clock.advance(hours(2));
		expect(line().refunds[0]).toMatchObject({
			refund_state: 'REFUNDED',
			transaction_number: expect.stringMatching(/^RF/),
		});
		expect(line().order_line_state).toBe('REFUNDED');
		expect(b.read(order.id).order_state).toBe('SHIPPED');
		const entries = b.marketplace.journal.filter((each) => each.kind === 'refund');
		expect(entries.map((each) => each.detail.cents)).toEqual([
			{
				amount: 6503,
				taxes: [{ code: 'IVA', amount: 1496 }],
				shipping: 406,
				shippingTaxes: [{ code: 'IVA', amount: 93 }],
				total: 8498,
			},
		]);
	});

	test('without taxes in the amount: the platform adds what is proportional', () => {
		const b = new Bench();
		const order = b.shipped(fryer);
		const refund = (amount: number) =>
			json<{ refunds: { taxes: unknown[] }[] }>(
				b.refund([entry(order.lines[0].id, { amount })], 'TAX_EXCLUDED'),
			).refunds[0].taxes;
		expect(refund(10)).toEqual([{ code: 'IVA', amount: 2.3, rate: 23 }]);
		expect(refund(55.03)).toEqual([{ code: 'IVA', amount: 12.66, rate: 23 }]);
		expect(b.read(order.id).order_lines[0]).toMatchObject({ can_refund: true });
		expect(
			b
				.read(order.id, { order_tax_mode: 'TAX_EXCLUDED' })
				.order_lines[0].refunds.map((each) => each.amount),
		).toEqual([10, 55.03]);
	});

	test('a tax with the rule NONE is refunded only if it is named', () => {
		const b = new Bench();
		const silent = b.shipped({ ...fryer, taxes: 'manual' });
		const net = 65.03;
		const tax = 14.96;
		const all = json<{ refunds: ShownClaim[] }>(
			b.refund([entry(silent.lines[0].id, { amount: net })], 'TAX_EXCLUDED'),
		);
		expect(all.refunds[0].taxes).toEqual([]);
		const named = b.shipped({ ...fryer, taxes: 'manual' });
		const some = json<{ refunds: ShownClaim[] }>(
			b.refund(
				[entry(named.lines[0].id, { amount: net, taxes: [{ code: 'IVA', amount: tax }] })],
				'TAX_EXCLUDED',
			),
		);
		expect(some.refunds[0].taxes).toEqual([{ code: 'IVA', amount: tax, rate: 23 }]);
		const included = b.shipped({ ...fryer, taxes: 'manual' });
		expect(messageOf(b.refund([entry(included.lines[0].id)], 'TAX_INCLUDED'))).toContain('65.03');
		expectStatus(
			b.refund(
				[entry(included.lines[0].id, { taxes: [{ code: 'IVA', amount: tax }] })],
				'TAX_INCLUDED',
			),
			200,
		);
	});

	test('never more than is left, of goods, shipping and each tax', () => {
		const b = new Bench();
		const order = b.shipped(fryer);
		const id = order.lines[0].id;
		expectStatus(b.refund([entry(id, { amount: 30, shipping_amount: 1 })]), 200);
		expect(messageOf(b.refund([entry(id, { amount: 50 })]))).toContain('49.99');
		expect(messageOf(b.refund([entry(id, { amount: 0, shipping_amount: 4 })]))).toContain('3.99');
		expect(
			messageOf(b.refund([entry(id, { amount: 10, taxes: [{ code: 'IVA', amount: 9.99 }] })])),
		).toContain('Tax amount 9.99');
		expect(
			messageOf(b.refund([entry(id, { amount: 1, taxes: [{ code: 'IVA', amount: 5 }] })])),
		).toContain('exceed');
		expectStatus(b.refund([entry(id, { amount: 49.99, shipping_amount: 3.99 })]), 200);
		expect(b.read(order.id).order_lines[0].can_refund).toBe(false);
		expect(b.refund([entry(id, { amount: 0.01 })]).status).toBe(400);
	});

	test.each([
		[{ amount: 0 }, 'all 0'],
		[{ amount: -1 }, 'greater than or equal to 0'],
		[{ amount: 1.001 }, '2 decimals'],
		[{ amount: 1e-7 }, '2 decimals'],
		[{ amount: '5' }, 'number'],
		[{ amount: undefined }, 'null'],
		[{ shipping_amount: undefined }, 'null'],
		[{ amount: 1e21 }, 'number'],
		[{ reason_code: undefined }, 'reason_code'],
		[{ reason_code: '301' }, '301'],
		[{ reason_code: '205' }, 'not available to shops'],
		[{ currency_iso_code: 'USD' }, 'USD'],
		[{ taxes: [{ code: 'VAT', amount: 1 }] }, "'VAT'"],
		[
			{
				taxes: [
					{ code: 'IVA', amount: 1 },
					{ code: 'IVA', amount: 1 },
				],
			},
			'twice',
		],
		[{ quantity: 1.5 }, 'whole number'],
		[{ quantity: 2 }, 'whole number'],
		[{ order_line_id: '' }, 'order_line_id'],
	])('refuses %j', (more, words) => {
		const b = new Bench();
		const order = b.shipped(fryer);
		const answer = b.refund([entry(order.lines[0].id, more)]);
		expect(answer.status).toBe(400);
		expect(messageOf(answer)).toContain(words);
		expect(b.read(order.id).order_lines[0].refunds).toEqual([]);
	});

	test('all refunds of a request or none; refunds of one order share a group', () => {
		const b = new Bench();
		const order = b.shipped({ items: [{ sku: 'CZA-AIR-45' }, { sku: 'NVK-N20-BK' }] });
		const [first, second] = order.lines.map((line) => line.id);
		expect(b.refund([entry(first), entry('foreign-1')]).status).toBe(404);
		expect(b.refund([entry(first), entry(first, { amount: 1 })]).status).toBe(400);
		expect(b.refund([entry(first), entry(second, { amount: 30 })]).status).toBe(400);
		expect(b.refund([]).status).toBe(400);
		expect(b.marketplace.journal.filter((each) => each.kind === 'refund')).toEqual([]);
		const { refunds } = json<{ refunds: { order_refund_id: string }[] }>(
			b.refund([entry(first), entry(second, { amount: 29.99 })]),
		);
		expect(refunds[0].order_refund_id).toBe(refunds[1].order_refund_id);
	});

	test('from the debit until the order closes', () => {
		const b = new Bench();
		const waiting = b.place(fryer);
		const line = waiting.lines[0].id;
		expect(messageOf(b.refund([entry(line)]))).toContain('not been debited');
		expectStatus(b.accept(waiting), 204);
		expect(messageOf(b.refund([entry(line)]))).toContain('not been debited');
		b.marketplace.pay(waiting.id);
		expectStatus(b.refund([entry(line, { amount: 1 })]), 200);
		b.marketplace.shipByHand(waiting.id);
		expectStatus(b.refund([entry(line, { amount: 1 })]), 200);
		b.marketplace.toCollect(waiting.id);
		b.marketplace.deliver(waiting.id);
		b.marketplace.openIncident(waiting.id);
		expectStatus(b.refund([entry(line, { amount: 1 })]), 200);
		b.marketplace.closeIncident(waiting.id);
		b.marketplace.close(waiting.id);
		expect(messageOf(b.refund([entry(line, { amount: 1 })]))).toContain('CLOSED');
		expect(b.read(waiting.id).order_lines[0].can_refund).toBe(false);
	});

	test('from the payable balance', () => {
		const b = new Bench({ payableBalance: 100 });
		const order = b.shipped(fryer);
		const other = b.shipped(fryer);
		expectStatus(b.refund([entry(order.lines[0].id)]), 200);
		expect(messageOf(b.refund([entry(other.lines[0].id)]))).toBe(
			'The shop does not have a sufficient payable balance for the refund',
		);
		expect(b.marketplace.balance).toBe(2001);
		expectStatus(b.refund([entry(other.lines[0].id, { amount: 20.01 })]), 200);
	});

	test('one at a time where the platform wants it so', () => {
		const b = new Bench({ oneRefundAtATime: true });
		const order = b.shipped(fryer);
		const again = () => b.refund([entry(order.lines[0].id, { amount: 1 })]);
		expectStatus(again(), 200);
		expect(messageOf(again())).toContain('already in progress');
		b.marketplace.advanceRefunds(order.id);
		b.marketplace.advanceRefunds(order.id);
		expectStatus(again(), 200);
	});

	test('an order refunded before it left is closed; in old installations it says REFUNDED', () => {
		const b = new Bench();
		const order = b.paid(fryer);
		expectStatus(
			b.refund([
				entry(order.lines[0].id, {
					shipping_amount: 4.99,
					excluded_from_shipment: true,
					quantity: 1,
				}),
			]),
			200,
		);
		expect(b.read(order.id).order_state).toBe('SHIPPING');
		b.marketplace.advanceRefunds(order.id);
		b.marketplace.advanceRefunds(order.id);
		expect(b.read(order.id)).toMatchObject({
			order_state: 'CLOSED',
			order_lines: [{ order_line_state: 'REFUNDED' }],
		});

		const old = new Bench({ legacyRefundStates: true });
		const before = old.shipped(fryer);
		const states = () => old.read(before.id).order_state;
		expectStatus(old.refund([entry(before.lines[0].id, { shipping_amount: 4.99 })]), 200);
		expect(states()).toBe('WAITING_REFUND');
		old.marketplace.advanceRefunds(before.id);
		expect(states()).toBe('WAITING_REFUND_PAYMENT');
		old.marketplace.advanceRefunds(before.id);
		expect(states()).toBe('REFUNDED');
	});

	test('whatever is asked in whatever pieces: nothing negative, and the pieces add up to the whole', () => {
		const kinds = ['proportional', 'fixed', 'none'] as const;
		fc.assert(
			fc.property(
				fc.constantFrom(...kinds),
				fc.constantFrom('TAX_INCLUDED', 'TAX_EXCLUDED'),
				fc.constantFrom('CZA-AIR-45', 'TRV-GLS-61', 'FRR-LED-6'),
				fc.integer({ min: 1, max: 3 }),
				fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
				(taxes, mode, sku, quantity, pieces) => {
					const b = new Bench();
					const order = b.shipped({ taxes, items: [{ sku, quantity }], shipping: 2.99 });
					const line = order.lines[0];
					const fixed = line.taxes.find((tax) => tax.rule === 'NONE');
					const shown = () => b.read(order.id, { order_tax_mode: mode }).order_lines[0];
					const goods =
						cents(shown().price) - (mode === 'TAX_INCLUDED' && fixed ? fixed.amount : 0);
					let left = goods;
					for (const piece of pieces) {
						const amount = Math.floor(left * piece);
						if (amount === 0) continue;
						expectStatus(b.refund([entry(line.id, { amount: amount / 100 })], mode), 200);
						left -= amount;
					}
					if (left > 0) expectStatus(b.refund([entry(line.id, { amount: left / 100 })], mode), 200);
					const { refunds } = shown();
					const proportional = line.taxes
						.filter((tax) => tax.rule !== 'NONE')
						.reduce((total, tax) => total + tax.amount, 0);
					expect(refunds.reduce((total, refund) => total + cents(refund.amount), 0)).toBe(goods);
					expect(refunds.reduce((total, refund) => total + taxSum(refund.taxes), 0)).toBe(
						proportional,
					);
					for (const refund of line.refunds) {
						expect(refund.amount).toBeGreaterThanOrEqual(0);
						for (const tax of refund.taxes) expect(tax.amount).toBeGreaterThanOrEqual(0);
					}
					expect(line.refunds.reduce((total, refund) => total + refund.amount, 0)).toBe(line.price);
					expect(b.refund([entry(line.id, { amount: 0.01 })], mode).status).toBe(400);
				},
			),
			{ numRuns: 150, seed: 11 },
		);
	});
});

describe('OR29 and OR30', () => {
	const entry = (lineId: string, amount: number, more: Record<string, unknown> = {}) => ({
		order_line_id: lineId,
		amount,
		shipping_amount: 0,
		quantity: 1,
		reason_code: '302',
		...more,
	});
	const cancel = (b: Bench, ...cancelations: unknown[]) =>
		b.put('/api/orders/cancel', { cancelations });

	test('between acceptance and debit', () => {
		const b = new Bench();
		const order = b.place(fryer);
		const whole = () => b.put(`/api/orders/${order.id}/cancel`);
		expect(b.read(order.id).can_cancel).toBe(false);
		expect(messageOf(whole())).toContain('WAITING_ACCEPTANCE');
		expectStatus(b.accept(order), 204);
		expect(b.read(order.id).can_cancel).toBe(true);
		expectStatus(whole(), 204);
		const shown = b.read(order.id);
		expect(shown).toMatchObject({
			order_state: 'CANCELED',
			can_cancel: false,
			fully_refunded: false,
		});
		expect(shown.order_lines[0].cancelations[0]).toMatchObject({
			amount: 79.99,
			shipping_amount: 4.99,
		});
		expect(whole().status).toBe(400);
		expect(messageOf(cancel(b, entry(b.shipped().lines[0].id, 1)))).toContain('SHIPPED');
	});

	test('some of it: the rest goes on, and less of it can be refunded', () => {
		const b = new Bench();
		const order = b.place({
			items: [{ sku: 'CZA-AIR-45', quantity: 2 }, { sku: 'NVK-N20-BK' }],
			shipping: 0,
		});
		const [fryers, phones] = order.lines.map((line) => line.id);
		expectStatus(b.accept(order), 204);
		expect(messageOf(cancel(b, entry(fryers, 159.99)))).toContain('159.98');
		expectStatus(cancel(b, entry(fryers, 79.99), entry(phones, 29.99)), 200);
		expect(b.read(order.id).order_lines.map((line) => line.order_line_state)).toEqual([
			'WAITING_DEBIT',
			'CANCELED',
		]);
		b.marketplace.pay(order.id);
		b.marketplace.shipByHand(order.id);
		const refund = (amount: number) =>
			b.refund([{ order_line_id: fryers, amount, shipping_amount: 0, reason_code: '202' }]);
		expect(messageOf(refund(80))).toContain('79.99');
		expectStatus(refund(79.99), 200);
		expect(b.read(order.id).fully_refunded).toBe(true);
	});

	test('every line one by one: the order is cancelled', () => {
		const b = new Bench();
		const order = b.place({ ...fryer, shipping: 0 });
		expectStatus(b.accept(order), 204);
		expect(cancel(b, entry(order.lines[0].id, 79.99, { reason_code: '202' })).status).toBe(400);
		expectStatus(cancel(b, entry(order.lines[0].id, 79.99)), 200);
		expect(b.read(order.id).order_state).toBe('CANCELED');
	});
});

describe('what buyers and operator do', () => {
	test('incidents, messages, returns, cancelations', () => {
		const b = new Bench({ delays: { close: hours(1) } });
		const order = b.shipped(fryer);
		b.marketplace.openIncident(order.id);
		expect(b.read(order.id)).toMatchObject({
			has_incident: true,
			order_lines: [{ order_line_state: 'INCIDENT_OPEN' }],
		});
		expect(() => b.marketplace.openIncident(order.id)).toThrow();
		b.marketplace.deliver(order.id);
		b.clock.advance(hours(5));
		expect(b.read(order.id).order_state).toBe('RECEIVED');
		b.marketplace.closeIncident(order.id);
		expect(b.marketplace.order(order.id)?.lines[0].state).toBe('RECEIVED');
		const other = b.place();
		expect(b.read(order.id)).toMatchObject({
			order_state: 'CLOSED',
			last_updated_date: b.clock.now().toISO(),
		});
		b.marketplace.updateSettings({ delays: { close: null } });
		const returned = b.shipped(fryer);
		b.marketplace.flagMessage(returned.id);
		expect(b.read(returned.id).has_customer_message).toBe(true);
		b.marketplace.returnOrder(returned.id);
		expect(b.read(returned.id).order_lines[0].refunds[0]).toMatchObject({
			amount: 79.99,
			shipping_amount: 4.99,
		});
		expect(() => b.marketplace.returnOrder(returned.id)).toThrow('Nothing of order');
		b.marketplace.cancelByOperator(other.id);
		expect(b.read(other.id)).toMatchObject({
			order_state: 'CANCELED',
			order_state_reason_code: '303',
		});
		const before = b.read(order.id).last_updated_date;
		b.clock.advance(1);
		b.marketplace.touch(order.id);
		expect(b.read(order.id).last_updated_date > before).toBe(true);
		expect(() => b.marketplace.pay('nobody')).toThrow('nobody');
	});
});
