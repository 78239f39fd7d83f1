import {
	isFulfilledByMarketplace,
	simplifyOrder,
	splitLines,
} from '../../nodes/Worten/orders/simplify';
import { aLine, anOrder, aRefund, aTax } from './build';

test('an order in full', () => {
	const order = anOrder({
		order_state: 'SHIPPED',
		shipping_carrier_code: 'ctt',
		shipping_company: 'CTT',
		shipping_tracking: 'DA1PT',
		shipping_tracking_url: 'https://ctt.pt/DA1PT',
		references: { order_reference_for_seller: 'ERP-1', order_reference_for_customer: 'C-1' },
		order_additional_fields: [
			{ code: 'nif', type: 'STRING', value: '123456789' },
			{ code: 'gift', type: 'BOOLEAN' },
		],
		order_lines: [
			aLine({
				quantity: 2,
				price: '61.50',
				price_unit: 30.75,
				taxes: [aTax({ amount: 11.5 })],
				shipping_taxes: [aTax({ amount: 0.93, tax_calculation_rule: 'NONE' })],
				shipping_from: { address: { country_iso_code: 'ESP' } },
				refunds: [aRefund({ id: 7, amount: '10.00', refund_state: null, state: 'REFUNDED' })],
			}),
		],
	});
	expect(simplifyOrder(order)).toEqual({
		orderId: '30638830-A',
		commercialId: '30638830',
		status: 'shipped',
		state: 'SHIPPED',
		stateReasonCode: null,
		stateReasonLabel: null,
		createdAt: '2026-03-01T09:00:00.000Z',
		updatedAt: '2026-03-04T12:00:00.000Z',
		acceptanceDecidedAt: '2026-03-01T11:00:00.000Z',
		debitedAt: '2026-03-01T12:30:00.460Z',
		shippingDeadline: '2026-03-06T23:59:59.999Z',
		channel: 'WRT_PT_ONLINE',
		currency: 'EUR',
		taxMode: 'TAX_INCLUDED',
		total: 66.5,
		goodsTotal: 61.5,
		shippingTotal: 5,
		commission: 12.5,
		customer: {
			customerId: 'C-77',
			firstName: 'Inês',
			lastName: 'Gonçalves',
			email: 'notification+abc@notification.mirakl.net',
			locale: 'pt_PT',
		},
		shippingAddress: {
			firstName: 'Inês',
			lastName: 'Gonçalves',
			company: null,
			street1: 'Rua do Ouro 12',
			street2: '3.º Esq.',
			postcode: '1100-061',
			city: 'Lisboa',
			state: null,
			country: 'PT',
			phone: '+351 210 000 000',
			additionalInfo: null,
		},
		billingAddress: expect.objectContaining({ city: 'Lisboa', country: 'PT' }),
		lines: [
			{
				lineId: '30638830-A-1',
				status: 'shipped',
				state: 'SHIPPED',
				offerSku: 'SKU-1',
				productSku: '5601234567890',
				productTitle: 'Máquina de café',
				quantity: 2,
				unitPrice: 30.75,
				price: 61.5,
				shippingPrice: 5,
				total: 66.5,
				taxes: [{ code: 'IVA', amount: 11.5, rule: 'PROPORTIONAL_TO_AMOUNT' }],
				shippingTaxes: [{ code: 'IVA', amount: 0.93, rule: 'NONE' }],
				canRefund: true,
				shippingFromCountry: 'ES',
				refunds: [
					{
						refundId: '7',
						status: 'refunded',
						state: 'REFUNDED',
						amount: 10,
						shippingAmount: 0,
						reasonCode: '19',
						createdAt: '2026-03-05T10:00:00.000Z',
					},
				],
			},
		],
		hasIncident: false,
		hasCustomerMessage: false,
		canCancel: false,
		fullyRefunded: false,
		shippingMethod: 'Standard',
		carrier: { code: 'ctt', name: 'CTT' },
		trackingNumber: 'DA1PT',
		trackingUrl: 'https://ctt.pt/DA1PT',
		sellerReference: 'ERP-1',
		customerReference: 'C-1',
		fulfillmentCenter: 'DEFAULT',
		fulfilledByMarketplace: false,
		customFields: { nif: '123456789', gift: null },
		paymentType: 'MBWAY',
	});
});

