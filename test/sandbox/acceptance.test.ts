import { Bench, codeOf, expectStatus, hours } from './support';

describe('OR21', () => {
	test('accepts all lines: WAITING_DEBIT with a decision date', () => {
		const b = new Bench();
		const order = b.place();
		expect(b.accept(order)).toMatchObject({ status: 204, body: '' });
		expect(b.read(order.id)).toMatchObject({
			order_state: 'WAITING_DEBIT',
			acceptance_decision_date: b.clock.now().toISO(),
			can_cancel: true,
		});
	});

	test('refuses all lines: REFUSED with a decision date', () => {
		const b = new Bench();
		const order = b.place();
		expectStatus(
			b.accept(order, () => false),
			204,
		);
		expect(b.read(order.id)).toMatchObject({
			order_state: 'REFUSED',
			acceptance_decision_date: b.clock.now().toISO(),
		});
	});

	test('accepts some lines, when the operator allows it', () => {
		const items = [{ sku: 'NVK-N20-BK' }, { sku: 'CZA-AIR-45' }];
		const b = new Bench();
		const order = b.place({ items });
		expectStatus(
			b.accept(order, (id) => id.endsWith('-1')),
			204,
		);
		const shown = b.read(order.id);
		expect(shown.order_state).toBe('WAITING_DEBIT');
		expect(shown.order_lines.map((line) => line.order_line_state)).toEqual([
			'WAITING_DEBIT',
			'REFUSED',
		]);

		const strict = new Bench({ partialAcceptance: false });
		const other = strict.place({ items });
		const answer = strict.accept(other, (id) => id.endsWith('-1'));
		expect([answer.status, codeOf(answer)]).toEqual([400, 'ORDER_PARTIAL_ACCEPTANCE_DISABLED']);
		expect(strict.read(other.id).order_state).toBe('WAITING_ACCEPTANCE');
		expectStatus(strict.accept(other), 204);
	});

	test('has a code for everything it refuses, and changes nothing', () => {
		const b = new Bench();
		const order = b.place({ items: [{ sku: 'NVK-N20-BK' }, { sku: 'CZA-AIR-45' }] });
		const [first, second] = order.lines.map((line) => line.id);
		const decide = (order_lines: unknown, id = order.id) => {
			const answer = b.put(`/api/orders/${encodeURIComponent(id)}/accept`, { order_lines });
			return [answer.status, codeOf(answer)];
		};
		const yes = (id: string) => ({ id, accepted: true });
		expect(decide([yes(first)], 'no/such ordér')).toEqual([404, 'ORDER_NOT_FOUND']);
		expect(decide([yes(first)])).toEqual([400, 'ORDER_LINE_ACCEPTANCE_DECISION_MISSING']);
		expect(decide([yes(first), yes(second), yes(first)])).toEqual([400, 'ORDER_LINE_DUPLICATE_ID']);
		expect(decide([yes(first), yes('other-1')])).toEqual([400, 'ORDER_LINE_NOT_FOUND']);
		expect(decide([yes(first), null])).toEqual([400, 'ORDER_LINE_NULL_ELEMENT']);
		expect(decide([])).toEqual([400, 'VALIDATION_ERROR']);
		expect(decide(undefined)).toEqual([400, 'VALIDATION_ERROR']);
		expect(decide([{ id: first }, yes(second)])).toEqual([400, 'VALIDATION_ERROR']);
		expect(decide([{ accepted: true }, yes(second)])).toEqual([400, 'VALIDATION_ERROR']);
		expect(b.read(order.id).order_state).toBe('WAITING_ACCEPTANCE');
		expect(decide([yes(first), yes(second)])).toEqual([204, undefined]);
		expect(decide([yes(first), yes(second)])).toEqual([400, 'ORDER_INVALID_STATE']);
	});

	test('leaves orders of the marketplace’s own warehouse alone', () => {
		const b = new Bench();
		const order = b.place({ fulfillmentCenter: 'WORTEN_AZAMBUJA' });
		expect(b.read(order.id).order_state).toBe('WAITING_DEBIT');
		const answer = b.accept(order);
		expect([answer.status, codeOf(answer)]).toEqual([400, 'ORDER_FULFILLED_UNAUTHORIZED']);
		b.marketplace.pay(order.id);
		expect(b.read(order.id)).toMatchObject({ order_state: 'SHIPPING', can_shop_ship: false });
		expect(b.put(`/api/orders/${order.id}/ship`).status).toBe(400);
		b.marketplace.shipByHand(order.id);
		expect(b.read(order.id).order_state).toBe('SHIPPED');
	});
});

