import { Bench, expectStatus, json, messageOf } from './support';

describe('OR23', () => {
	const tracking = (b: Bench, id: string, body: unknown) =>
		b.put(`/api/orders/${id}/tracking`, body);

	test('a registered carrier by code: name and address come from the operator’s list', () => {
		const b = new Bench();
		const order = b.paid();
		expectStatus(
			tracking(b, order.id, {
				carrier_code: 'CTT',
				tracking_number: 'RR 1/PT',
				carrier_url: 'https://ignored.example',
			}),
			204,
		);
		expect(b.read(order.id)).toMatchObject({
			order_state: 'SHIPPING',
			shipping_carrier_code: 'CTT',
			shipping_carrier_standard_code: 'CTT_PT',
			shipping_company: 'CTT',
			shipping_tracking: 'RR 1/PT',
			shipping_tracking_url: 'https://tracking.example/ctt?n=RR%201%2FPT',
		});
	});

	test('a registered carrier by standard code, one without tracking, and one nobody knows', () => {
		const b = new Bench();
		const order = b.paid();
		expectStatus(
			tracking(b, order.id, { carrier_standard_code: 'SEUR', tracking_number: '9' }),
			204,
		);
		expect(b.read(order.id).shipping_carrier_code).toBe('SEUR');
		expectStatus(tracking(b, order.id, { carrier_code: 'OWN' }), 204);
		expect(b.read(order.id).shipping_tracking_url).toBeNull();
		expectStatus(
			tracking(b, order.id, {
				carrier_name: 'Transportes Sol',
				carrier_url: 'https://sol.example/7',
				tracking_number: '7',
			}),
			204,
		);
		expect(b.read(order.id)).toMatchObject({
			shipping_carrier_code: null,
			shipping_company: 'Transportes Sol',
			shipping_tracking_url: 'https://sol.example/7',
		});
	});

	test.each([
		[{}, 'carrier_code'],
		[{ carrier_code: 'PIGEON', tracking_number: '1' }, 'PIGEON'],
		[{ carrier_standard_code: 'PIGEON', tracking_number: '1' }, 'PIGEON'],
		[{ carrier_code: 'CTT', tracking_number: ' ' }, 'tracking number'],
		[{ carrier_name: 'Sol', carrier_url: 'sol dot example' }, 'URL'],
	])('refuses %j', (body, word) => {
		const b = new Bench();
		const answer = tracking(b, b.paid().id, body);
		expect(answer.status).toBe(400);
		expect(messageOf(answer)).toContain(word);
	});

	test('unregistered carriers can be forbidden', () => {
		const b = new Bench({ disableSellerAlternativeCarrier: true });
		const order = b.paid();
		expect(messageOf(tracking(b, order.id, { carrier_name: 'Sol' }))).toContain('not registered');
		expectStatus(tracking(b, order.id, { carrier_code: 'GLS', tracking_number: '1' }), 204);
		const configuration = json<{ features: { disable_seller_alternative_carrier: boolean } }>(
			b.get('/api/platform/configuration'),
		);
		expect(configuration.features.disable_seller_alternative_carrier).toBe(true);
	});

	test('waits for the debit', () => {
		const b = new Bench();
		const answer = tracking(b, b.place().id, { carrier_code: 'CTT', tracking_number: '1' });
		expect(messageOf(answer)).toContain('WAITING_ACCEPTANCE');
	});
});

describe('OR24', () => {
	test('ships once, with tracking where it is mandatory', () => {
		const b = new Bench({ trackingMandatory: true });
		const order = b.paid();
		const ship = () => b.put(`/api/orders/${order.id}/ship`);
		expect(messageOf(ship())).toBe('Tracking details are mandatory for this shipping method');
		expectStatus(
			b.put(`/api/orders/${order.id}/tracking`, { carrier_code: 'CTT', tracking_number: '1' }),
			204,
		);
		expectStatus(ship(), 204);
		const shown = b.read(order.id);
		expect(shown.order_state).toBe('SHIPPED');
		expect(shown.order_lines[0]).toMatchObject({ order_line_state: 'SHIPPED', can_refund: true });
		expect(messageOf(ship())).toContain('SHIPPED');
		expect(b.marketplace.journal.filter((entry) => entry.kind === 'shipped')).toHaveLength(1);
	});

	test('knows no order of nobody', () => {
		const answer = new Bench().put('/api/orders/nobody-A/ship');
		expect([answer.status, messageOf(answer)]).toEqual([
			404,
			"Order with identifier 'nobody-A' not found",
		]);
	});
});

