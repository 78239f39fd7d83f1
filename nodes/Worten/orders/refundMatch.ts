import type { RefundRequest } from '../marketplace/client';
import type { Order, OrderLine, OrderRefund, OrderTax } from '../marketplace/schemas/order';
import { instant } from './instant';
import { amountOf, decimal, equal, sum, textOf } from './money';
import { remainingOf, type Parts, type TaxAmounts } from './remaining';
import { isNothing, isTooMuch, refundOfLine, type Terms, type Wanted } from './refundShare';

/**
 * The refund on a line that this very choice has made before, if there is one: the choice, applied
 * to the line as it was before that refund, would have made exactly it (amount, shipping amount,
 * reason). So a full refund is recognised although nothing is left that it could be compared with.
 *
 * Taxes the platform computes itself (PROPORTIONAL_TO_AMOUNT) are not compared: it may round them
 * otherwise than asked, and a refund taken for another one would be paid twice.
 */
export function standingRefund(
	line: OrderLine,
	order: Order,
	reasonCode: string,
	wanted: Wanted,
	terms: Terms,
): OrderRefund | undefined {
	const refunds = line.refunds ?? [];
	return refunds.find((refund) => {
		if (refund.reason_code !== reasonCode) return false;
		return histories(refunds, refund).some((earlier) => {
			const asked = refundOfLine(remainingOf({ ...line, refunds: earlier }, order), wanted, terms);
			return !isNothing(asked.parts) && !isTooMuch(asked) && isSame(refund, asked.parts, line);
		});
	});
}

/**
 * Whether refunds were made, seen from the order before and after (OR11): each request must have a
 * refund of its own that was not there before, with the same line, amounts and reason. `partly`:
 * some have, or something was refunded on one of the lines for the same reason but another amount;
 * sending anything again would not be safe.
 */
export function refundOutcome(
	before: Order,
	after: Order,
	requests: readonly RefundRequest[],
): 'done' | 'notDone' | 'partly' {
	const fresh = new Map(
		after.order_lines.map((line) => [
			line.order_line_id,
			newRefunds(
				before.order_lines.find(({ order_line_id: id }) => id === line.order_line_id),
				line,
			),
		]),
	);
	let found = 0;
	for (const request of requests) {
		const candidates = fresh.get(request.order_line_id) ?? [];
		const index = candidates.findIndex(
			(refund) =>
				refund.reason_code === request.reason_code &&
				equal(amountOf(refund.amount), decimal(request.amount)) &&
				equal(amountOf(refund.shipping_amount), decimal(request.shipping_amount)),
		);
		if (index < 0) continue;
		candidates.splice(index, 1);
		found += 1;
	}
	if (found === requests.length) return 'done';
	const unexplained = requests.some((request) =>
		(fresh.get(request.order_line_id) ?? []).some(
			(refund) => refund.reason_code === request.reason_code,
		),
	);
	return found > 0 || unexplained ? 'partly' : 'notDone';
}

/** The refunds that were there before one of them. Those of the same instant may have been, or not. */
function histories(refunds: readonly OrderRefund[], refund: OrderRefund): OrderRefund[][] {
	const at = (one: OrderRefund) => instant(one.created_date)?.toMillis();
	const moment = at(refund);
	if (moment === undefined || refunds.some((one) => at(one) === undefined)) {
		return [refunds.slice(0, refunds.indexOf(refund))];
	}
	return [
		refunds.filter((one) => at(one)! < moment),
		refunds.filter((one) => one !== refund && at(one)! <= moment),
	];
}

function isSame(refund: OrderRefund, asked: Parts, line: OrderLine): boolean {
	return (
		equal(amountOf(refund.amount), asked.goods) &&
		equal(amountOf(refund.shipping_amount), asked.shipping) &&
		sameTaxes(refund.taxes, asked.taxes, line.taxes) &&
		sameTaxes(refund.shipping_taxes, asked.shippingTaxes, line.shipping_taxes)
	);
}

/** Whether the taxes of which only what is named gets refunded (rule NONE) are the same. */
function sameTaxes(
	standing: OrderTax[] | null | undefined,
	asked: TaxAmounts,
	ofLine: OrderTax[] | null | undefined,
): boolean {
	if (!standing) return true;
	return (ofLine ?? [])
		.filter((tax) => tax.tax_calculation_rule === 'NONE')
		.every(({ code }) =>
			equal(
				sum(standing.filter((tax) => tax.code === code).map((tax) => amountOf(tax.amount))),
				asked.get(code) ?? decimal(0),
			),
		);
}

/** The refunds of a line that it did not have before: by id, or by what they are where ids are missing. */
function newRefunds(before: OrderLine | undefined, after: OrderLine): OrderRefund[] {
	const had = (before?.refunds ?? []).map(fingerprint);
	return (after.refunds ?? []).filter((refund) => {
		const index = had.indexOf(fingerprint(refund));
		if (index < 0) return true;
		had.splice(index, 1);
		return false;
	});
}

function fingerprint(refund: OrderRefund): string {
	if (refund.id) return `id ${refund.id}`;
	return [
		refund.reason_code,
		refund.created_date,
		...[refund.amount, refund.shipping_amount].map((amount) => textOf(amountOf(amount))),
	].join(' ');
}
