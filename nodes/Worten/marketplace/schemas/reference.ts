import { z } from 'zod';
import { code, flag, id, text } from './common';

/** SH21. */
export const carriersSchema = z
	.object({
		carriers: z.array(
			z.object({ code: id, label: text, standard_code: code, tracking_url: text }).passthrough(),
		),
	})
	.passthrough();
export type Carrier = z.output<typeof carriersSchema>['carriers'][number];

/** RE01. */
export const reasonsSchema = z
	.object({
		reasons: z.array(
			z.object({ code: id, label: text, type: text, is_shop_right: flag }).passthrough(),
		),
	})
	.passthrough();
export type Reason = z.output<typeof reasonsSchema>['reasons'][number];

/** CH11. */
export const channelsSchema = z
	.object({
		channels: z
			.array(z.object({ code: id, label: text, description: text }).passthrough())
			.nullish(),
	})
	.passthrough();
export type Channel = NonNullable<z.output<typeof channelsSchema>['channels']>[number];

/** A01, reduced to what names the shop. */
export const accountSchema = z
	.object({
		shop_id: id,
		shop_name: text,
		shop_state: text,
		currency_iso_code: text,
		channels: z.array(z.string()).nullish(),
	})
	.passthrough();
export type Account = z.output<typeof accountSchema>;

/** PC01, reduced to the settings that decide what a seller may do with an order. */
export const configurationSchema = z
	.object({
		features: z
			.object({
				disable_seller_alternative_carrier: flag,
				order_tax_mode: text,
				order_workflows: z
					.object({ sellers_edit_shipping_origin: flag, order_acceptance: text })
					.passthrough()
					.nullish(),
				shipment: z.object({ multi_shipment: flag }).passthrough().nullish(),
			})
			.passthrough()
			.nullish(),
	})
	.passthrough();
export type Configuration = z.output<typeof configurationSchema>;
