import { z } from 'zod';
import { figure, id, words } from './common';

/** Line and field errors that stand inside an answer of 200. */
const lineError = z.object({ code: words, field: words, message: words }).passthrough();

/** OR07. */
export const shippingOriginAnswerSchema = z
	.object({
		order_lines: z
			.array(z.object({ id: words, errors: z.array(lineError).nullish() }).passthrough())
			.nullish(),
	})
	.passthrough();

/** OR28. */
export const refundAnswerSchema = z
	.object({
		order_tax_mode: words,
		refunds: z.array(
			z
				.object({
					refund_id: words,
					order_line_id: id,
					amount: figure,
					shipping_amount: figure,
					reason_code: words,
				})
				.passthrough(),
		),
	})
	.passthrough();
export type RefundAnswer = z.output<typeof refundAnswerSchema>;

/** One of the errors an answer lists. */
export const errorEntrySchema = lineError;

/** The body of an error answer: one message, errors besides it, or both. Anything at all can be read as one. */
export const errorBodySchema = z
	.object({
		message: words,
		error_description: words,
		code: words,
		error_code: words,
		error: words,
		errors: z.unknown(),
	})
	.passthrough()
	.catch({ errors: undefined });
