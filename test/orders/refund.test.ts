import type { RefundRequest } from '../../nodes/Worten/marketplace/client';
import { planRefund, refundOutcome, type RefundChoice } from '../../nodes/Worten/orders/refund';
import { remainingOf, taxTotal } from '../../nodes/Worten/orders/remaining';
import { textOf } from '../../nodes/Worten/orders/money';
import { aCancelation, aLine, anOrder, aRefund, aTax, type RawLine, type RawOrder } from './build';
import { problemOf } from './problems';

const LINE = '30638830-A-1';

const choice = (over: Partial<RefundChoice> = {}): RefundChoice => ({
	reasonCode: '19',
	lines: 'all',
	lineIds: [],
	refundTaxes: true,
	refundShipping: true,
	refundShippingTaxes: true,
	...over,
});

/** One line refunded with its own amounts. */
const line = (over: Partial<NonNullable<RefundChoice['refundLines']>[number]>) => ({
	refundLines: [{ lineId: LINE, ...over }],
});

const order = (lineOver: Partial<RawLine> = {}, over: Partial<RawOrder> = {}) =>
	anOrder({ order_lines: [aLine(lineOver)], ...over });

const requestsOf = (...args: Parameters<typeof planRefund>): RefundRequest[] => {
	const plan = planRefund(...args);
	if (plan.kind !== 'refund') throw new Error('nothing is to be sent');
	return plan.requests;
};

/** 100.00 and 5.00 shipping, 23 % inside or on top, spread by the platform. */
const taxed = {
	price: 123,
	shipping_price: 6.15,
	taxes: [aTax({ amount: 23 })],
	shipping_taxes: [aTax({ amount: 1.15 })],
};

describe('what is left on a line', () => {
	test('ordered less refunded less cancelled, each part by itself', () => {
		const order = anOrder({
			order_lines: [
				aLine({
					quantity: 4,
					price: 40,
					shipping_price: 8,
					taxes: [aTax({ code: 'A', amount: 4 }), aTax({ code: 'B', amount: 2 })],
					shipping_taxes: [aTax({ code: 'A', amount: 1 })],
					refunds: [
						aRefund({
							amount: '10.10',
							shipping_amount: 2,
							quantity: 1,
							taxes: [
								{ code: 'A', amount: 1 },
								{ code: 'FOREIGN', amount: 9 },
							],
						}),
						aRefund({ amount: 0.2, shipping_amount: null, quantity: null, taxes: null }),
					],
					cancelations: [
						aCancelation({ amount: 10, shipping_taxes: [{ code: 'A', amount: 0.25 }] }),
					],
				}),
			],
		});
		const { left, units, refunded } = remainingOf(order.order_lines[0], order);
		expect(textOf(left.goods)).toBe('19.7');
		expect(textOf(left.shipping)).toBe('6');
		expect([...left.taxes].map(([code, amount]) => `${code} ${textOf(amount)}`)).toEqual([
			'A 3',
			'B 2',
		]);
		expect(textOf(taxTotal(left.shippingTaxes))).toBe('0.75');
		expect(textOf(refunded.goods)).toBe('10.3');
		expect(units).toEqual({ ordered: 4, left: 2 });
	});

	test('never below zero, and nothing on a refused or canceled line', () => {
		const over = order({ refunds: [aRefund({ amount: 200 })] });
		expect(textOf(remainingOf(over.order_lines[0], over).left.goods)).toBe('0');
		for (const order_line_state of ['REFUSED', 'CANCELED']) {
			const gone = order({ order_line_state });
			const { left, units } = remainingOf(gone.order_lines[0], gone);
			expect([textOf(left.goods), textOf(left.shipping), units.left]).toEqual(['0', '0', 0]);
		}
	});
});