describe('shipments', () => {
	const two = { items: [{ sku: 'CZA-AIR-45', quantity: 2 }, { sku: 'NVK-N20-BK' }] };
	interface Made {
		shipment_success: { id: string; status: string }[];
		shipment_errors: { message: string }[];
	}
	const create = (b: Bench, ...shipments: unknown[]): Made => {
		const answer = b.request('POST', '/api/shipments', {}, { shipments });
		expect(answer.status).toBe(201);
		return JSON.parse(answer.body) as Made;
	};

	test('do not exist where the operator has not switched them on', () => {
		const b = new Bench();
		for (const [method, path] of [
			['GET', '/api/shipments'],
			['GET', '/api/shipments/items_to_ship'],
			['POST', '/api/shipments'],
			['POST', '/api/shipments/tracking'],
			['PUT', '/api/shipments/ship'],
		])
			expect(b.request(method, path, {}, { shipments: [{}] }).status).toBe(404);
	});

	test('take an order away in parcels; it is SHIPPED with the last', () => {
		const b = new Bench({ multiShipment: true });
		const order = b.paid(two);
		const [fryer, phones] = order.lines;
		const toShip = () =>
			json<{ data: { shipment_lines: { order_line_id: string; quantity: number }[] }[] }>(
				b.get('/api/shipments/items_to_ship', { order_id: order.id }),
			).data.flatMap((each) =>
				each.shipment_lines.map((line) => [line.order_line_id, line.quantity]),
			);
		expect(toShip()).toEqual([
			[fryer.id, 2],
			[phones.id, 1],
		]);

		const first = create(b, {
			order_id: order.id,
			shipped: true,
			shipment_lines: [{ order_line_id: fryer.id, quantity: 1 }],
			tracking: { carrier_code: 'CTT', tracking_number: 'P1' },
		});
		expect(first.shipment_success[0].status).toBe('SHIPPED');
		expect(toShip()).toEqual([
			[fryer.id, 1],
			[phones.id, 1],
		]);
		expect(b.read(order.id).order_state).toBe('SHIPPING');

		const second = create(b, {
			order_id: order.id,
			shipment_lines: [
				{ order_line_id: fryer.id, quantity: 1 },
				{ offer_sku: phones.offerSku, quantity: 1 },
			],
		});
		const id = second.shipment_success[0].id;
		expect(toShip()).toEqual([]);
		expect(b.read(order.id).order_state).toBe('SHIPPING');
		expectStatus(
			b.request(
				'POST',
				'/api/shipments/tracking',
				{},
				{
					shipments: [
						{ id, tracking: { carrier_name: 'Sol', tracking_url: 'https://sol.example' } },
					],
				},
			),
			200,
		);
		expectStatus(b.put('/api/shipments/ship', { shipments: [{ id }] }), 200);
		expect(b.read(order.id)).toMatchObject({ order_state: 'SHIPPED', shipping_company: 'Sol' });

		const list = json<{ data: { id: string }[]; next_page_token?: string }>(
			b.get('/api/shipments', { order_id: order.id, limit: 1 }),
		);
		expect(list.data).toHaveLength(1);
		const rest = json<{ data: { id: string }[] }>(
			b.get('/api/shipments', { order_id: order.id, page_token: list.next_page_token as string }),
		);
		expect(rest.data.map((each) => each.id)).toEqual([id]);
		b.marketplace.deliver(order.id);
		expect(
			json<{ data: unknown[] }>(b.get('/api/shipments', { shipment_state_code: 'RECEIVED' })).data,
		).toHaveLength(2);
	});

	test('answer for each shipment by itself', () => {
		const b = new Bench({ multiShipment: true });
		const order = b.paid(two);
		const waiting = b.place();
		const line = (quantity: number, order_line_id = order.lines[0].id) => [
			{ order_line_id, quantity },
		];
		const made = create(
			b,
			{ order_id: order.id, shipment_lines: line(3) },
			{ order_id: order.id, shipment_lines: line(1, 'foreign-1') },
			{ order_id: order.id, shipment_lines: [] },
			{ order_id: waiting.id, shipment_lines: line(1, waiting.lines[0].id) },
			{ order_id: 'none', shipment_lines: line(1) },
			{
				order_id: order.id,
				shipment_lines: line(2),
				tracking: { carrier_code: 'PIGEON', tracking_number: '1' },
			},
			{ order_id: order.id, shipment_lines: line(2) },
		);
		expect(made.shipment_success).toHaveLength(1);
		expect(made.shipment_errors.map((error) => error.message)).toEqual([
			expect.stringContaining('2 left to ship, 3 given'),
			expect.stringContaining('foreign-1'),
			expect.stringContaining('must not be empty'),
			expect.stringContaining('WAITING_ACCEPTANCE'),
			expect.stringContaining("'none'"),
			expect.stringContaining('PIGEON'),
		]);
		expect(b.put(`/api/orders/${order.id}/ship`).status).toBe(400);
		expect(
			b.put(`/api/orders/${order.id}/tracking`, { carrier_code: 'CTT', tracking_number: '1' })
				.status,
		).toBe(400);
		const shipped = json<Made>(b.put('/api/shipments/ship', { shipments: [{ id: 'none' }] }));
		expect(shipped.shipment_errors).toEqual([
			{ id: 'none', message: "No shipment with id 'none'" },
		]);
	});
});

describe('OR04 and OR31', () => {
	test('keep the seller’s reference and custom fields', () => {
		const b = new Bench();
		const order = b.place();
		const reference = (value: unknown) =>
			b.put('/api/orders', {
				orders: [{ order_id: order.id, references: { order_reference_for_seller: value } }],
			});
		expectStatus(reference('ERP-9'), 200);
		expect(b.read(order.id).references.order_reference_for_seller).toBe('ERP-9');
		expect(reference(' ').body).toContain('errors');
		expectStatus(reference(null), 200);
		expect(b.read(order.id).references.order_reference_for_seller).toBeNull();
		const fields = (value: unknown, code = 'erp-number') =>
			b.put(`/api/orders/${order.id}/additional_fields`, {
				order_additional_fields: [{ code, value }],
			});
		expect(fields('A').body).toContain('order_update_result');
		expect(b.read(order.id).order_additional_fields).toEqual([
			{ code: 'erp-number', type: 'STRING', value: 'A' },
		]);
		expect(fields('A', 'nowhere').body).toContain('CUSTOM_FIELD_NOT_FOUND');
		expectStatus(fields(null), 200);
		expect(b.read(order.id).order_additional_fields).toEqual([]);
	});
});