describe('OR07', () => {
	const from = (id: string, country: string) => ({
		id,
		shipping_from: { address: { country_iso_code: country } },
	});

	test('changes where a line is shipped from; each line answers for itself', () => {
		const b = new Bench();
		const order = b.place();
		const answer = b.put('/api/orders/shipping_from', {
			order_lines: [
				from(order.lines[0].id, 'ESP'),
				from('none', 'ESP'),
				from(order.lines[0].id, 'ES'),
			],
		});
		const lines = (
			JSON.parse(answer.body) as {
				order_lines: { errors?: { code: string }[]; updated?: unknown }[];
			}
		).order_lines;
		expect(answer.status).toBe(200);
		expect(lines[0].updated).toMatchObject({ address: { country_iso_code: 'ESP' } });
		expect(lines[1].errors?.[0].code).toBe('ORDER_LINE_NOT_FOUND');
		expect(lines[2].errors?.[0].code).toBe('INVALID_COUNTRY');
		expect(b.read(order.id).order_lines[0].shipping_from.address.country_iso_code).toBe('ESP');
		expect(b.marketplace.journal.filter((entry) => entry.kind === 'shippingFrom')).toHaveLength(1);
	});

	test('is refused where shops may not, and after shipping', () => {
		const b = new Bench({ sellersEditShippingOrigin: false });
		const order = b.shipped();
		const code = () => {
			const answer = b.put('/api/orders/shipping_from', {
				order_lines: [from(order.lines[0].id, 'ESP')],
			});
			return (JSON.parse(answer.body) as { order_lines: { errors: { code: string }[] }[] })
				.order_lines[0].errors[0].code;
		};
		expect(code()).toBe('SHIPPING_ORIGIN_EDITION_DISABLED');
		b.marketplace.updateSettings({ sellersEditShippingOrigin: true });
		expect(code()).toBe('ORDER_LINE_INVALID_STATE');
		expect(
			b.put('/api/orders/shipping_from', {
				order_lines: Array.from({ length: 101 }, () => from('x', 'ESP')),
			}).status,
		).toBe(400);
	});
});

describe('time', () => {
	test('moves orders through their states, each at its own moment', () => {
		const b = new Bench({
			delays: {
				staging: hours(1),
				acceptanceTimeout: hours(74),
				debit: hours(1),
				debitPayment: hours(3),
				delivery: hours(48),
				close: hours(336),
			},
		});
		const order = b.place();
		const state = () => b.read(order.id).order_state;
		expect(state()).toBe('STAGING');
		b.clock.advance(hours(1));
		expect(state()).toBe('WAITING_ACCEPTANCE');
		expectStatus(b.accept(order), 204);
		b.clock.advance(hours(1));
		expect(state()).toBe('WAITING_DEBIT_PAYMENT');
		b.clock.advance(hours(5));
		const paid = b.read(order.id);
		expect(paid.order_state).toBe('SHIPPING');
		expect(paid.customer_debited_date).toBe(b.clock.now().minus({ hours: 2 }).toISO());
		expect(paid.last_updated_date).toBe(paid.customer_debited_date);
		expect(paid.shipping_deadline).not.toBeNull();
		expectStatus(b.put(`/api/orders/${order.id}/ship`), 204);
		b.clock.advance(hours(48));
		expect(state()).toBe('RECEIVED');
		b.clock.advance(hours(336));
		expect(state()).toBe('CLOSED');
	});

	test('refuses what nobody accepted, without a decision date', () => {
		const b = new Bench({ delays: { acceptanceTimeout: hours(74) } });
		const order = b.place();
		b.clock.advance(hours(74) - 1);
		expect(b.read(order.id).order_state).toBe('WAITING_ACCEPTANCE');
		b.clock.advance(1);
		expect(b.read(order.id)).toMatchObject({
			order_state: 'REFUSED',
			acceptance_decision_date: null,
			order_state_reason_code: 'ACCEPTANCE_TIMEOUT',
			can_shop_ship: false,
		});
	});

	test('catches up over days nobody asked, in order', () => {
		const b = new Bench({ delays: { acceptanceTimeout: hours(2) } });
		for (let i = 0; i < 50; i++) {
			b.place();
			b.clock.advance(hours(0.1));
		}
		b.clock.advance(hours(100));
		b.marketplace.tick();
		const journal = b.marketplace.journal;
		expect(
			journal.filter((entry) => entry.kind === 'state' && entry.detail.to === 'REFUSED'),
		).toHaveLength(50);
		expect(journal.every((entry, i) => i === 0 || entry.at >= journal[i - 1].at)).toBe(true);
		expect(journal.map((entry) => entry.seq)).toEqual(journal.map((_, i) => i + 1));
	});

	test('new delays count from when a state began, and change nothing in the past', () => {
		const b = new Bench();
		const order = b.place();
		expectStatus(b.accept(order), 204);
		b.clock.advance(hours(10));
		b.marketplace.updateSettings({ delays: { debit: hours(1), debitPayment: hours(1) } });
		const asked = b.read(order.id);
		expect(asked.order_state).toBe('WAITING_DEBIT_PAYMENT');
		expect(asked.last_updated_date).toBe(b.clock.now().toISO());
		b.clock.advance(hours(1));
		expect(b.read(order.id).customer_debited_date).toBe(b.clock.now().toISO());
	});

	test('orders arrive by themselves when told to', () => {
		const b = new Bench({ delays: { arrival: hours(1) } });
		b.marketplace.tick();
		b.clock.advance(hours(5));
		expect(b.list().total_count).toBe(5);
		expect(b.marketplace.orders[2].createdAt).toBe(b.clock.now().minus({ hours: 2 }).toMillis());
	});
});