describe('refunding all', () => {
	test('without taxes told apart', () => {
		expect(requestsOf(order(), choice())).toEqual([
			{
				order_line_id: LINE,
				amount: 100,
				shipping_amount: 5,
				reason_code: '19',
				currency_iso_code: 'EUR',
				quantity: 1,
			},
		]);
	});

	test('takes what is left', () => {
		const partly = order({
			refunds: [aRefund({ amount: 30.1, shipping_amount: 5, reason_code: '20' })],
			cancelations: [aCancelation({ amount: 0.2, quantity: 0 })],
		});
		expect(requestsOf(partly, choice())[0]).toMatchObject({ amount: 69.7, shipping_amount: 0 });
	});

	test.each(['TAX_INCLUDED', 'TAX_EXCLUDED'])('%s names every tax with what is left', (mode) => {
		const plan = planRefund(order(taxed, { order_tax_mode: mode }), choice());
		expect(plan).toMatchObject({
			kind: 'refund',
			taxMode: mode,
			requests: [
				{
					amount: 123,
					shipping_amount: 6.15,
					taxes: [{ code: 'IVA', amount: 23 }],
					shipping_taxes: [{ code: 'IVA', amount: 1.15 }],
				},
			],
		});
	});

	test('passes over lines with nothing left, and refused ones', () => {
		const several = anOrder({
			order_lines: [
				aLine({
					order_line_id: 'L1',
					refunds: [aRefund({ amount: 100, shipping_amount: 5, reason_code: '20' })],
				}),
				aLine({ order_line_id: 'L2', order_line_state: 'REFUSED' }),
				aLine({ order_line_id: 'L3' }),
			],
		});
		expect(requestsOf(several, choice()).map((request) => request.order_line_id)).toEqual(['L3']);
	});

	test('several lines go in one request', () => {
		const several = anOrder({
			order_lines: [aLine({ order_line_id: 'L1' }), aLine({ order_line_id: 'L2', price: 7 })],
		});
		const requests = requestsOf(several, choice());
		expect(requests.map(({ order_line_id, amount }) => [order_line_id, amount])).toEqual([
			['L1', 100],
			['L2', 7],
		]);
	});

	test('selected lines only', () => {
		const several = anOrder({
			order_lines: [aLine({ order_line_id: 'L1' }), aLine({ order_line_id: 'L2' })],
		});
		const requests = requestsOf(several, choice({ lines: 'selected', lineIds: ['L2'] }));
		expect(requests.map((request) => request.order_line_id)).toEqual(['L2']);
	});
});

describe('the three choices', () => {
	test.each([
		// mode, taxes, shipping, shipping taxes → amount, tax, shipping, shipping tax
		['TAX_INCLUDED', true, true, true, [123, 23, 6.15, 1.15]],
		['TAX_INCLUDED', false, true, true, [100, 0, 6.15, 1.15]],
		['TAX_INCLUDED', true, false, true, [123, 23, 0, 0]],
		['TAX_INCLUDED', true, true, false, [123, 23, 5, 0]],
		['TAX_EXCLUDED', true, true, true, [123, 23, 6.15, 1.15]],
		['TAX_EXCLUDED', false, true, true, [123, 0, 6.15, 1.15]],
		['TAX_EXCLUDED', true, false, true, [123, 23, 0, 0]],
		['TAX_EXCLUDED', true, true, false, [123, 23, 6.15, 0]],
		['TAX_EXCLUDED', false, false, false, [123, 0, 0, 0]],
	] as const)(
		'%s, taxes %p, shipping %p, shipping taxes %p',
		(mode, refundTaxes, refundShipping, refundShippingTaxes, expected) => {
			const [request] = requestsOf(
				order(taxed, { order_tax_mode: mode }),
				choice({ refundTaxes, refundShipping, refundShippingTaxes }),
			);
			expect([
				request.amount,
				request.taxes![0].amount,
				request.shipping_amount,
				request.shipping_taxes![0].amount,
			]).toEqual(expected);
		},
	);

	test('what was kept can be refunded later', () => {
		const kept = order(
			{ ...taxed, refunds: [aRefund({ amount: 100, taxes: [{ code: 'IVA', amount: 0 }] })] },
			{ order_tax_mode: 'TAX_INCLUDED' },
		);
		expect(requestsOf(kept, choice())[0]).toMatchObject({
			amount: 23,
			taxes: [{ code: 'IVA', amount: 23 }],
			shipping_amount: 6.15,
		});
		// The same amounts for the same reason: taxes the platform computes do not tell them apart.
		const onTop = order(
			{ ...taxed, refunds: [aRefund({ amount: 123, shipping_amount: 6.15 })] },
			{ order_tax_mode: 'TAX_EXCLUDED' },
		);
		expect(requestsOf(onTop, choice({ evenIfIdentical: true }))[0]).toMatchObject({
			amount: 0,
			taxes: [{ code: 'IVA', amount: 23 }],
			shipping_amount: 0,
			shipping_taxes: [{ code: 'IVA', amount: 1.15 }],
		});
	});
});

