import type { TaxMode } from '../marketplace/client';
import {
	compare,
	equal,
	isZero,
	min,
	multiplyByRatio,
	notBelowZero,
	splitInProportion,
	subtract,
	ZERO,
	type Decimal,
} from './money';
import { taxTotal, type Parts, type Remaining, type TaxAmounts } from './remaining';

/** What to refund of one line. Nothing given: all that is left. */
export interface Wanted {
	/** Of the goods, as `price` is meant: with the taxes under TAX_INCLUDED, without under TAX_EXCLUDED. */
	readonly amount?: Decimal;
	/** Of the shipping, likewise. */
	readonly shippingAmount?: Decimal;
	/** Units. Without an amount, their share of the price; beside one, for information. */
	readonly quantity?: number;
}

export interface Terms {
	readonly taxes: boolean;
	readonly shipping: boolean;
	readonly shippingTaxes: boolean;
	readonly mode: TaxMode;
	/** Digits of the currency. */
	readonly digits: number;
}

export interface LineRefund {
	/** What goes back, each tax of the line named, with zero where nothing of it goes back. */
	readonly parts: Parts;
	/** The most that can go back of goods and of shipping on these terms. */
	readonly available: { readonly goods: Decimal; readonly shipping: Decimal };
	/** How many units this refund stands for, where that can be said. */
	readonly quantity?: number;
}

/**
 * What a refund of one line consists of.
 *
 * Under TAX_INCLUDED the amount holds the taxes: refunding all without taxes sends what is left
 * less the taxes in it, and a partial amount is split into net and each tax. Under TAX_EXCLUDED
 * each tax comes on top, in proportion. In both the proportion is that of what is *left*, so that
 * any sequence of partial refunds, the last of which takes the rest, adds up to exactly the whole.
 *
 * Units are worth their share of the price ordered, rounded so that all units add up to it, and
 * never more than what is left. Shipping taxes go with the shipping: without it none go back.
 */
export function refundOfLine(remaining: Remaining, wanted: Wanted, terms: Terms): LineRefund {
	const { paid, left, units } = remaining;
	const share = (of: Decimal, taxes: TaxAmounts, withTaxes: boolean, most: Decimal) =>
		wanted.quantity === undefined || wanted.amount !== undefined
			? undefined
			: min(
					unitShare(base(of, taxes, withTaxes, terms.mode), wanted.quantity, units, terms.digits),
					most,
				);

	const goodsAvailable = base(left.goods, left.taxes, terms.taxes, terms.mode);
	const goods = portion(
		left.goods,
		left.taxes,
		wanted.amount ?? share(paid.goods, paid.taxes, terms.taxes, goodsAvailable),
		terms.taxes,
		terms,
	);

	const shippingAvailable = terms.shipping
		? base(left.shipping, left.shippingTaxes, terms.shippingTaxes, terms.mode)
		: ZERO;
	const shipping = portion(
		left.shipping,
		left.shippingTaxes,
		terms.shipping
			? (wanted.shippingAmount ??
					share(paid.shipping, paid.shippingTaxes, terms.shippingTaxes, shippingAvailable))
			: ZERO,
		terms.shippingTaxes,
		terms,
	);

	const allUnits = wanted.amount === undefined && !isZero(goods.amount) ? units.left : 0;
	const quantity = wanted.quantity ?? (allUnits > 0 ? allUnits : undefined);
	return {
		parts: {
			goods: goods.amount,
			shipping: shipping.amount,
			taxes: goods.taxes,
			shippingTaxes: shipping.taxes,
		},
		available: { goods: goodsAvailable, shipping: shippingAvailable },
		...(quantity === undefined ? {} : { quantity }),
	};
}

/** Whether nothing at all would go back. */
export function isNothing(parts: Parts): boolean {
	return (
		isZero(parts.goods) &&
		isZero(parts.shipping) &&
		isZero(taxTotal(parts.taxes)) &&
		isZero(taxTotal(parts.shippingTaxes))
	);
}

/** Whether it asks for more than there is. */
export function isTooMuch({ parts, available }: LineRefund): boolean {
	return (
		compare(parts.goods, available.goods) > 0 || compare(parts.shipping, available.shipping) > 0
	);
}

/** An amount as it counts on these terms: without the taxes inside where they stay. */
function base(amount: Decimal, taxes: TaxAmounts, withTaxes: boolean, mode: TaxMode): Decimal {
	return withTaxes || mode === 'TAX_EXCLUDED'
		? amount
		: notBelowZero(subtract(amount, taxTotal(taxes)));
}

function portion(
	left: Decimal,
	taxesLeft: TaxAmounts,
	wanted: Decimal | undefined,
	withTaxes: boolean,
	terms: Terms,
): { amount: Decimal; taxes: TaxAmounts } {
	const amount = wanted ?? base(left, taxesLeft, withTaxes, terms.mode);
	const none = new Map([...taxesLeft.keys()].map((code) => [code, ZERO]));
	if (!withTaxes || (wanted !== undefined && isZero(wanted))) return { amount, taxes: none };
	if (equal(amount, left)) return { amount, taxes: taxesLeft };
	if (isZero(left) || isZero(taxTotal(taxesLeft))) return { amount, taxes: none };

	const codes = [...taxesLeft.keys()];
	const weights = [...taxesLeft.values()];
	const parts =
		terms.mode === 'TAX_INCLUDED'
			? splitInProportion(
					amount,
					[notBelowZero(subtract(left, taxTotal(taxesLeft))), ...weights],
					terms.digits,
				).slice(1)
			: splitInProportion(
					multiplyByRatio(taxTotal(taxesLeft), amount, left, terms.digits),
					weights,
					terms.digits,
				);
	return {
		amount,
		// The cap only bites where the marketplace's own amounts are finer than the currency.
		taxes: new Map(codes.map((code, index) => [code, min(parts[index], weights[index])])),
	};
}

/** The worth of so many of the units not refunded yet, rounded so that all units add up to the price. */
function unitShare(
	price: Decimal,
	quantity: number,
	{ ordered, left }: Remaining['units'],
	digits: number,
): Decimal {
	if (ordered <= 0) return ZERO;
	const whole = { units: BigInt(ordered), scale: 0 };
	const upTo = (count: number) =>
		count >= ordered
			? price
			: multiplyByRatio(price, { units: BigInt(count), scale: 0 }, whole, digits);
	const before = ordered - left;
	return subtract(upTo(before + quantity), upTo(before));
}
