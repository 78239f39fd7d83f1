import type { RefundRequest, TaxAmount, TaxMode } from '../marketplace/client';
import type { Order, OrderLine } from '../marketplace/schemas/order';
import { compare, currencyDigits, format, isZero, toNumber } from './money';
import { OrderProblem } from './problem';
import { remainingOf, taxTotal, type Remaining, type TaxAmounts } from './remaining';
import { hasRefundLines, wantedLines, type RefundChoice } from './refundChoice';
import { standingRefund } from './refundMatch';
import { previewLine, type RefundPreviewLine } from './refundPreview';
import { isNothing, refundOfLine, type LineRefund, type Terms, type Wanted } from './refundShare';
import { allows, lineNotRefundable, wrongStatus } from './rules';
import { lineStatus, statusOfState } from './status';

export { refundOutcome } from './refundMatch';
export type { RefundChoice, RefundLineChoice } from './refundChoice';
export { remainingOf } from './remaining';
export type { RefundPreviewLine } from './refundPreview';

export type RefundPlan =
	| {
			readonly kind: 'refund';
			/** One OR28 for all of them. */
			readonly requests: RefundRequest[];
			readonly preview: RefundPreviewLine[];
			/** The mode the order was read in, and so the one OR28 must be told. */
			readonly taxMode: TaxMode | undefined;
	  }
	| {
			readonly kind: 'alreadyDone';
			readonly preview: RefundPreviewLine[];
			readonly taxMode: TaxMode | undefined;
	  };

/**
 * What to send (OR28) so that the choice comes true, or that it has come true before.
 *
 * Every tax of a line is named with its exact amount, zero included, whatever its rule. The
 * description calls `taxes` and `shipping_taxes` required where the order has any, does not refund
 * what is not named of a tax with rule NONE, and merely permits leaving out those with rule
 * PROPORTIONAL_TO_AMOUNT, which the platform then computes. Naming all meets each of these
 * sentences, makes the preview what is sent, keeps the cents ours, and is the only way to say that
 * a proportional tax is *not* to be refunded: zero.
 *
 * Lines that carry this very refund already are left out, so that running a workflow again
 * finishes what is missing and sends nothing twice.
 * @throws OrderProblem for a missing reason, wrong lines, unusable amounts, amounts above what is
 * left, nothing left at all, or an order or line that cannot be refunded (now)
 */
export function planRefund(order: Order, choice: RefundChoice): RefundPlan {
	const reasonCode = choice.reasonCode.trim();
	if (reasonCode === '') {
		throw new OrderProblem(
			`No reason was given for the refund of order ${order.order_id}`,
			'Choose a refund reason from the list of the marketplace.',
			{ orderId: order.order_id },
		);
	}
	const taxMode = taxModeOf(order);
	const terms: Terms = {
		taxes: choice.refundTaxes,
		shipping: choice.refundShipping,
		shippingTaxes: choice.refundShippingTaxes,
		// Without taxes the two modes are the same.
		mode: taxMode ?? 'TAX_INCLUDED',
		digits: currencyDigits(order.currency_iso_code),
	};
	const askedOf = wantedLines(order, choice);
	const lines = [...askedOf.keys()];
	const remaining = new Map(lines.map((line) => [line, remainingOf(line, order)]));
	requireTaxMode(order, taxMode, [...remaining.values()]);

	const standing = lines.filter(
		(line) =>
			!choice.evenIfIdentical &&
			isRefundedSo(line, order, remaining.get(line)!, reasonCode, askedOf.get(line)!, terms),
	);
	let open = lines.filter((line) => !standing.includes(line));
	if (open.length > 0 && !allows(order, 'refund')) throw wrongStatus(order, 'refund');

	const wholeOrder = choice.lines === 'all' && !hasRefundLines(choice);
	if (wholeOrder) {
		const possible = open.filter((line) => !isOver(line, order, remaining.get(line)!, terms));
		// Where nothing is left anywhere, the first line says why.
		if (possible.length > 0 || standing.length > 0) open = possible;
	}
	const planned = new Map(
		open.map((line) => [
			line,
			planLine(line, order, remaining.get(line)!, askedOf.get(line)!, terms),
		]),
	);

	const preview = lines
		.filter((line) => planned.has(line) || standing.includes(line))
		.map((line) =>
			previewLine(line, order, remaining.get(line)!, planned.get(line)?.parts, terms.mode),
		);
	if (planned.size === 0) return { kind: 'alreadyDone', preview, taxMode };
	const requests = [...planned].map(([line, refund]) =>
		requestOf(line, order, reasonCode, refund, askedOf.get(line)!),
	);
	return { kind: 'refund', requests, preview, taxMode };
}

/** Whether what is asked of this line has been refunded before, for the same reason. */
function isRefundedSo(
	line: OrderLine,
	order: Order,
	remaining: Remaining,
	reasonCode: string,
	wanted: Wanted,
	terms: Terms,
): boolean {
	if (standingRefund(line, order, reasonCode, wanted, terms) !== undefined) return true;
	// Asked for all, and all went back for this reason, if in several steps.
	const refunds = line.refunds ?? [];
	const wantsAll = wanted.amount === undefined && wanted.quantity === undefined;
	return (
		wantsAll &&
		refunds.length > 0 &&
		refunds.every((refund) => refund.reason_code === reasonCode) &&
		isNothing(refundOfLine(remaining, wanted, terms).parts)
	);
}