describe('a part', () => {
	test.each([
		['TAX_INCLUDED', 61.5, 11.5],
		['TAX_INCLUDED', 10, 1.87],
		['TAX_EXCLUDED', 61.5, 11.5],
		['TAX_EXCLUDED', 10, 1.87],
	])('%s: %p carries %p of tax', (mode, amount, tax) => {
		const [request] = requestsOf(
			order(taxed, { order_tax_mode: mode }),
			choice({ ...line({ amount }), refundShipping: false }),
		);
		expect(request).toMatchObject({ amount, taxes: [{ code: 'IVA', amount: tax }] });
		expect(request).not.toHaveProperty('quantity');
	});

	test('several taxes share it so that the cents add up', () => {
		const two = order(
			{
				price: 10,
				taxes: [
					aTax({ code: 'A', amount: 1, tax_calculation_rule: 'NONE' }),
					aTax({ code: 'B', amount: 1 }),
					aTax({ code: 'C', amount: 1 }),
				],
			},
			{ order_tax_mode: 'TAX_EXCLUDED' },
		);
		const [request] = requestsOf(two, choice({ ...line({ amount: 3.33 }), refundShipping: false }));
		// 3 × 0.333 = 0.999 → 1.00
		expect(request.taxes!.map((tax) => tax.amount)).toEqual([0.34, 0.33, 0.33]);
	});

	test('the amount may be text with a comma', () => {
		const [request] = requestsOf(order(), choice({ ...line({ amount: '12,50' }) }));
		expect(request.amount).toBe(12.5);
	});

	test('without taxes inside, up to the net', () => {
		const terms = { refundTaxes: false, refundShipping: false };
		const full = order(taxed);
		expect(requestsOf(full, choice({ ...line({ amount: 100 }), ...terms }))[0]).toMatchObject({
			amount: 100,
			taxes: [{ code: 'IVA', amount: 0 }],
		});
		const problem = problemOf(() =>
			planRefund(full, choice({ ...line({ amount: 100.01 }), ...terms })),
		);
		expect(problem.message).toContain('100.00 EUR without the taxes');
	});

	test('shipping by itself', () => {
		const [request] = requestsOf(order(taxed), choice(line({ amount: 0, shippingAmount: 3 })));
		expect(request).toMatchObject({
			amount: 0,
			taxes: [{ code: 'IVA', amount: 0 }],
			shipping_amount: 3,
			shipping_taxes: [{ code: 'IVA', amount: 0.56 }],
		});
	});

	test('the goods without the shipping', () => {
		const [request] = requestsOf(order(), choice(line({ shippingAmount: 0 })));
		expect(request).toMatchObject({ amount: 100, shipping_amount: 0 });
	});
});

