/**
 * Money inside the sandbox is whole cents. Decimals exist only where JSON is read or written.
 */

/** Why a number from a request is not an amount of money. */
export type AmountProblem = 'not a number' | 'negative' | 'too many decimals';

/** Cents of a JSON number such as 12.34, read from its decimal digits and not by multiplication. */
export function toCents(value: unknown): { cents: number } | { problem: AmountProblem } {
	if (typeof value !== 'number' || !Number.isFinite(value)) return { problem: 'not a number' };
	if (value < 0) return { problem: 'negative' };
	const match = /^(\d+)(?:\.(\d+))?$/.exec(String(value));
	if (!match) return { problem: value < 1 ? 'too many decimals' : 'not a number' };
	const fraction = match[2] ?? '';
	if (fraction.length > 2) return { problem: 'too many decimals' };
	return { cents: Number(match[1]) * 100 + Number(fraction.padEnd(2, '0')) };
}

/** The JSON number of an amount in cents: one correctly rounded division, so 1999 prints as 19.99. */
export function toDecimal(cents: number): number {
	return cents / 100;
}

/** An amount for people to read: `19.99`. */
export function toText(cents: number): string {
	const sign = cents < 0 ? '-' : '';
	const whole = Math.abs(cents);
	return `${sign}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`;
}

/** `amount × part / whole` in cents, rounded half up, exact whatever the size. */
export function share(amount: number, part: number, whole: number): number {
	if (whole === 0) return 0;
	const product = BigInt(amount) * BigInt(part) * 2n + BigInt(whole);
	return Number(product / (BigInt(whole) * 2n));
}

/** The sum of the amounts. */
export function sum(amounts: Iterable<number>): number {
	let total = 0;
	for (const amount of amounts) total += amount;
	return total;
}
