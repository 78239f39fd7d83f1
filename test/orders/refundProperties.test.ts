import fc from 'fast-check';
import type { RefundRequest, TaxMode } from '../../nodes/Worten/marketplace/client';
import type { Order } from '../../nodes/Worten/marketplace/schemas/order';
import { orderSchema } from '../../nodes/Worten/marketplace/schemas/order';
import { OrderProblem } from '../../nodes/Worten/orders/problem';
import {
	planRefund,
	refundOutcome,
	type RefundChoice,
	type RefundPlan,
} from '../../nodes/Worten/orders/refund';
import { aLine, anOrder, aTax, type RawLine } from './build';

/*
 * For any order, any taxes, any earlier refunds and any choice. Everything is counted in cents by
 * plain integers here, independently of the decimals under test.
 */

const cents = (amount: string | number | null | undefined) => Math.round(Number(amount ?? 0) * 100);
const euros = (amount: number) => amount / 100;

const RULES = ['NONE', 'PROPORTIONAL_TO_AMOUNT'];

const anyTaxes = (most: number) =>
	fc
		.array(fc.record({ share: fc.nat(30), rule: fc.constantFrom(...RULES) }), { maxLength: 3 })
		.map((taxes) =>
			taxes.map(({ share, rule }, index) =>
				aTax({
					code: `T${index}`,
					amount: euros(Math.floor((most * share) / 100)),
					tax_calculation_rule: rule,
				}),
			),
		);

const anyLine = fc
	.record({
		price: fc.nat(50_000),
		shipping: fc.nat(2_000),
		quantity: fc.integer({ min: 1, max: 7 }),
	})
	.chain(({ price, shipping, quantity }) =>
		fc
			.record({ taxes: anyTaxes(price), shippingTaxes: anyTaxes(shipping) })
			.map(({ taxes, shippingTaxes }): RawLine => ({
				...aLine({ price: euros(price), shipping_price: euros(shipping), quantity }),
				taxes,
				shipping_taxes: shippingTaxes,
			})),
	);

const anyOrder = fc
	.record({
		lines: fc.array(anyLine, { minLength: 1, maxLength: 3 }),
		order_tax_mode: fc.constantFrom('TAX_INCLUDED', 'TAX_EXCLUDED'),
	})
	.map(({ lines, order_tax_mode }) =>
		anOrder({
			order_tax_mode,
			order_lines: lines.map((line, index) => ({ ...line, order_line_id: `L${index}` })),
		}),
	);

// Mostly small, so that most choices are possible and the properties are about something.
const anyAmount = fc.option(
	fc
		.oneof({ weight: 4, arbitrary: fc.nat(900) }, { weight: 1, arbitrary: fc.nat(60_000) })
		.map(euros),
	{ nil: undefined },
);

const anyChoice: fc.Arbitrary<RefundChoice> = fc
	.record({
		reasonCode: fc.constantFrom('19', '20'),
		refundTaxes: fc.boolean(),
		refundShipping: fc.boolean(),
		refundShippingTaxes: fc.boolean(),
		evenIfIdentical: fc.boolean(),
		only: fc.option(
			fc.uniqueArray(
				fc.record({
					lineId: fc.constantFrom('L0', 'L0', 'L0', 'L1', 'L2'),
					amount: anyAmount,
					shippingAmount: anyAmount,
					quantity: fc.option(fc.integer({ min: 1, max: 7 }), { nil: undefined }),
				}),
				{ minLength: 1, maxLength: 2, selector: (entry) => entry.lineId },
			),
			{ nil: undefined },
		),
	})
	.map(({ only, ...choice }) => ({
		...choice,
		lines: 'all',
		lineIds: [],
		// Shipping amounts where they are allowed; where not, the unit tests see them refused.
		...(only
			? {
					refundLines: only.map((entry) =>
						choice.refundShipping && (entry.amount ?? entry.quantity) !== undefined
							? entry
							: { ...entry, shippingAmount: undefined },
					),
				}
			: {}),
	}));

/** The plan, or nothing where the choice is refused in words. */
function tryPlan(order: Order, choice: RefundChoice): RefundPlan | undefined {
	try {
		return planRefund(order, choice);
	} catch (error) {
		if (error instanceof OrderProblem) return undefined;
		throw error;
	}
}

let serial = 0;

/** The order as the marketplace shows it once these refunds were made. */
function withRefunds(order: Order, requests: readonly RefundRequest[]): Order {
	serial += 1;
	return orderSchema.parse({
		...order,
		order_lines: order.order_lines.map((line) => {
			const earlier = (line.refunds ?? []).length;
			return {
				...line,
				refunds: [
					...(line.refunds ?? []),
					...requests
						.filter((request) => request.order_line_id === line.order_line_id)
						.map((request) => ({
							...request,
							id: `${line.order_line_id}-${earlier + 1}-${serial}`,
							quantity: request.quantity ?? 0,
							refund_state: 'WAITING_REFUND',
							// Later than what stands, as time goes.
							created_date: `${2026 + earlier}-03-05T10:00:00Z`,
						})),
				],
			};
		}),
	});
}