describe('units', () => {
	const three = { quantity: 3, price: 10, shipping_price: 2 };

	test('are worth their share, and all of them the price', () => {
		let refunds: RawLine['refunds'] = [];
		const amounts: number[] = [];
		for (let step = 0; step < 3; step++) {
			const [request] = requestsOf(
				order({ ...three, refunds }),
				choice({ ...line({ quantity: 1 }), evenIfIdentical: true }),
			);
			amounts.push(request.amount);
			refunds = [
				...refunds!,
				aRefund({
					id: String(step),
					amount: request.amount,
					shipping_amount: request.shipping_amount,
					quantity: request.quantity,
				}),
			];
		}
		expect(amounts).toEqual([3.33, 3.34, 3.33]);
		expect(refunds.map((refund) => refund.shipping_amount)).toEqual([0.67, 0.66, 0.67]);
	});

	test('are worth no more than what is left', () => {
		const reduced = order({ ...three, refunds: [aRefund({ amount: 9, reason_code: '20' })] });
		expect(requestsOf(reduced, choice(line({ quantity: 1 })))[0].amount).toBe(1);
	});

	test('beside an amount are for information', () => {
		const [request] = requestsOf(order(three), choice(line({ amount: 5, quantity: 2 })));
		expect(request).toMatchObject({ amount: 5, quantity: 2 });
	});

	test('of an order not sent yet are kept from its shipment, a price reduction is not', () => {
		const unsent = order({ ...three, can_refund: true }, { order_state: 'SHIPPING' });
		expect(requestsOf(unsent, choice(line({ quantity: 1 })))[0].excluded_from_shipment).toBe(true);
		expect(requestsOf(unsent, choice())[0].excluded_from_shipment).toBe(true);
		const reduction = requestsOf(unsent, choice(line({ amount: 1, quantity: 1 })))[0];
		expect(reduction).not.toHaveProperty('excluded_from_shipment');
		expect(requestsOf(order(three), choice())[0]).not.toHaveProperty('excluded_from_shipment');
	});

	test('must be there', () => {
		const asked = (quantity: unknown, over: Partial<RawLine> = {}) =>
			problemOf(() =>
				planRefund(order({ ...three, ...over }), choice(line({ quantity: quantity as number }))),
			).message;
		expect(asked(4)).toContain('is 4, but only 3 were ordered');
		expect(asked(0)).toContain('not a whole number above zero: 0');
		expect(asked(1.5)).toContain('not a whole number');
		expect(asked('two')).toContain('not a whole number above zero: two');
		const used = { refunds: [aRefund({ amount: 6.67, quantity: 2, reason_code: '20' })] };
		expect(asked(2, used)).toContain('only 1 of 3 units are left');
	});
});

describe('problems', () => {
	const problem = (over: Partial<RefundChoice>, of = order()) =>
		problemOf(() => planRefund(of, choice(over)));

	test('no reason', () => {
		expect(problem({ reasonCode: ' ' }).message).toContain('No reason was given');
	});

	test.each([
		[{ amount: 0 }, 'Amount of line 30638830-A-1 is zero'],
		[{ amount: '0.00', shippingAmount: 0 }, 'Amount of line 30638830-A-1 is zero'],
		[{ amount: -1 }, 'is negative: -1'],
		[{ amount: 1.005 }, 'too many decimals for EUR: 1.005'],
		[{ amount: 'a lot' }, 'is not a number: "a lot"'],
		[{ amount: 1, shippingAmount: -1 }, 'Shipping Amount of line 30638830-A-1 is negative'],
		[
			{ amount: 100.01 },
			'Amount 100.01 EUR is above what is left on line 30638830-A-1 of order 30638830-A: 100.00 EUR (100.00 EUR paid, 0.00 EUR refunded, 0.00 EUR cancelled)',
		],
		[
			{ amount: 1, shippingAmount: 6 },
			'Shipping Amount 6.00 EUR is above what is left on line 30638830-A-1 of order 30638830-A: 5.00 EUR',
		],
		[{ shippingAmount: 3 }, 'Only a shipping amount is given'],
		[{ lineId: 'L9', amount: 1 }, 'has no line L9'],
		[{ lineId: ' ', amount: 1 }, 'names no line'],
	])('%j', (asked, message) => {
		const found = problem(line(asked));
		expect(found.message).toContain(message);
		expect(found.hint.length).toBeGreaterThan(10);
		expect(found.orderId).toBe('30638830-A');
	});

	test('empty amounts are absent ones', () => {
		const asked = choice(line({ amount: ' ', shippingAmount: null, quantity: undefined }));
		expect(requestsOf(order(), asked)[0]).toMatchObject({ amount: 100, shipping_amount: 5 });
	});

	test('a shipping amount where shipping stays', () => {
		const found = problem({ ...line({ amount: 1, shippingAmount: 1 }), refundShipping: false });
		expect(found.hint).toContain('Switch on "Refund Shipping"');
	});

	test('lines with amounts are exactly those, each once', () => {
		const two = anOrder({
			order_lines: [aLine(), aLine({ order_line_id: 'L2' })],
		});
		expect(requestsOf(two, choice({ ...line({ amount: 1 }), lines: 'all' }))).toHaveLength(1);
		expect(problem({ refundLines: [{ lineId: LINE }, { lineId: LINE }] }, two).message).toContain(
			'given twice',
		);
	});

	test('nothing left', () => {
		const gone = order({
			refunds: [aRefund({ amount: 100, shipping_amount: 5, reason_code: '20' })],
		});
		const found = problem({}, gone);
		expect(found.message).toBe(
			'Nothing is left to refund on line 30638830-A-1 of order 30638830-A (100.00 EUR paid, 100.00 EUR refunded, 0.00 EUR cancelled; shipping: 5.00 EUR paid, 5.00 EUR refunded, 0.00 EUR cancelled)',
		);
		expect(problem(line({ amount: 1 }), gone).message).toContain('Nothing is left');
		const goods = order({ refunds: [aRefund({ amount: 100, reason_code: '20' })] });
		expect(problem({ refundShipping: false }, goods).hint).toContain('switching them on');
	});

	test('a wrong state, before the amounts matter', () => {
		const unpaid = order({ can_refund: false }, { order_state: 'WAITING_DEBIT' });
		expect(problem(line({ amount: 9999 }), unpaid).message).toContain('waits for payment');
		const closed = order({}, { order_state: 'CLOSED' });
		expect(problem({}, closed).hint).toContain('A closed order cannot be refunded');
	});

	test('a line that may not be refunded now', () => {
		const mixed = anOrder({
			order_state: 'SHIPPING',
			order_lines: [
				aLine({ order_line_id: 'L1', order_line_state: 'SHIPPING', can_refund: true }),
				aLine({ order_line_id: 'L2', order_line_state: 'SHIPPING', can_refund: false }),
			],
		});
		expect(problem({}, mixed).message).toContain('Line L2');
		expect(requestsOf(mixed, choice({ lines: 'selected', lineIds: ['L1'] }))).toHaveLength(1);
	});

	test('a refused line that was selected', () => {
		const mixed = anOrder({
			order_lines: [aLine({ order_line_id: 'L1', order_line_state: 'REFUSED' }), aLine()],
		});
		expect(problem({ lines: 'selected', lineIds: ['L1'] }, mixed).message).toContain('was refused');
	});

	test('taxes in a mode nobody knows', () => {
		expect(problem({}, order(taxed, { order_tax_mode: null })).message).toContain('include taxes');
		expect(problem({}, order(taxed, { order_tax_mode: 'TAX_SOMEHOW' })).message).toContain(
			'TAX_SOMEHOW',
		);
		expect(planRefund(order({}, { order_tax_mode: null }), choice()).taxMode).toBeUndefined();
	});

	test('the currency says how many decimals', () => {
		const yen = order({}, { currency_iso_code: 'JPY' });
		expect(problem(line({ amount: 1.5 }), yen).message).toContain('too many decimals for JPY');
		expect(requestsOf(yen, choice())[0].currency_iso_code).toBe('JPY');
	});
});

