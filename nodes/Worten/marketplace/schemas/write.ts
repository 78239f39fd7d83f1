import { z } from 'zod';
import { amount, code, id, text } from './common';

/** Line and field errors that stand inside an answer of 200. */
const lineError = z.object({ code, field: text, message: text }).passthrough();

/** OR07. */
export const shippingOriginAnswerSchema = z
	.object({
		order_lines: z
			.array(z.object({ id: code, errors: z.array(lineError).nullish() }).passthrough())
			.nullish(),
	})
	.passthrough();

/** OR28. */
export const refundAnswerSchema = z
	.object({
		order_tax_mode: text,
		refunds: z.array(
			z
				.object({
					refund_id: code,
					order_line_id: id,
					amount,
					shipping_amount: amount,
					reason_code: code,
				})
				.passthrough(),
		),
	})
	.passthrough();
export type RefundAnswer = z.output<typeof refundAnswerSchema>;

/** The body of an error answer: one message, a list of errors, or both. */
export const errorBodySchema = z
	.object({
		message: text,
		status: z.union([z.number(), z.string()]).nullish(),
		code,
		error_code: code,
		errors: z.array(lineError).nullish(),
	})
	.passthrough();