interface Left {
	goods: number;
	shipping: number;
	taxes: Map<string, number>;
	shippingTaxes: Map<string, number>;
}

/** What is left on a line, in cents, by plain counting. May be negative: then something is wrong. */
function leftOf(line: Order['order_lines'][number]): Left {
	const refunds = line.refunds ?? [];
	const taxes = (field: 'taxes' | 'shipping_taxes') =>
		new Map(
			(line[field] ?? []).map((tax) => [
				tax.code,
				cents(tax.amount) -
					refunds
						.flatMap((refund) => refund[field] ?? [])
						.filter((refunded) => refunded.code === tax.code)
						.reduce((total, refunded) => total + cents(refunded.amount), 0),
			]),
		);
	return {
		goods: cents(line.price) - refunds.reduce((total, refund) => total + cents(refund.amount), 0),
		shipping:
			cents(line.shipping_price) -
			refunds.reduce((total, refund) => total + cents(refund.shipping_amount), 0),
		taxes: taxes('taxes'),
		shippingTaxes: taxes('shipping_taxes'),
	};
}

/** An order after any sequence of refunds that were possible on it. */
const anyHistory = fc
	.tuple(anyOrder, fc.array(anyChoice, { maxLength: 3 }))
	.map(([order, choices]) =>
		choices.reduce((current, choice) => {
			const plan = tryPlan(current, choice);
			return plan?.kind === 'refund' ? withRefunds(current, plan.requests) : current;
		}, order),
	);

function amountsIn(request: RefundRequest): number[] {
	return [
		request.amount,
		request.shipping_amount,
		...(request.taxes ?? []).map((tax) => tax.amount),
		...(request.shipping_taxes ?? []).map((tax) => tax.amount),
	];
}

const runs = { numRuns: 400 };

test('nothing is negative, finer than a cent, or more than what is left; each line comes once', () => {
	let sent = 0;
	fc.assert(
		fc.property(anyHistory, anyChoice, (order, choice) => {
			const plan = tryPlan(order, choice);
			if (plan?.kind !== 'refund') return;
			sent += 1;
			const ids = plan.requests.map((request) => request.order_line_id);
			expect(new Set(ids).size).toBe(ids.length);
			for (const request of plan.requests) {
				const amounts = amountsIn(request);
				expect(Math.min(...amounts)).toBeGreaterThanOrEqual(0);
				expect(Math.max(...amounts)).toBeGreaterThan(0);
				expect(amounts.map((amount) => euros(cents(amount)))).toEqual(amounts);
			}
			for (const line of withRefunds(order, plan.requests).order_lines) {
				const { goods, shipping, taxes, shippingTaxes } = leftOf(line);
				const least = Math.min(goods, shipping, ...taxes.values(), ...shippingTaxes.values());
				expect(least).toBeGreaterThanOrEqual(0);
			}
		}),
		runs,
	);
	expect(sent).toBeGreaterThan(50);
});

test('the parts add up: under TAX_INCLUDED the taxes lie within the amounts, and what is left keeps room for the taxes left', () => {
	fc.assert(
		fc.property(anyHistory, anyChoice, (order, choice) => {
			const plan = tryPlan(order, choice);
			if (plan?.kind !== 'refund' || plan.taxMode !== 'TAX_INCLUDED') return;
			const total = (taxes: Array<{ amount: number }> | undefined) =>
				(taxes ?? []).reduce((sum, tax) => sum + cents(tax.amount), 0);
			for (const request of plan.requests) {
				expect(total(request.taxes)).toBeLessThanOrEqual(cents(request.amount));
				expect(total(request.shipping_taxes)).toBeLessThanOrEqual(cents(request.shipping_amount));
			}
			const sums = (amounts: Map<string, number>) =>
				[...amounts.values()].reduce((a, b) => a + b, 0);
			for (const line of withRefunds(order, plan.requests).order_lines) {
				const before = leftOf(
					order.order_lines.find((one) => one.order_line_id === line.order_line_id)!,
				);
				// Taxes that exceed their price (nonsense from outside) stay as they are.
				if (sums(before.taxes) > before.goods || sums(before.shippingTaxes) > before.shipping)
					continue;
				const after = leftOf(line);
				expect(sums(after.taxes)).toBeLessThanOrEqual(after.goods);
				expect(sums(after.shippingTaxes)).toBeLessThanOrEqual(after.shipping);
			}
		}),
		runs,
	);
});

test('the preview is what is sent, and its figures add up', () => {
	fc.assert(
		fc.property(anyHistory, anyChoice, (order, choice) => {
			const plan = tryPlan(order, choice);
			if (!plan) return;
			for (const line of plan.preview) {
				for (const field of ['goods', 'shipping', 'taxes', 'shippingTaxes', 'total'] as const) {
					expect(cents(line.paid[field])).toBe(
						cents(line.refundedAlready[field]) +
							cents(line.cancelled[field]) +
							cents(line.toSend[field]) +
							cents(line.leftAfterwards[field]),
					);
				}
				const request =
					plan.kind === 'refund'
						? plan.requests.find(({ order_line_id: id }) => id === line.lineId)
						: undefined;
				expect(request === undefined).toBe(line.alreadyDone);
				expect([line.toSend.goods, line.toSend.shipping]).toEqual([
					request?.amount ?? 0,
					request?.shipping_amount ?? 0,
				]);
			}
		}),
		runs,
	);
});

