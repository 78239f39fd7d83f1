import { Bench, expectStatus, hours, json, messageOf, minutes, seconds } from './support';
import type { Page } from './support';

describe('OR11', () => {
	test('pages of ten by creation date, with total and Link', () => {
		const b = new Bench();
		for (let i = 0; i < 25; i++) {
			b.place();
			b.clock.advance(seconds(1));
		}
		const first = b.get('/api/orders', { order_state_codes: 'WAITING_ACCEPTANCE' });
		expect(json<Page>(first).orders).toHaveLength(10);
		expect(json<Page>(first).total_count).toBe(25);
		expect(first.headers.link).toBe(
			'<http://sandbox.test/api/orders?order_state_codes=WAITING_ACCEPTANCE&offset=10&max=10>; rel="next"',
		);
		const middle = b.get('/api/orders', { offset: 10, max: 10 });
		expect(middle.headers.link).toBe(
			'<http://sandbox.test/api/orders?offset=0&max=10>; rel="previous", <http://sandbox.test/api/orders?offset=20&max=10>; rel="next"',
		);
		const last = b.get('/api/orders', { offset: 20, max: 10 });
		expect(last.headers.link).toBe(
			'<http://sandbox.test/api/orders?offset=10&max=10>; rel="previous"',
		);
		expect(b.get('/api/orders', { max: 100 }).headers.link).toBeUndefined();

		const dates = b.list({ max: 100 }).orders.map((order) => order.created_date);
		expect(dates).toEqual([...dates].sort());
		expect(b.list({ max: 100, order: 'desc' }).orders.map((order) => order.created_date)).toEqual(
			[...dates].reverse(),
		);
		expect(b.list({ offset: 90 }).orders).toEqual([]);
	});

	test('following next reads every order once', () => {
		const b = new Bench();
		for (let i = 0; i < 23; i++) b.place();
		const ids: string[] = [];
		let path: string | null = '/api/orders?max=7';
		while (path) {
			const [pathname, search] = path.split('?');
			const answer = b.get(pathname, Object.fromEntries(new URLSearchParams(search)));
			ids.push(...json<Page>(answer).orders.map((order) => order.order_id));
			const next = /<http:\/\/sandbox\.test([^>]+)>; rel="next"/.exec(answer.headers.link ?? '');
			path = next ? next[1] : null;
		}
		expect(ids).toEqual(b.marketplace.orders.map((order) => order.id));
	});

	test('filters by id, state, channel, customer debit, incident, centre and references', () => {
		const b = new Bench();
		const waiting = b.place();
		const shipped = b.shipped({ country: 'ES', channel: 'WRT_ES_ONLINE' });
		const nowhere = b.place({ channel: null, customerReference: 'C-9' });
		const foreign = b.place({ fulfillmentCenter: 'WORTEN_AZAMBUJA' });
		b.marketplace.openIncident(shipped.id);
		expectStatus(
			b.put('/api/orders', {
				orders: [{ order_id: waiting.id, references: { order_reference_for_seller: 'ERP-1' } }],
			}),
			200,
		);
		const ids = (query: Record<string, string | string[]>) =>
			b.list(query).orders.map((order) => order.order_id);
		expect(ids({ order_ids: `${nowhere.id},${waiting.id},unknown` })).toEqual([
			waiting.id,
			nowhere.id,
		]);
		expect(ids({ order_state_codes: 'SHIPPED' })).toEqual([shipped.id]);
		expect(ids({ order_state_codes: 'SHIPPED,WAITING_DEBIT' })).toEqual([shipped.id, foreign.id]);
		expect(ids({ channel_codes: 'WRT_ES_ONLINE' })).toEqual([shipped.id]);
		expect(ids({ only_null_channel: 'true', channel_codes: 'WRT_ES_ONLINE' })).toEqual([
			nowhere.id,
		]);
		expect(ids({ customer_debited: 'true' })).toEqual([shipped.id]);
		expect(ids({ customer_debited: 'false' })).toEqual([waiting.id, nowhere.id, foreign.id]);
		expect(ids({ has_incident: 'true' })).toEqual([shipped.id]);
		expect(ids({ fulfillment_center_code: 'WORTEN_AZAMBUJA' })).toEqual([foreign.id]);
		expect(ids({ fulfillment_center_code: ['WORTEN_AZAMBUJA', 'DEFAULT'] })).toHaveLength(4);
		expect(ids({ order_references_for_seller: 'ERP-1,ERP-2' })).toEqual([waiting.id]);
		expect(ids({ order_references_for_customer: 'C-9' })).toEqual([nowhere.id]);
		expect(ids({ payment_workflow: 'PAY_ON_DELIVERY' })).toEqual([]);
	});

	test('windows of creation and update, the platform taking its delta off', () => {
		const b = new Bench({ updateDelta: seconds(30) });
		const start = b.clock.now();
		const orders = [0, 1, 2, 3].map(() => {
			const order = b.place();
			b.clock.advance(minutes(1));
			return order.id;
		});
		const at = (minute: number) => start.plus({ minutes: minute }).toISO() as string;
		const ids = (query: Record<string, string>) =>
			b.list(query).orders.map((order) => order.order_id);
		expect(ids({ start_date: at(1), end_date: at(2) })).toEqual([orders[1], orders[2]]);
		expect(ids({ start_update_date: start.plus({ seconds: 90 }).toISO() as string })).toEqual(
			orders.slice(1),
		);
		expect(ids({ start_update_date: start.plus({ seconds: 91 }).toISO() as string })).toEqual(
			orders.slice(2),
		);
		expect(ids({ end_update_date: at(1) })).toEqual(orders.slice(0, 2));
		b.marketplace.touch(orders[0]);
		expect(ids({ end_update_date: at(1) })).toEqual([orders[1]]);
		expect(ids({ start_update_date: at(4) })).toEqual([orders[0]]);
		expect(
			ids({ start_date: '2026-03-02T09:01:00+01:00', end_date: '2026-03-02T08:01:30Z' }),
		).toEqual([orders[1]]);
	});

	test('start_date can leave out its own moment', () => {
		const b = new Bench({ startDateInclusive: false });
		const order = b.place();
		const at = b.clock.now();
		expect(b.list({ start_date: at.toISO() as string }).total_count).toBe(0);
		expect(b.list({ start_date: at.minus(1).toISO() as string }).orders[0].order_id).toBe(order.id);
	});

	test.each([
		[{ max: 101 }, 'max'],
		[{ max: 0 }, 'max'],
		[{ offset: 'x' }, 'offset'],
		[{ sort: 'price' }, 'sort'],
		[{ order: 'up' }, 'order'],
		[{ start_date: 'yesterday' }, 'start_date'],
		[{ start_date: '2026-03-02T09:01:00 01:00' }, 'start_date'],
		[{ order_state_codes: 'SHIPPING,PARKED' }, 'PARKED'],
		[{ has_incident: 'maybe' }, 'has_incident'],
		[{ order_tax_mode: 'TAX_FREE' }, 'order_tax_mode'],
		[{ order_ids: Array.from({ length: 101 }, (_, i) => `o${i}`).join(',') }, 'order_ids'],
	])('refuses %j', (query, word) => {
		const answer = new Bench().get('/api/orders', query);
		expect(answer.status).toBe(400);
		expect(messageOf(answer)).toContain(word);
	});

	test('dates with or without milliseconds', () => {
		const b = new Bench();
		b.clock.advance(123);
		expect(b.read(b.place().id).created_date).toBe('2026-03-02T08:00:00.123Z');
		const whole = new Bench({ datesWithoutMilliseconds: true });
		whole.clock.advance(1999);
		const order = whole.place();
		expect(whole.read(order.id).created_date).toBe('2026-03-02T08:00:01Z');
		whole.clock.advance(500);
		whole.marketplace.touch(order.id);
		expect(whole.read(order.id).last_updated_date).toBe('2026-03-02T08:00:02Z');
	});

	test('a change shows late, with the date it was made at', () => {
		const b = new Bench({ visibilityDelayMs: 5000 });
		const order = b.place();
		expect(b.list().total_count).toBe(0);
		b.clock.advance(4999);
		expect(b.list().total_count).toBe(0);
		b.clock.advance(1);
		expect(b.list().orders[0].order_state).toBe('WAITING_ACCEPTANCE');
		const changedAt = b.clock.now().toISO();
		expectStatus(b.accept(order), 204);
		b.clock.advance(3000);
		b.marketplace.pay(order.id);
		const shown = () => b.list().orders[0];
		expect(shown().order_state).toBe('WAITING_ACCEPTANCE');
		expect(b.list({ order_state_codes: 'SHIPPING' }).total_count).toBe(0);
		b.clock.advance(2000);
		expect(shown().order_state).toBe('WAITING_DEBIT');
		expect(shown().last_updated_date).toBe(changedAt);
		expect(b.read(order.id).order_state).toBe('SHIPPING');
		b.clock.advance(3000);
		expect(shown().order_state).toBe('SHIPPING');
		b.marketplace.updateSettings({ visibilityDelayOnIds: true });
		b.marketplace.shipByHand(order.id);
		expect(b.read(order.id).order_state).toBe('SHIPPING');
	});

	test('switching late visibility on and off loses no order', () => {
		const b = new Bench();
		const order = b.place();
		b.marketplace.updateSettings({ visibilityDelayMs: 1000 });
		expect(b.list().total_count).toBe(1);
		expectStatus(b.accept(order), 204);
		expect(b.list().orders[0].order_state).toBe('WAITING_ACCEPTANCE');
		b.marketplace.updateSettings({ visibilityDelayMs: 0 });
		expect(b.list().orders[0].order_state).toBe('WAITING_DEBIT');
	});

	test('prices in both tax modes come from the same cents', () => {
		const b = new Bench();
		const order = b.place({ items: [{ sku: 'NVK-N20-BK', quantity: 3 }], taxes: 'fixed' });
		const including = b.read(order.id, { order_tax_mode: 'TAX_INCLUDED' });
		const excluding = b.read(order.id, { order_tax_mode: 'TAX_EXCLUDED' });
		expect(including.price).toBe(89.97);
		expect(including.total_price).toBe(93.96);
		expect(excluding.order_lines[0].taxes).toEqual([
			{ code: 'IVA', amount: 16.8, rate: 23, tax_calculation_rule: 'PROPORTIONAL_TO_AMOUNT' },
			{ code: 'ECO-REEE', amount: 0.12, rate: null, tax_calculation_rule: 'NONE' },
		]);
		expect(excluding.price).toBe(73.05);
		expect(excluding.shipping_price).toBe(3.24);
		expect(b.read(order.id).total_price).toBe(including.total_price);
	});

	test('titles and reasons speak the locale asked for', () => {
		const b = new Bench({ delays: { acceptanceTimeout: hours(74) } });
		const order = b.place();
		const title = (locale: string) =>
			b.read(order.id, { locale }).order_lines[0] as unknown as { product_title: string };
		expect(title('pt_PT').product_title).toContain('Auscultadores');
		expect(title('es_ES').product_title).toContain('Auriculares');
	});

	test('an order can be poisoned and healed; the others stay well', () => {
		const b = new Bench();
		const good = b.place();
		const bad = b.place();
		const kinds = [
			'not-an-object',
			'no-id',
			'lines-null',
			'wrong-types',
			'unknown-state',
			'bad-dates',
		] as const;
		for (const kind of kinds) {
			b.marketplace.poison(bad.id, kind);
			const { orders } = b.list();
			expect(orders[0].order_id).toBe(good.id);
			const shown = orders[1] as unknown;
			if (kind === 'not-an-object') expect(typeof shown).toBe('string');
			if (kind === 'no-id') expect(shown).not.toHaveProperty('order_id');
			if (kind === 'lines-null') expect(shown).toMatchObject({ order_lines: null });
			if (kind === 'wrong-types') expect(shown).toMatchObject({ total_price: 'twelve' });
			if (kind === 'unknown-state') expect(shown).toMatchObject({ order_state: 'ON_THE_MOON' });
			if (kind === 'bad-dates') expect(shown).toMatchObject({ last_updated_date: 'yesterday' });
		}
		b.marketplace.poison(bad.id, null);
		expect(b.list().orders[1].order_id).toBe(bad.id);
	});

	test('fields of tomorrow and the two names of a refund state', () => {
		const b = new Bench({ extraFields: true, refundStateFields: 'state' });
		const order = b.shipped();
		b.marketplace.returnOrder(order.id);
		const shown = b.read(order.id);
		expect(shown).toHaveProperty('field_of_tomorrow');
		expect(shown.order_lines[0].refunds[0]).toMatchObject({ state: 'WAITING_REFUND' });
		expect(shown.order_lines[0].refunds[0]).not.toHaveProperty('refund_state');
		b.marketplace.updateSettings({ refundStateFields: 'refund_state' });
		expect(b.read(order.id).order_lines[0].refunds[0]).not.toHaveProperty('state');
	});
});

