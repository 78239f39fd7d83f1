import { z } from 'zod';
import * as tolerant from './common';

/*
 * The fields of `common` as the API describes them, with nothing made good. What passes here comes
 * out as it would there, several times faster; what does not is for `common` to judge. That matters
 * where orders are read by the thousand.
 */

const text = z.string().nullish();
const number = z.number().finite().nullish();

/** In the form of `common`, so that one description of an order serves both. */
export const exact = {
	...tolerant,
	id: z.string().min(1),
	text,
	code: text,
	words: text,
	date: text,
	flag: z.boolean().nullish(),
	amount: number,
	amountTaken: number,
	count: number,
	figure: number,
	lenient: (schema: z.ZodTypeAny) => schema,
} as unknown as typeof tolerant;
