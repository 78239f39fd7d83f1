import type { SandboxAnswer, SettingsPatch } from '../../sandbox';
import { Bench, expectStatus, hours, json } from '../sandbox/support';
import { describeContract } from './openapi';

describeContract('answers of the sandbox meet the official description', (contract) => {
	/** Country codes are there, as the description demands; Worten leaves them out, which has a test of its own below. */
	function bench(settings: SettingsPatch = {}): Bench {
		return new Bench({ countryIsoCode: 'present', ...settings });
	}

	/** Does a call and holds request and answer against the description. */
	function call(
		b: Bench,
		method: string,
		path: string,
		query: Record<string, string | string[]> = {},
		body?: unknown,
	): SandboxAnswer {
		expect(contract().validateRequest({ method, path, query, body })).toEqual([]);
		const answer = b.request(method, path, query, body);
		if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
		expect(
			contract().validateAnswer({ method, path, status: answer.status, body: answer.body }),
		).toEqual([]);
		return answer;
	}

	const everyOrder = (b: Bench) => {
		for (const order_tax_mode of ['TAX_INCLUDED', 'TAX_EXCLUDED'])
			call(b, 'GET', '/api/orders', { max: '100', order_tax_mode });
	};

	test.each([
		['A01', '/api/account'],
		['PC01', '/api/platform/configuration'],
		['CH11', '/api/channels'],
		['RE01', '/api/reasons'],
		['SH21', '/api/shipping/carriers'],
		['V01', '/api/version'],
	])('%s', (operation, path) => {
		expect(contract().operationOf('GET', path)).toBe(operation);
		call(bench(), 'GET', path);
	});

	test('OR11 at every state an order goes through, in both tax modes', () => {
		const b = bench({ mix: { marketplaceFulfilled: 0 } });
		for (let i = 0; i < 60; i++) b.marketplace.placeOrder();
		everyOrder(b);
		const ids = b.marketplace.orders.map((order) => order.id);
		const seen = new Set<string>();
		const note = () => b.list({ max: 100 }).orders.forEach((order) => seen.add(order.order_state));
		ids.forEach((id, i) => b.marketplace.acceptByHand(id, i % 10 !== 0));
		note();
		everyOrder(b);
		const accepted = ids.filter((_, i) => i % 10 !== 0);
		accepted.slice(0, 5).forEach((id) => b.marketplace.cancelByOperator(id));
		const rest = accepted.slice(5);
		rest.forEach((id) => b.marketplace.pay(id));
		note();
		everyOrder(b);
		rest.slice(0, 30).forEach((id) =>
			b.marketplace.shipByHand(id, {
				carrier_name: 'Transportes Sol',
				carrier_url: 'https://sol.example/1',
			}),
		);
		rest.slice(0, 4).forEach((id) => b.marketplace.toCollect(id));
		note();
		everyOrder(b);
		rest.slice(0, 20).forEach((id) => b.marketplace.deliver(id));
		rest.slice(5, 9).forEach((id) => b.marketplace.openIncident(id));
		rest.slice(8, 16).forEach((id) => b.marketplace.returnOrder(id));
		note();
		everyOrder(b);
		rest.slice(8, 12).forEach((id) => b.marketplace.advanceRefunds(id));
		rest.slice(8, 10).forEach((id) => b.marketplace.advanceRefunds(id));
		rest.slice(16, 20).forEach((id) => b.marketplace.close(id));
		note();
		everyOrder(b);
		expect([...seen].sort()).toEqual(
			expect.arrayContaining([
				'CANCELED',
				'CLOSED',
				'RECEIVED',
				'REFUSED',
				'SHIPPED',
				'SHIPPING',
				'TO_COLLECT',
				'WAITING_DEBIT',
			]),
		);
	});

	test('OR11 with orders that time has moved on by itself', () => {
		const b = bench({ delays: { staging: hours(1), acceptanceTimeout: hours(74) } });
		for (let i = 0; i < 10; i++) b.marketplace.placeOrder();
		everyOrder(b);
		b.clock.advance(hours(2));
		everyOrder(b);
		b.clock.advance(hours(80));
		everyOrder(b);
	});

	test('OR11 with each of its filters', () => {
		const b = bench();
		const order = b.shipped();
		const now = b.clock.now().toISO();
		for (const query of [
			{ order_ids: order.id },
			{ order_state_codes: 'SHIPPING,SHIPPED' },
			{ channel_codes: 'WRT_PT_ONLINE,WRT_ES_ONLINE' },
			{ only_null_channel: 'true' },
			{ start_date: now, end_date: now },
			{ start_update_date: now, end_update_date: now },
			{ customer_debited: 'true', has_incident: 'false', payment_workflow: 'PAY_ON_ACCEPTANCE' },
			{ fulfillment_center_code: ['DEFAULT', 'WORTEN_AZAMBUJA'] },
			{ order_references_for_seller: 'ERP-1', order_references_for_customer: 'C-1' },
			{ shop_id: '2078' },
			{ offset: '0', max: '10', sort: 'dateCreated', order: 'desc', locale: 'es_ES' },
		] as Record<string, string | string[]>[])
			call(b, 'GET', '/api/orders', query);
	});

	test('OR11 of an address without country code differs in that and nothing else', () => {
		const b = bench({ countryIsoCode: 'absent' });
		b.shipped();
		const answer = b.get('/api/orders');
		const errors = contract().validateAnswer({
			method: 'GET',
			path: '/api/orders',
			status: 200,
			body: answer.body,
		});
		expect(errors).toEqual([
			"body/orders/0/customer/billing_address must have required property 'country_iso_code'",
			"body/orders/0/customer/shipping_address must have required property 'country_iso_code'",
		]);
	});

	test('OR07, OR04, OR31 with what is done and what is refused', () => {
		const b = bench();
		const order = b.place();
		call(
			b,
			'PUT',
			'/api/orders/shipping_from',
			{},
			{
				order_lines: [
					{
						id: order.lines[0].id,
						shipping_from: { address: { country_iso_code: 'ESP', city: 'Vigo' } },
					},
					{ id: 'no-such-line', shipping_from: { warehouse: { code: 'W1' } } },
					{ id: order.lines[0].id, shipping_from: { address: { country_iso_code: 'XXX' } } },
				],
			},
		);
		call(
			b,
			'PUT',
			'/api/orders',
			{},
			{
				orders: [
					{ order_id: order.id, references: { order_reference_for_seller: 'ERP-77' } },
					{ order_id: 'none', references: { order_reference_for_seller: 'ERP-78' } },
				],
			},
		);
		const path = `/api/orders/${order.id}/additional_fields`;
		call(
			b,
			'PUT',
			path,
			{},
			{ order_additional_fields: [{ code: 'erp-number', type: 'STRING', value: '77' }] },
		);
		call(
			b,
			'PUT',
			path,
			{},
			{
				order_lines: [
					{
						order_line_id: order.lines[0].id,
						order_line_additional_fields: [{ code: 'serial-number', type: 'STRING', value: 'S1' }],
					},
				],
			},
		);
		call(
			b,
			'PUT',
			path,
			{},
			{ order_additional_fields: [{ code: 'unheard-of', type: 'STRING', value: '1' }] },
		);
		everyOrder(b);
	});

	test('OR21, OR23, OR24, then OR28 in both tax modes', () => {
		const b = bench();
		for (const taxes of ['proportional', 'fixed', 'manual', 'none'] as const) {
			const order = b.place({
				taxes,
				items: [{ sku: 'CZA-AIR-45', quantity: 2 }, { sku: 'NVK-N20-BK' }],
			});
			call(
				b,
				'PUT',
				`/api/orders/${order.id}/accept`,
				{},
				{
					order_lines: order.lines.map((line) => ({ id: line.id, accepted: true })),
				},
			);
			b.marketplace.pay(order.id);
			call(
				b,
				'PUT',
				`/api/orders/${order.id}/tracking`,
				{},
				{ carrier_code: 'DPD', tracking_number: 'D1' },
			);
			call(b, 'PUT', `/api/orders/${order.id}/ship`);
			for (const order_tax_mode of ['TAX_INCLUDED', 'TAX_EXCLUDED']) {
				call(
					b,
					'PUT',
					'/api/orders/refund',
					{},
					{
						order_tax_mode,
						refunds: order.lines.map((line) => ({
							order_line_id: line.id,
							amount: 5.55,
							shipping_amount: line.index === 1 ? 1.11 : 0,
							reason_code: '204',
							quantity: 1,
							currency_iso_code: 'EUR',
							excluded_from_shipment: false,
							taxes: taxes === 'none' ? [] : [{ code: 'IVA', amount: 1.02 }],
						})),
					},
				);
			}
			everyOrder(b);
		}
	});

	test('OR29 and OR30', () => {
		const b = bench();
		const whole = b.place();
		expectStatus(b.accept(whole), 204);
		call(b, 'PUT', `/api/orders/${whole.id}/cancel`);
		const part = b.place({ items: [{ sku: 'CZA-AIR-45', quantity: 2 }] });
		expectStatus(b.accept(part), 204);
		call(
			b,
			'PUT',
			'/api/orders/cancel',
			{},
			{
				order_tax_mode: 'TAX_INCLUDED',
				cancelations: [
					{
						order_line_id: part.lines[0].id,
						amount: 79.99,
						shipping_amount: 0,
						quantity: 1,
						reason_code: '302',
					},
				],
			},
		);
		everyOrder(b);
	});

	test('ST01, ST11, ST12, ST23, ST24', () => {
		const b = bench({ multiShipment: true });
		const order = b.paid({ items: [{ sku: 'CZA-AIR-45', quantity: 2 }, { sku: 'NVK-N20-BK' }] });
		call(b, 'GET', '/api/shipments/items_to_ship', { order_id: [order.id] });
		const made = call(
			b,
			'POST',
			'/api/shipments',
			{},
			{
				shipments: [
					{
						order_id: order.id,
						shipped: true,
						invoice_reference: 'F-1',
						shipment_lines: [{ order_line_id: order.lines[0].id, quantity: 1 }],
						tracking: { carrier_code: 'CTT', tracking_number: 'P1' },
					},
					{
						order_id: order.id,
						shipment_lines: [{ order_line_id: order.lines[0].id, quantity: 1 }],
					},
					{ order_id: 'none', shipment_lines: [{ order_line_id: 'none-1', quantity: 1 }] },
				],
			},
		);
		const ids = json<{ shipment_success: { id: string }[] }>({
			...made,
			status: 200,
		}).shipment_success.map((each) => each.id);
		call(
			b,
			'POST',
			'/api/shipments/tracking',
			{},
			{
				shipments: [
					{
						id: ids[1],
						tracking: {
							carrier_name: 'Transportes Sol',
							tracking_url: 'https://sol.example/2',
							tracking_number: '2',
						},
					},
					{ id: 'none', tracking: { carrier_code: 'CTT', tracking_number: '3' } },
				],
			},
		);
		call(b, 'PUT', '/api/shipments/ship', {}, { shipments: [{ id: ids[1] }, { id: 'none' }] });
		call(b, 'GET', '/api/shipments', { order_id: [order.id], limit: '1' });
		call(b, 'GET', '/api/shipments', { shipment_state_code: ['SHIPPED'] });
		everyOrder(b);
	});
});