/** Nothing of the line can go back any more: what "all lines" passes over. */
function isOver(line: OrderLine, order: Order, remaining: Remaining, terms: Terms): boolean {
	const status = lineStatus(line, order);
	return (
		status === 'refused' ||
		status === 'canceled' ||
		isNothing(refundOfLine(remaining, {}, terms).parts)
	);
}

function planLine(
	line: OrderLine,
	order: Order,
	remaining: Remaining,
	wanted: Wanted,
	terms: Terms,
): LineRefund {
	const refusal = lineNotRefundable(line, order);
	if (refusal) throw refusal;

	const about = { orderId: order.order_id, lineId: line.order_line_id };
	const named = `line ${line.order_line_id} of order ${order.order_id}`;
	const money = (amount: LineRefund['available']['goods']) =>
		format(amount, order.currency_iso_code);
	const { paid, refunded, cancelled, units } = remaining;
	const history = (part: 'goods' | 'shipping') =>
		`${money(paid[part])} paid, ${money(refunded[part])} refunded, ${money(cancelled[part])} cancelled`;

	const refund = refundOfLine(remaining, wanted, terms);
	if (isNothing(refundOfLine(remaining, {}, terms).parts)) {
		throw new OrderProblem(
			`Nothing is left to refund on ${named} (${history('goods')}${terms.shipping ? `; shipping: ${history('shipping')}` : ''})`,
			terms.taxes && terms.shipping && terms.shippingTaxes
				? 'Leave this line out.'
				: 'Leave this line out. Taxes or shipping that were kept so far can be refunded by switching them on.',
			about,
		);
	}
	const tooMuch = (part: 'goods' | 'shipping', name: string, kept: string) =>
		new OrderProblem(
			`${name} ${money(refund.parts[part])} is above what is left on ${named}: ${money(refund.available[part])}${kept} (${history(part)})`,
			'Give a smaller amount, or leave it empty to refund all that is left.',
			about,
		);
	const without = (taxes: TaxAmounts, included: boolean) =>
		!included && terms.mode === 'TAX_INCLUDED' && !isZero(taxTotal(taxes))
			? ' without the taxes'
			: '';
	if (compare(refund.parts.goods, refund.available.goods) > 0) {
		throw tooMuch('goods', 'Amount', without(remaining.left.taxes, terms.taxes));
	}
	if (compare(refund.parts.shipping, refund.available.shipping) > 0) {
		throw tooMuch(
			'shipping',
			'Shipping Amount',
			without(remaining.left.shippingTaxes, terms.shippingTaxes),
		);
	}
	if (
		wanted.quantity !== undefined &&
		wanted.amount === undefined &&
		wanted.quantity > units.left
	) {
		throw new OrderProblem(
			`The quantity to refund on ${named} is ${wanted.quantity}, but only ${units.left} of ${units.ordered} units are left`,
			'Give fewer units, or an amount instead.',
			about,
		);
	}
	if (isNothing(refund.parts)) {
		throw new OrderProblem(
			`Nothing would be refunded on ${named}`,
			'Give an amount above zero, or leave this line out.',
			about,
		);
	}
	return refund;
}

function requestOf(
	line: OrderLine,
	order: Order,
	reasonCode: string,
	{ parts, quantity }: LineRefund,
	wanted: Wanted,
): RefundRequest {
	// Units given back before the parcel leaves must not be sent along with it. An amount of its own
	// may be a mere price reduction: those units still go.
	const stays =
		statusOfState(order.order_state) === 'waiting_shipment' &&
		quantity !== undefined &&
		wanted.amount === undefined;
	return {
		order_line_id: line.order_line_id,
		amount: toNumber(parts.goods),
		shipping_amount: toNumber(parts.shipping),
		reason_code: reasonCode,
		...(order.currency_iso_code ? { currency_iso_code: order.currency_iso_code } : {}),
		...(quantity === undefined ? {} : { quantity }),
		...(parts.taxes.size > 0 ? { taxes: taxesOf(parts.taxes) } : {}),
		...(parts.shippingTaxes.size > 0 ? { shipping_taxes: taxesOf(parts.shippingTaxes) } : {}),
		...(stays ? { excluded_from_shipment: true } : {}),
	};
}

function taxesOf(taxes: TaxAmounts): TaxAmount[] {
	return [...taxes].map(([code, amount]) => ({ code, amount: toNumber(amount) }));
}

function taxModeOf(order: Order): TaxMode | undefined {
	const mode = order.order_tax_mode;
	return mode === 'TAX_INCLUDED' || mode === 'TAX_EXCLUDED' ? mode : undefined;
}

/** With taxes, an amount means nothing as long as it is not known whether they are inside it. */
function requireTaxMode(
	order: Order,
	mode: TaxMode | undefined,
	lines: readonly Remaining[],
): void {
	const taxed = lines.some(
		({ paid }) => !isZero(taxTotal(paid.taxes)) || !isZero(taxTotal(paid.shippingTaxes)),
	);
	if (mode !== undefined || !taxed) return;
	throw new OrderProblem(
		`The marketplace does not say whether the prices of order ${order.order_id} include taxes (${order.order_tax_mode ?? 'no tax mode'})`,
		'Nothing was sent. Refund this order in the back office.',
		{ orderId: order.order_id },
	);
}
