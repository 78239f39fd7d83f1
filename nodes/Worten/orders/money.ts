import { OrderProblem } from './problem';

/**
 * An exact decimal number: `units` × 10^-`scale`. Money is added, compared and split in these and
 * never in floating point, where 0.1 + 0.2 is not 0.3.
 */
export interface Decimal {
	readonly units: bigint;
	/** Digits after the point, 0 or more. */
	readonly scale: number;
}

export const ZERO: Decimal = { units: 0n, scale: 0 };

const NUMERAL = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;
/** Beyond every number JSON can carry; keeps a typed 1e9999 from filling the memory. */
const LARGEST_EXPONENT = 400;

/**
 * An exact decimal from a JSON number or a numeral (`12`, `12.50`, `-3.1`, `1e-7`). A JS number is
 * read through its shortest text: 19.99 is 19.99, not the binary fraction beside it.
 * @throws RangeError when the value is no finite number
 */
export function decimal(value: string | number): Decimal {
	const read = tryDecimal(value);
	if (read === undefined) throw new RangeError(`not a decimal number: ${String(value)}`);
	return read;
}

/** As `decimal`, with `undefined` for what is no number. */
function tryDecimal(value: string | number): Decimal | undefined {
	const match = NUMERAL.exec(String(value).trim());
	if (!match) return undefined;
	const [, sign, whole, fraction = '', exponent = '0'] = match;
	const power = Number(exponent);
	if (Math.abs(power) > LARGEST_EXPONENT) return undefined;
	const digits = BigInt(`${whole}${fraction}`);
	const scale = fraction.length - power;
	const units = scale < 0 ? digits * tenTo(-scale) : digits;
	return { units: sign === '-' ? -units : units, scale: Math.max(0, scale) };
}

/** An amount field of the API: what is absent counts as zero. */
export function amountOf(value: string | number | null | undefined): Decimal {
	return value === null || value === undefined ? ZERO : decimal(value);
}

export function add(a: Decimal, b: Decimal): Decimal {
	const scale = Math.max(a.scale, b.scale);
	return { units: unitsAt(a, scale) + unitsAt(b, scale), scale };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
	return add(a, negate(b));
}

export function negate(a: Decimal): Decimal {
	return { units: -a.units, scale: a.scale };
}

export function sum(amounts: Iterable<Decimal>): Decimal {
	let total = ZERO;
	for (const amount of amounts) total = add(total, amount);
	return total;
}

/** Below 0 when a < b, 0 when equal (1.5 equals 1.50), above 0 when a > b. */
export function compare(a: Decimal, b: Decimal): number {
	const scale = Math.max(a.scale, b.scale);
	const difference = unitsAt(a, scale) - unitsAt(b, scale);
	return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

export function equal(a: Decimal, b: Decimal): boolean {
	return compare(a, b) === 0;
}

export function isZero(a: Decimal): boolean {
	return a.units === 0n;
}

export function isNegative(a: Decimal): boolean {
	return a.units < 0n;
}

export function min(a: Decimal, b: Decimal): Decimal {
	return compare(a, b) <= 0 ? a : b;
}

/** The amount, or zero where it is below zero. */
export function notBelowZero(a: Decimal): Decimal {
	return isNegative(a) ? ZERO : a;
}

/** Rounded to so many digits after the point, halves away from zero. */
export function round(a: Decimal, digits: number): Decimal {
	if (a.scale <= digits) return a;
	return { units: divideHalfUp(a.units, tenTo(a.scale - digits)), scale: digits };
}

/**
 * `amount` × `part` / `whole`, rounded to so many digits after the point, halves away from zero.
 * @throws RangeError when `whole` is zero
 */
export function multiplyByRatio(
	amount: Decimal,
	part: Decimal,
	whole: Decimal,
	digits: number,
): Decimal {
	if (isZero(whole)) throw new RangeError('a ratio to zero');
	const scale = Math.max(part.scale, whole.scale);
	const numerator = amount.units * unitsAt(part, scale) * tenTo(digits);
	return {
		units: divideHalfUp(numerator, unitsAt(whole, scale) * tenTo(amount.scale)),
		scale: digits,
	};
}

/**
 * An amount split in proportion to weights, in whole units of the last digit, so that the parts
 * add up to the amount exactly (largest remainder; among equal remainders the earlier part wins).
 * No part exceeds its weight as long as the amount does not exceed the weights' sum and the weights
 * have no more digits than asked for. What the amount has beyond `digits` is kept.
 * @throws RangeError for a negative amount or weight, or for weights that are all zero while the amount is not
 */
export function splitInProportion(
	amount: Decimal,
	weights: readonly Decimal[],
	digits: number,
): Decimal[] {
	if (isNegative(amount) || weights.some(isNegative)) throw new RangeError('a negative share');
	const scale = Math.max(digits, amount.scale);
	const total = unitsAt(amount, scale);
	const weightScale = Math.max(0, ...weights.map((weight) => weight.scale));
	const parts = weights.map((weight) => unitsAt(weight, weightScale));
	const whole = parts.reduce((a, b) => a + b, 0n);
	if (whole === 0n) {
		if (total !== 0n) throw new RangeError('nothing to split the amount by');
		return weights.map(() => ZERO);
	}
	const units = parts.map((part) => (total * part) / whole);
	const byRemainder = parts
		.map((part, index) => ({ index, remainder: (total * part) % whole }))
		.sort((a, b) =>
			a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1,
		);
	let left = total - units.reduce((a, b) => a + b, 0n);
	for (const { index } of byRemainder) {
		if (left === 0n) break;
		units[index] += 1n;
		left -= 1n;
	}
	return units.map((share) => ({ units: share, scale }));
}

/** The plain numeral, with as many decimals as the number needs and no exponent: `12.5`. */
export function textOf(a: Decimal): string {
	const { units, scale } = trimmed(a);
	const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
	const whole = digits.slice(0, digits.length - scale);
	return `${units < 0n ? '-' : ''}${whole}${scale > 0 ? `.${digits.slice(digits.length - scale)}` : ''}`;
}

/**
 * The JSON number that reads back as exactly this decimal.
 * @throws RangeError when no JSON number does (more than 15 significant digits)
 */
export function toNumber(a: Decimal): number {
	const number = Number(textOf(a));
	if (!Number.isFinite(number) || !equal(decimal(number), a)) {
		throw new RangeError(`${textOf(a)} has too many digits for a JSON number`);
	}
	return number;
}

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

function trimmed(a: Decimal): Decimal {
	let { units, scale } = a;
	while (scale > 0 && units % 10n === 0n) {
		units /= 10n;
		scale -= 1;
	}
	return { units, scale };
}

function unitsAt(a: Decimal, scale: number): bigint {
	return a.units * tenTo(scale - a.scale);
}

function tenTo(power: number): bigint {
	return 10n ** BigInt(power);
}

/** Division rounded to the nearest whole, halves away from zero. */
function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
	const negative = numerator < 0n !== denominator < 0n;
	const top = numerator < 0n ? -numerator : numerator;
	const bottom = denominator < 0n ? -denominator : denominator;
	const rounded = (2n * top + bottom) / (2n * bottom);
	return negative ? -rounded : rounded;
}
