import { z } from 'zod';
import { code, flag, id, lenient, readable, words } from './common';

/** A carrier goes by its code; some are known only by a standard code. */
const carrier = z
	.object({ code, label: words, standard_code: code, tracking_url: words })
	.passthrough()
	.refine((entry) => Boolean(entry.code || entry.standard_code));

/** SH21. */
export const carriersSchema = z.object({ carriers: readable(carrier) }).passthrough();
export type Carrier = z.output<typeof carriersSchema>['carriers'][number];

/** RE01. */
export const reasonsSchema = z
	.object({
		reasons: readable(
			z.object({ code: id, label: words, type: words, is_shop_right: flag }).passthrough(),
		),
	})
	.passthrough();
export type Reason = z.output<typeof reasonsSchema>['reasons'][number];

/** CH11. */
export const channelsSchema = z
	.object({
		channels: readable(
			z.object({ code: id, label: words, description: words }).passthrough(),
		).nullish(),
	})
	.passthrough();
export type Channel = NonNullable<z.output<typeof channelsSchema>['channels']>[number];

/** A01, reduced to what names the shop. */
export const accountSchema = z
	.object({
		shop_id: id,
		shop_name: words,
		shop_state: words,
		currency_iso_code: words,
		channels: lenient(z.array(z.string()).nullish()),
	})
	.passthrough();
export type Account = z.output<typeof accountSchema>;

/** PC01, reduced to the settings that decide what a seller may do with an order. */
export const configurationSchema = z
	.object({
		features: lenient(
			z
				.object({
					disable_seller_alternative_carrier: flag,
					order_tax_mode: words,
					order_workflows: lenient(
						z
							.object({ sellers_edit_shipping_origin: flag, order_acceptance: words })
							.passthrough()
							.nullish(),
					),
					shipment: lenient(z.object({ multi_shipment: flag }).passthrough().nullish()),
				})
				.passthrough()
				.nullish(),
		),
	})
	.passthrough();
export type Configuration = z.output<typeof configurationSchema>;