describe('the orders themselves', () => {
	test('are believable', () => {
		const b = new Bench();
		for (let i = 0; i < 300; i++) b.marketplace.placeOrder();
		for (const order of b.marketplace.orders) {
			expect(order.id).toMatch(/^306\d{5}-A$/);
			order.lines.forEach((line, i) => expect(line.id).toBe(`${order.id}-${i + 1}`));
			const zip = order.country === 'PT' ? /^\d{4}-\d{3}$/ : /^\d{5}$/;
			expect(order.shippingAddress.zip_code).toMatch(zip);
			expect(order.billingAddress.zip_code).toMatch(zip);
			if (order.channel !== null) expect(order.channel).toBe(`WRT_${order.country}_ONLINE`);
			for (const line of order.lines) {
				const digits = [...line.ean].map(Number);
				expect(digits).toHaveLength(13);
				expect(
					digits.reduce((total, digit, i) => total + digit * (i % 2 === 0 ? 1 : 3), 0) % 10,
				).toBe(0);
				const vat = line.taxes.find((tax) => tax.code === 'IVA');
				if (vat) expect(vat.rate).toBe(order.country === 'PT' ? 23 : 21);
			}
		}
		const share = (fits: (order: (typeof b.marketplace.orders)[number]) => boolean) =>
			b.marketplace.orders.filter(fits).length / 300;
		expect(share((order) => order.country === 'ES')).toBeGreaterThan(0.2);
		expect(share((order) => order.channel === null)).toBeGreaterThan(0.01);
		expect(share((order) => order.lines[0].taxes.length === 0)).toBeGreaterThan(0.05);
		expect(
			share((order) => order.lines.some((line) => line.taxes.some((tax) => tax.rule === 'NONE'))),
		).toBeGreaterThan(0.1);
		expect(
			share((order) => new Set(order.lines.map((line) => line.offerSku)).size < order.lines.length),
		).toBeGreaterThan(0.01);
		expect(share((order) => order.fulfillmentCenter !== 'DEFAULT')).toBeGreaterThan(0.005);
		expect(new Set(b.marketplace.orders.map((order) => order.isoCode)).size).toBe(3);
	});

	test('addresses come with the debit, in Worten’s way', () => {
		const b = new Bench({ countryIsoCode: 'absent' });
		const order = b.place();
		expect(b.read(order.id).customer.shipping_address).toBeNull();
		expectStatus(b.accept(order), 204);
		expect(b.read(order.id).customer.billing_address).toBeNull();
		b.marketplace.pay(order.id);
		const { shipping_address: address } = b.read(order.id).customer;
		expect(address).toMatchObject({ country: 'PT' });
		expect(address).not.toHaveProperty('country_iso_code');
		const early = new Bench({ addressBeforeShipping: true, countryIsoCode: 'empty' });
		expect(early.read(early.place().id).customer.shipping_address).toMatchObject({
			country: 'PT',
			country_iso_code: '',
		});
	});

	test('a product the shop does not sell cannot be ordered', () => {
		expect(() => new Bench().place({ items: [{ sku: 'MOON' }] })).toThrow('MOON');
	});
});
