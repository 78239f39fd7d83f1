import { isNegative, isZero, round, textOf, trimmed, tryDecimal, type Decimal } from './decimal';
import { OrderProblem } from './problem';

/* Amounts of money: exact decimals with the digits of a currency. */
export * from './decimal';

/** For people: at least the currency's decimals, then the currency. `12.50 EUR`. */
export function format(a: Decimal, currency: string | null | undefined): string {
	const shortest = textOf(a);
	const digits = currencyDigits(currency);
	const [whole, fraction = ''] = shortest.split('.');
	const padded =
		digits === 0 && fraction === '' ? whole : `${whole}.${fraction.padEnd(digits, '0')}`;
	return currency ? `${padded} ${currency.toUpperCase()}` : padded;
}

/** ISO 4217 currencies whose smallest unit is not a hundredth. */
const UNUSUAL_DIGITS: Readonly<Record<string, number>> = {
	BHD: 3,
	BIF: 0,
	CLF: 4,
	CLP: 0,
	DJF: 0,
	GNF: 0,
	IQD: 3,
	ISK: 0,
	JOD: 3,
	JPY: 0,
	KMF: 0,
	KRW: 0,
	KWD: 3,
	LYD: 3,
	OMR: 3,
	PYG: 0,
	RWF: 0,
	TND: 3,
	UGX: 0,
	UYI: 0,
	UYW: 4,
	VND: 0,
	VUV: 0,
	XAF: 0,
	XOF: 0,
	XPF: 0,
};

/** Digits after the point of a currency (ISO 4217): EUR 2, JPY 0, KWD 3. Unknown ones have 2. */
export function currencyDigits(currency: string | null | undefined): number {
	return UNUSUAL_DIGITS[(currency ?? '').toUpperCase()] ?? 2;
}

export interface TypedAmount {
	/** What the amount is called in messages: "Amount", "Shipping Amount". */
	name: string;
	currency: string | null | undefined;
	/** Zero is an answer here, not a slip. */
	zeroAllowed?: boolean;
	orderId?: string;
	lineId?: string;
}

/** A number with a decimal comma, as typed in Portugal and Spain. */
const DECIMAL_COMMA = /^[+-]?\d+,\d+$/;

/**
 * An amount somebody typed or an expression gave. A decimal comma is understood where it cannot be
 * a thousands separator (not before exactly three digits).
 * @throws OrderProblem when it is no number, negative, zero where that says nothing, or finer than the currency
 */
export function readAmount(value: unknown, about: TypedAmount): Decimal {
	const where = about.lineId === undefined ? '' : ` of line ${about.lineId}`;
	const problem = (what: string, hint: string) =>
		new OrderProblem(`${about.name}${where} ${what}`, hint, about);
	const digits = currencyDigits(about.currency);
	const example = format({ units: 125n, scale: 1 }, about.currency).split(' ')[0];

	const amount = typedDecimal(value);
	if (amount === undefined) {
		throw problem(
			`is not a number: ${shown(value)}`,
			`Give a plain number with a decimal point and without currency or thousands separators, such as ${digits === 0 ? '12' : example}.`,
		);
	}
	if (isNegative(amount)) {
		throw problem(
			`is negative: ${textOf(amount)}`,
			'Give the amount the customer gets back, as a positive number.',
		);
	}
	if (isZero(amount) && !about.zeroAllowed) {
		throw problem(
			'is zero',
			'Give an amount above zero, or leave it empty to take all that is left.',
		);
	}
	if (trimmed(amount).scale > digits) {
		throw problem(
			`has too many decimals for ${(about.currency ?? 'the currency').toUpperCase()}: ${textOf(amount)}`,
			digits === 0
				? 'This currency has no decimals: give a whole number.'
				: `Round it to ${digits} decimals, for example ${textOf(round(amount, digits))}.`,
		);
	}
	return amount;
}

function typedDecimal(value: unknown): Decimal | undefined {
	if (typeof value === 'number') return tryDecimal(value);
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	if (DECIMAL_COMMA.test(text)) {
		return text.split(',')[1].length === 3 ? undefined : tryDecimal(text.replace(',', '.'));
	}
	return tryDecimal(text);
}

function shown(value: unknown): string {
	if (typeof value === 'string') return value.trim() === '' ? 'empty text' : `"${value}"`;
	if (value === null || typeof value !== 'object') return String(value);
	return Array.isArray(value) ? 'a list' : 'an object';
}