describe('running it again', () => {
	const full = { refunds: [aRefund({ amount: 100, shipping_amount: 5 })] };

	test('a full refund that stands is done, also when the order has moved on', () => {
		expect(planRefund(order(full), choice()).kind).toBe('alreadyDone');
		expect(planRefund(order(full, { order_state: 'CLOSED' }), choice()).kind).toBe('alreadyDone');
	});

	test('a full refund made of several is done', () => {
		const halves = order({
			refunds: [
				aRefund({ id: '1', amount: 50, shipping_amount: 5 }),
				aRefund({ id: '2', amount: 50, created_date: '2026-03-06T10:00:00Z' }),
			],
		});
		expect(planRefund(halves, choice()).kind).toBe('alreadyDone');
	});

	test('a partial refund with the same line, amount and reason is done', () => {
		const partly = order({ refunds: [aRefund({ amount: 12.5 })] });
		const asked = { ...line({ amount: '12.50' }), refundShipping: false };
		expect(planRefund(partly, choice(asked)).kind).toBe('alreadyDone');
		expect(requestsOf(partly, choice({ ...asked, evenIfIdentical: true }))[0].amount).toBe(12.5);
		expect(requestsOf(partly, choice({ ...asked, reasonCode: '20' }))).toHaveLength(1);
		expect(
			requestsOf(partly, choice({ ...line({ amount: 12.51 }), refundShipping: false })),
		).toHaveLength(1);
	});

	test('a refund that took the rest is recognised by what was left then', () => {
		const refunds = [
			aRefund({ id: '2', amount: 60, shipping_amount: 5, created_date: '2026-03-06T10:00:00Z' }),
			aRefund({ id: '1', amount: 40, reason_code: '20' }),
		];
		expect(planRefund(order({ refunds }), choice()).kind).toBe('alreadyDone');
		const undated = refunds.reverse().map((refund) => ({ ...refund, created_date: null }));
		expect(planRefund(order({ refunds: undated }), choice()).kind).toBe('alreadyDone');
	});

	test('a part for this reason and the rest for another is not a full refund for this reason', () => {
		const refunds = [
			aRefund({ id: '1', amount: 40, shipping_amount: 5 }),
			aRefund({ id: '2', amount: 60, reason_code: '20', created_date: '2026-03-06T10:00:00Z' }),
		];
		const problem = problemOf(() => planRefund(order({ refunds }), choice()));
		expect(problem.message).toContain('Nothing is left');
	});

	test('with other terms what is missing is sent', () => {
		const goods = order({ refunds: [aRefund({ amount: 100 })] });
		expect(planRefund(goods, choice({ refundShipping: false })).kind).toBe('alreadyDone');
		expect(requestsOf(goods, choice())[0]).toMatchObject({ amount: 0, shipping_amount: 5 });
	});

	test('of several lines only those that are missing are sent', () => {
		const several = anOrder({
			order_lines: [aLine({ order_line_id: 'L1', ...full }), aLine({ order_line_id: 'L2' })],
		});
		for (const asked of [choice(), choice({ lines: 'selected', lineIds: ['L1', 'L2'] })]) {
			const plan = planRefund(several, asked);
			expect(plan).toMatchObject({
				kind: 'refund',
				requests: [{ order_line_id: 'L2' }],
				preview: [
					{ lineId: 'L1', alreadyDone: true, toSend: { total: 0 } },
					{ lineId: 'L2', alreadyDone: false, toSend: { total: 105 } },
				],
			});
		}
	});

	test('taxes the platform computes are not compared, those it does not are', () => {
		const withTax = (rule: string, amount: number) =>
			order(
				{
					price: 100,
					taxes: [aTax({ amount: 23, tax_calculation_rule: rule })],
					refunds: [aRefund({ amount: 50, taxes: [{ code: 'IVA', amount }] })],
				},
				{ order_tax_mode: 'TAX_EXCLUDED' },
			);
		const asked = choice({ ...line({ amount: 50 }), refundShipping: false });
		expect(planRefund(withTax('PROPORTIONAL_TO_AMOUNT', 11.51), asked).kind).toBe('alreadyDone');
		expect(planRefund(withTax('NONE', 11.5), asked).kind).toBe('alreadyDone');
		expect(planRefund(withTax('NONE', 0), asked).kind).toBe('refund');
		const untold = order(
			{
				taxes: [aTax({ amount: 23, tax_calculation_rule: 'NONE' })],
				refunds: [aRefund({ amount: 50, taxes: null })],
			},
			{ order_tax_mode: 'TAX_EXCLUDED' },
		);
		expect(planRefund(untold, asked).kind).toBe('alreadyDone');
	});

	test('refunds of one instant may have come in either sequence', () => {
		const refunds = [
			aRefund({ id: '1', amount: 3.33, quantity: 1 }),
			aRefund({ id: '2', amount: 3.34, quantity: 1, reason_code: '20' }),
		];
		const asked = choice({ ...line({ quantity: 1 }), refundShipping: false });
		for (const seen of [refunds, [...refunds].reverse()]) {
			const units = order({ quantity: 3, price: 10, refunds: seen });
			expect(planRefund(units, asked).kind).toBe('alreadyDone');
			expect(planRefund(units, { ...asked, reasonCode: '20' }).kind).toBe('alreadyDone');
		}
	});

	test('a refund of nothing but taxes is not taken for one of nothing', () => {
		const refunds = [
			aRefund({ id: '1', amount: 100, shipping_amount: 5, reason_code: '20' }),
			aRefund({
				id: '2',
				amount: 0,
				taxes: [{ code: 'IVA', amount: 23 }],
				created_date: '2026-03-06T10:00:00Z',
			}),
		];
		const taxOnTop = order(
			{ taxes: [aTax({ amount: 23 })], refunds },
			{ order_tax_mode: 'TAX_EXCLUDED' },
		);
		const problem = problemOf(() => planRefund(taxOnTop, choice({ refundTaxes: false })));
		expect(problem.message).toContain('Nothing is left');
	});

	test('asked for once more although nothing is left, it says so', () => {
		const again = () => planRefund(order(full), choice({ evenIfIdentical: true }));
		expect(problemOf(again).message).toContain('Nothing is left');
	});
});