test('a choice that was carried out is recognised, and never sent a second time', () => {
	let repeated = 0;
	fc.assert(
		fc.property(anyHistory, anyChoice, (order, choice) => {
			const once = { ...choice, evenIfIdentical: false };
			const plan = tryPlan(order, once);
			if (plan?.kind !== 'refund') return;
			repeated += 1;
			expect(planRefund(withRefunds(order, plan.requests), once).kind).toBe('alreadyDone');
		}),
		runs,
	);
	expect(repeated).toBeGreaterThan(50);
});

test('a refund is seen in the order afterwards, none is seen where none was made, and half is half', () => {
	fc.assert(
		fc.property(anyHistory, anyChoice, (order, choice) => {
			const plan = tryPlan(order, choice);
			if (plan?.kind !== 'refund') return;
			const { requests } = plan;
			expect(refundOutcome(order, withRefunds(order, requests), requests)).toBe('done');
			expect(refundOutcome(order, order, requests)).toBe('notDone');
			if (requests.length < 2) return;
			expect(refundOutcome(order, withRefunds(order, requests.slice(1)), requests)).toBe('partly');
		}),
		runs,
	);
});

const anyMode = fc.constantFrom<TaxMode>('TAX_INCLUDED', 'TAX_EXCLUDED');

test('refunding in two parts comes to exactly what refunding once comes to, tax by tax', () => {
	const twoParts = fc.record({
		line: anyLine,
		order_tax_mode: anyMode,
		goods: fc.double({ min: 0, max: 1, noNaN: true }),
		shipping: fc.double({ min: 0, max: 1, noNaN: true }),
	});
	const all: RefundChoice = {
		reasonCode: '19',
		lines: 'all',
		lineIds: [],
		refundTaxes: true,
		refundShipping: true,
		refundShippingTaxes: true,
		evenIfIdentical: true,
	};
	fc.assert(
		fc.property(twoParts, ({ line, order_tax_mode, goods, shipping }) => {
			const order = anOrder({ order_tax_mode, order_lines: [{ ...line, order_line_id: 'L0' }] });
			const first = tryPlan(order, {
				...all,
				refundLines: [
					{
						lineId: 'L0',
						amount: euros(Math.round(cents(line.price) * goods)),
						shippingAmount: euros(Math.round(cents(line.shipping_price) * shipping)),
					},
				],
			});
			if (first?.kind !== 'refund') return;
			const half = withRefunds(order, first.requests);
			const second = tryPlan(half, all);
			const whole = second?.kind === 'refund' ? withRefunds(half, second.requests) : half;
			const left = leftOf(whole.order_lines[0]);
			expect([left.goods, left.shipping]).toEqual([0, 0]);
			expect(
				[...left.taxes.values(), ...left.shippingTaxes.values()].every((tax) => tax === 0),
			).toBe(true);
			const once = tryPlan(order, all);
			const made = whole.order_lines[0].refunds!;
			if (once?.kind !== 'refund') throw new Error('a part was possible and the whole is not');
			const [request] = once.requests;
			expect(made.reduce((sum, refund) => sum + cents(refund.amount), 0)).toBe(
				cents(request.amount),
			);
			for (const tax of request.taxes ?? []) {
				const refunded = made
					.flatMap((refund) => refund.taxes ?? [])
					.filter(({ code }) => code === tax.code)
					.reduce((sum, { amount }) => sum + cents(amount), 0);
				expect(refunded).toBe(cents(tax.amount));
			}
		}),
		runs,
	);
});

test('refunding unit by unit comes to the whole', () => {
	fc.assert(
		fc.property(anyLine, anyMode, (line, order_tax_mode) => {
			let order = anOrder({ order_tax_mode, order_lines: [{ ...line, order_line_id: 'L0' }] });
			for (let unit = 0; unit < line.quantity!; unit++) {
				const plan = tryPlan(order, {
					reasonCode: '19',
					lines: 'all',
					lineIds: [],
					refundLines: [{ lineId: 'L0', quantity: 1 }],
					refundTaxes: true,
					refundShipping: true,
					refundShippingTaxes: true,
					evenIfIdentical: true,
				});
				// A unit may be worth less than a cent; its turn is not counted by the marketplace then.
				if (plan?.kind !== 'refund') return;
				order = withRefunds(order, plan.requests);
			}
			const left = leftOf(order.order_lines[0]);
			expect([left.goods, left.shipping]).toEqual([0, 0]);
			expect(Math.max(0, ...left.taxes.values(), ...left.shippingTaxes.values())).toBe(0);
		}),
		runs,
	);
});
