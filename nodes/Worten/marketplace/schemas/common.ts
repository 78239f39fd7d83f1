import { DateTime } from 'luxon';
import { z } from 'zod';
import { kindOf } from '../../plainIssue';

/*
 * The marketplace may add fields and enum values at any time, leaves fields out, sends null for "not
 * known yet" and now and then a number for text. So every schema here keeps what it does not know,
 * takes null for absence and insists only on what an answer would be useless without, or dangerous:
 * ids, states and money.
 */

type Optional<T, Sent = T> = z.ZodType<T | null | undefined, z.ZodTypeDef, Sent | null | undefined>;

/**
 * A field that may be missing.
 * @param read the value, or `undefined` when it is none
 * @param problem what to say of a value that is none; without it, such a value counts as missing
 */
function optional<T>(
	read: (value: unknown) => T | undefined,
	problem?: (value: unknown) => string,
): Optional<T> {
	return z.unknown().transform((value, context) => {
		if (value === null || value === undefined) return value;
		const known = read(value);
		if (known === undefined && problem !== undefined) {
			context.addIssue({ code: 'custom', message: problem(value) });
			return z.NEVER;
		}
		return known;
	}) as unknown as Optional<T>;
}

/** The same, but a blank counts as missing as well. */
function blankOrOptional<T>(
	read: (value: unknown) => T | undefined,
	problem: (value: unknown) => string,
): Optional<T> {
	const schema = optional(read, problem);
	return z
		.unknown()
		.transform((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value))
		.pipe(schema) as unknown as Optional<T>;
}

/** A part of an answer nothing depends on: in a form that cannot be read it counts as missing. */
export function lenient<S extends z.ZodTypeAny>(
	schema: S,
): z.ZodType<z.output<S> | undefined, z.ZodTypeDef, z.input<S> | undefined> {
	return schema.optional().catch(undefined) as unknown as z.ZodType<
		z.output<S> | undefined,
		z.ZodTypeDef,
		z.input<S> | undefined
	>;
}

/** The entries of a list that can be read: a malformed one spoils no other. */
export function readable<S extends z.ZodTypeAny>(entry: S) {
	return z.array(z.unknown()).transform((entries): Array<z.output<S>> =>
		entries.flatMap((raw) => {
			const parsed = entry.safeParse(raw);
			return parsed.success ? [parsed.data as z.output<S>] : [];
		}),
	);
}

function asText(value: unknown): string | undefined {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function asNumber(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	return typeof value === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(value)
		? Number(value)
		: undefined;
}

function asFlag(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	const said = typeof value === 'string' ? value.trim().toLowerCase() : value;
	if (said === 'true' || said === 1 || said === '1') return true;
	return said === 'false' || said === 0 || said === '0' ? false : undefined;
}

function asAmount(value: unknown): number | string | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	const typed = typeof value === 'string' ? value.trim() : '';
	return /^-?\d+(\.\d+)?$/.test(typed) ? typed : undefined;
}

const noMoney = () => 'is not an amount of money';

/** An identifier: opaque text. Some operators send numbers. */
export const id = z.union([z.string().min(1), z.number()]).transform(String);

/** Text that may be missing; numbers are taken as they are written. */
export const text: Optional<string, string | number> = optional(
	asText,
	(value) => `has to be text, but is ${kindOf(value)}`,
);

/** A code that may be missing and may be sent as a number (reason codes are, here and there). */
export const code = text;

/** Text for people, on which nothing depends. */
export const words: Optional<string, string | number> = optional(asText);

/** A yes or no that may be missing. */
export const flag = optional(asFlag);

/** A money amount as sent: a JSON number, at times a string. `orders/money` makes it exact. */
export const amount = blankOrOptional(asAmount, noMoney);

/** Money that was given back: a blank here is not nothing, it is unknown. */
export const amountTaken = optional(asAmount, noMoney);

/** A number that may be missing. */
export const count = blankOrOptional(
	asNumber,
	(value) => `has to be a number, but is ${kindOf(value)}`,
);

/** A number on which nothing depends. */
export const figure = optional(asNumber);

/** A number that must be there. */
export const requiredCount = z
	.unknown()
	.transform(asNumber)
	.pipe(z.number()) as unknown as z.ZodType<number, z.ZodTypeDef, number>;

/** An ISO-8601 instant that may be missing; kept as text, with or without milliseconds. */
export const date = words;

/** An ISO-8601 instant that must be there and be readable. */
export const requiredDate = z
	.string()
	.refine((value) => DateTime.fromISO(value, { zone: 'utc' }).isValid, 'is not a date');