describeContract('the contract check itself', (contract) => {
	test('finds what is unknown, missing or of the wrong type in a request', () => {
		const { validateRequest } = contract();
		expect(
			validateRequest({ method: 'GET', path: '/api/orders', query: { statuses: 'x', max: 10 } }),
		).toEqual(['query parameter statuses is not described']);
		expect(
			validateRequest({ method: 'GET', path: '/api/orders', query: { start_date: '2026-01-01' } }),
		).toHaveLength(1);
		expect(
			validateRequest({ method: 'GET', path: '/api/orders?order_state_codes=SHIPPING,GONE' }),
		).toHaveLength(1);
		expect(
			validateRequest({ method: 'PUT', path: '/api/orders/1-A/ship', body: { now: true } }),
		).toEqual(['a body is not described']);
		expect(
			validateRequest({
				method: 'PUT',
				path: '/api/orders/1-A/accept',
				body: { order_lines: [{ id: 'x', accepted: true, why: 'y' }] },
			}),
		).toEqual(["body/order_lines/0 must NOT have unevaluated properties 'why'"]);
		expect(
			validateRequest({
				method: 'PUT',
				path: '/api/orders/refund',
				body: { refunds: [{ order_line_id: 'x', amount: '1', shipping_amount: 0 }] },
			}),
		).toEqual(
			expect.arrayContaining([
				"body/refunds/0 must have required property 'reason_code'",
				'body/refunds/0/amount must be number',
			]),
		);
		expect(validateRequest({ method: 'PUT', path: '/api/nowhere' })).toEqual([
			'PUT /api/nowhere is not described',
		]);
	});

	test('reads null as the description means it', () => {
		const { validateRequest } = contract();
		const references = (value: unknown) =>
			validateRequest({
				method: 'PUT',
				path: '/api/orders',
				body: { orders: [{ order_id: '1', references: { order_reference_for_seller: value } }] },
			});
		expect(references(null)).toEqual([]);
		expect(references(7)).toHaveLength(1);
		expect(
			validateRequest({
				method: 'PUT',
				path: '/api/orders',
				body: { orders: [{ order_id: null }] },
			}),
		).toHaveLength(1);
	});

	test('finds what is missing or of the wrong type in an answer', () => {
		const { validateAnswer } = contract();
		const answer = (body: unknown, status = 200) =>
			validateAnswer({ method: 'GET', path: '/api/channels', status, body });
		expect(answer({ channels: [{ code: 'A', label: 'B', description: null, more: 1 }] })).toEqual(
			[],
		);
		expect(answer({ channels: [{ code: 1, label: 'B', description: 'C' }] })).toHaveLength(1);
		expect(answer({ channels: [{ code: 'A' }] })).toHaveLength(2);
		expect(answer(undefined)).toEqual(['a body is described, there is none']);
		expect(answer({}, 299)).toEqual(['status 299 is not described']);
		expect(answer({ message: 'no' }, 500)).toEqual([]);
	});
});
