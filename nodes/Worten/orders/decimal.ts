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
export function tryDecimal(value: string | number): Decimal | undefined {
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

/** The same number without zeros at the end. */
export function trimmed(a: Decimal): Decimal {
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