describe('the preview', () => {
	test.each([
		['TAX_INCLUDED', 129.15, 10],
		['TAX_EXCLUDED', 153.3, 11.87],
	])('%s tells what was paid, what goes back and what stays', (mode, paid, sent) => {
		const plan = planRefund(
			order(
				{
					...taxed,
					refunds: [
						aRefund({ amount: 23, reason_code: '20', taxes: [{ code: 'IVA', amount: 4.3 }] }),
					],
				},
				{ order_tax_mode: mode },
			),
			choice({ ...line({ amount: 10 }), refundShipping: false }),
		);
		expect(plan.preview).toEqual([
			{
				lineId: LINE,
				productTitle: 'Máquina de café',
				currency: 'EUR',
				alreadyDone: false,
				paid: { goods: 123, shipping: 6.15, taxes: 23, shippingTaxes: 1.15, total: paid },
				refundedAlready: {
					goods: 23,
					shipping: 0,
					taxes: 4.3,
					shippingTaxes: 0,
					total: mode === 'TAX_INCLUDED' ? 23 : 27.3,
				},
				cancelled: { goods: 0, shipping: 0, taxes: 0, shippingTaxes: 0, total: 0 },
				toSend: { goods: 10, shipping: 0, taxes: 1.87, shippingTaxes: 0, total: sent },
				leftAfterwards: {
					goods: 90,
					shipping: 6.15,
					taxes: 16.83,
					shippingTaxes: 1.15,
					total: mode === 'TAX_INCLUDED' ? 96.15 : 114.13,
				},
			},
		]);
	});
});

