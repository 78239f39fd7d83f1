import type { Order, OrderLine, OrderTax } from '../marketplace/schemas/order';
import { add, amountOf, notBelowZero, subtract, sum, ZERO, type Decimal } from './money';
import { lineStatus } from './status';

/** Amounts by tax code. */
export type TaxAmounts = ReadonlyMap<string, Decimal>;

/**
 * What money on a line is made of. Under TAX_EXCLUDED the taxes come on top of goods and shipping,
 * under TAX_INCLUDED they are a part of them.
 */
export interface Parts {
	readonly goods: Decimal;
	readonly shipping: Decimal;
	readonly taxes: TaxAmounts;
	readonly shippingTaxes: TaxAmounts;
}

export interface Remaining {
	/** What was ordered. */
	readonly paid: Parts;
	/** Asked back so far, whether paid out yet or not. */
	readonly refunded: Parts;
	readonly cancelled: Parts;
	/** paid − refunded − cancelled, nothing of it below zero. */
	readonly left: Parts;
	/** Refunds name their quantity for information only: `left` is a count of what they say. */
	readonly units: { readonly ordered: number; readonly left: number };
}

/**
 * What is left to refund on a line: ordered − refunded − cancelled, for goods, shipping, each tax
 * and each shipping tax (OR11 `order_lines[]`). Every refund there is counts, whatever its state:
 * the marketplace drops none. On a line that was refused or canceled nothing is left.
 */
export function remainingOf(line: OrderLine, order: Order): Remaining {
	const taxCodes = codesOf(line.taxes);
	const shippingTaxCodes = codesOf(line.shipping_taxes);
	const total = (entries: readonly Entry[]): Parts => ({
		goods: sum(entries.map((entry) => amountOf(entry.goods))),
		shipping: sum(entries.map((entry) => amountOf(entry.shipping))),
		taxes: taxTotals(
			taxCodes,
			entries.map((entry) => entry.taxes),
		),
		shippingTaxes: taxTotals(
			shippingTaxCodes,
			entries.map((entry) => entry.shippingTaxes),
		),
	});

	const paid = total([
		{
			goods: line.price,
			shipping: line.shipping_price,
			taxes: line.taxes,
			shippingTaxes: line.shipping_taxes,
		},
	]);
	const refunded = total((line.refunds ?? []).map(entryOf));
	const cancelled = total((line.cancelations ?? []).map(entryOf));
	const status = lineStatus(line, order);
	const gone = status === 'refused' || status === 'canceled';
	const left = gone ? paidNothing(paid) : minus(minus(paid, refunded), cancelled);

	const ordered = line.quantity ?? 0;
	const used = [...(line.refunds ?? []), ...(line.cancelations ?? [])].reduce(
		(units, entry) => units + (entry.quantity ?? 0),
		0,
	);
	return {
		paid,
		refunded,
		cancelled,
		left,
		units: { ordered, left: gone ? 0 : Math.max(0, ordered - used) },
	};
}

/** The sum of a line's taxes of one kind. */
export function taxTotal(taxes: TaxAmounts): Decimal {
	return sum(taxes.values());
}

/** One minus the other, part by part, nothing below zero. */
export function minus(from: Parts, what: Parts): Parts {
	return {
		goods: notBelowZero(subtract(from.goods, what.goods)),
		shipping: notBelowZero(subtract(from.shipping, what.shipping)),
		taxes: taxesMinus(from.taxes, what.taxes),
		shippingTaxes: taxesMinus(from.shippingTaxes, what.shippingTaxes),
	};
}

interface Entry {
	goods: OrderLine['price'];
	shipping: OrderLine['price'];
	taxes: OrderTax[] | null | undefined;
	shippingTaxes: OrderTax[] | null | undefined;
}

function entryOf(
	entry: NonNullable<OrderLine['refunds']>[number] | NonNullable<OrderLine['cancelations']>[number],
): Entry {
	return {
		goods: entry.amount,
		shipping: entry.shipping_amount,
		taxes: entry.taxes,
		shippingTaxes: entry.shipping_taxes,
	};
}

function codesOf(taxes: OrderTax[] | null | undefined): string[] {
	return [...new Set((taxes ?? []).map((tax) => tax.code))];
}

/** Totals by code, with a zero for every code of the line. Codes the line does not have are none of its taxes. */
function taxTotals(
	codes: readonly string[],
	lists: ReadonlyArray<OrderTax[] | null | undefined>,
): TaxAmounts {
	const totals = new Map<string, Decimal>(codes.map((code) => [code, ZERO]));
	for (const tax of lists.flatMap((list) => list ?? [])) {
		const total = totals.get(tax.code);
		if (total !== undefined) totals.set(tax.code, add(total, amountOf(tax.amount)));
	}
	return totals;
}

function taxesMinus(from: TaxAmounts, what: TaxAmounts): TaxAmounts {
	return new Map(
		[...from].map(([code, amount]) => [
			code,
			notBelowZero(subtract(amount, what.get(code) ?? ZERO)),
		]),
	);
}

function paidNothing(paid: Parts): Parts {
	return minus(paid, paid);
}
