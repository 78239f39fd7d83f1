import { DateTime } from 'luxon';
import { z } from 'zod';

/*
 * The marketplace may add fields and enum values at any time, leaves fields out and sends null for
 * "not known yet". So every schema here keeps what it does not know, takes null for absence and
 * insists only on what an answer would be useless without.
 */

/** An identifier: opaque text. Some operators send numbers. */
export const id = z.union([z.string().min(1), z.number()]).transform(String);

/** Text that may be missing. */
export const text = z.string().nullish();

/** A code that may be missing and may be sent as a number (reason codes are, here and there). */
export const code = z.union([z.string(), z.number()]).transform(String).nullish();

/** A yes or no that may be missing. */
export const flag = z.boolean().nullish();

/** A money amount as sent: a JSON number, at times a string. `orders/money` makes it exact. */
export const amount = z.union([z.number().finite(), z.string().regex(/^-?\d+(\.\d+)?$/)]).nullish();

/** A whole number that may be missing. */
export const count = z.number().nullish();

/** An ISO-8601 instant that may be missing; kept as text, with or without milliseconds. */
export const date = z.string().nullish();

/** An ISO-8601 instant that must be there and be readable. */
export const requiredDate = z
	.string()
	.refine((value) => DateTime.fromISO(value, { zone: 'utc' }).isValid, 'is not a date');