describe('after a failure', () => {
	const before = anOrder({
		order_lines: [
			aLine({ order_line_id: 'L1', refunds: [aRefund({ id: '1', amount: 5 })] }),
			aLine({ order_line_id: 'L2' }),
		],
	});
	const request = (order_line_id: string, amount: number): RefundRequest => ({
		order_line_id,
		amount,
		shipping_amount: 0,
		reason_code: '19',
	});
	const after = (first: RawLine['refunds'], second: RawLine['refunds'] = []) =>
		anOrder({
			order_lines: [
				aLine({ order_line_id: 'L1', refunds: first }),
				aLine({ order_line_id: 'L2', refunds: second }),
			],
		});
	const old = aRefund({ id: '1', amount: 5 });
	const made = aRefund({ id: '2', amount: 5 });
	const requests = [request('L1', 5), request('L2', 7)];

	test.each([
		['all are new', after([old, made], [aRefund({ id: '3', amount: '7.00' })]), 'done'],
		['only what was there', after([old]), 'notDone'],
		['one of two', after([old, made]), 'partly'],
		['another amount', after([old, aRefund({ id: '2', amount: 4 })]), 'partly'],
		['another reason', after([old, aRefund({ id: '2', amount: 5, reason_code: '20' })]), 'notDone'],
		['nothing any more', after([]), 'notDone'],
	])('%s', (_, seen, outcome) => {
		expect(refundOutcome(before, seen, requests)).toBe(outcome);
	});

	test('two alike need two', () => {
		const twice = [request('L1', 5), request('L1', 5)];
		const third = aRefund({ id: '3', amount: 5 });
		expect(refundOutcome(before, after([old, made]), twice)).toBe('partly');
		expect(refundOutcome(before, after([old, made, third]), twice)).toBe('done');
	});

	test('without ids they are told apart by what they are', () => {
		const bare = (amount: number) => aRefund({ id: null, amount });
		const had = anOrder({ order_lines: [aLine({ order_line_id: 'L1', refunds: [bare(5)] })] });
		expect(refundOutcome(had, after([bare(5)]), [request('L1', 5)])).toBe('notDone');
		expect(refundOutcome(had, after([bare(5), bare(5)]), [request('L1', 5)])).toBe('done');
	});

	test('a line that was not there before, or is gone', () => {
		expect(refundOutcome(anOrder(), after([made]), [request('L1', 5)])).toBe('done');
		expect(refundOutcome(before, anOrder(), [request('L1', 5)])).toBe('notDone');
	});
});