test('an order with next to nothing has the same keys, null in them, and survives JSON', () => {
	const bare = anOrder();
	const least = {
		order_id: 'X',
		order_state: 'SOMETHING_NEW',
		created_date: '2026-03-01T09:00:00Z',
		last_updated_date: '2026-03-01T09:00:00Z',
	};
	const keys = Object.keys(least);
	for (const key of Object.keys(bare)) if (!keys.includes(key)) delete bare[key];
	Object.assign(bare, least, { order_lines: [{ order_line_id: 'X-1' }] });
	const simple = simplifyOrder(bare);
	expect(Object.keys(simple)).toEqual(Object.keys(simplifyOrder(anOrder())));
	expect(Object.keys(simple.lines[0])).toEqual(Object.keys(simplifyOrder(anOrder()).lines[0]));
	expect(simple).toMatchObject({
		status: 'unknown',
		state: 'SOMETHING_NEW',
		total: null,
		shippingAddress: null,
		customer: { customerId: null, email: null },
		carrier: { code: null, name: null },
		customFields: {},
		paymentType: null,
		fulfilledByMarketplace: false,
	});
	expect(JSON.parse(JSON.stringify(simple))).toEqual(simple);
});

test.each([
	[{ country: 'PT', country_iso_code: null }, 'PT'],
	[{ country: 'pt', country_iso_code: '' }, 'PT'],
	[{ country: 'USA', country_iso_code: 'USA' }, 'US'],
	[{ country: 'Spain', country_iso_code: 'ESP' }, 'ES'],
	[{ country: 'Espanha', country_iso_code: null }, 'Espanha'],
	[{ country: null, country_iso_code: null }, null],
])('country %j is %p', (fields, country) => {
	const order = anOrder({ customer: { shipping_address: { city: 'X', ...fields } } });
	expect(simplifyOrder(order).shippingAddress?.country).toBe(country);
});

test('addresses that are not shown yet are null, also where an empty one is sent', () => {
	const order = anOrder({
		customer: { shipping_address: null, billing_address: { city: '', country: null } },
	});
	expect(simplifyOrder(order)).toMatchObject({ shippingAddress: null, billingAddress: null });
});

test.each([
	['DEFAULT', false],
	['', false],
	[null, false],
	['WORTEN_AZAMBUJA', true],
])('centre %p: fulfilled by the marketplace %p', (code, fulfilled) => {
	const order = anOrder({ fulfillment: { center: { code } } });
	expect(isFulfilledByMarketplace(order)).toBe(fulfilled);
	expect(simplifyOrder(order)).toMatchObject({
		fulfillmentCenter: code,
		fulfilledByMarketplace: fulfilled,
	});
});

test('the payment type is read from its old name too', () => {
	const order = anOrder({ payment_type: null, paymentType: 'Visa' } as object);
	expect(simplifyOrder(order).paymentType).toBe('Visa');
});

test('one object per line, each with the whole order', () => {
	const simple = simplifyOrder(
		anOrder({ order_lines: [aLine({ order_line_id: 'L1' }), aLine({ order_line_id: 'L2' })] }),
	);
	const split = splitLines(simple);
	expect(split.map(({ line }) => line?.lineId)).toEqual(['L1', 'L2']);
	expect(split[1]).toMatchObject({ orderId: '30638830-A', total: 210 });
	expect(split[0]).not.toHaveProperty('lines');
	expect(splitLines({ ...simple, lines: [] })).toEqual([
		expect.objectContaining({ orderId: '30638830-A', line: null }),
	]);
});
