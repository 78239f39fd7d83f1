import { z } from 'zod';
import { id, requiredCount, text, words } from './common';

/** ST12. */
export const itemsToShipSchema = z
	.object({
		data: z.array(
			z
				.object({
					order_id: id,
					shipment_lines: z
						.array(z.object({ order_line_id: id, quantity: requiredCount }).passthrough())
						.nullish(),
				})
				.passthrough(),
		),
		next_page_token: text,
	})
	.passthrough();
export type ItemsToShip = z.output<typeof itemsToShipSchema>['data'][number];

/** ST01: its errors stand inside an answer of 201. */
export const shipmentAnswerSchema = z
	.object({
		shipment_errors: z.array(z.object({ message: words, order_id: words }).passthrough()).nullish(),
		shipment_success: z.array(z.object({ id: words, order_id: words }).passthrough()).nullish(),
	})
	.passthrough();
