import { z } from 'zod';
import { plainIssue } from '../../plainIssue';
import * as tolerant from './common';
import { exact } from './exact';

/** The schemas of an order and its parts, of fields in one of two strengths. */
function orderSchemas({
	amount,
	amountTaken,
	code,
	count,
	date,
	figure,
	flag,
	id,
	lenient,
	requiredDate,
	text,
	words,
}: typeof tolerant) {
	const tax = z
		.object({ code: id, amount: amountTaken, rate: figure, tax_calculation_rule: text })
		.passthrough();

	/** Money taken off a line: a refund or a cancelation. */
	const taken = z
		.object({
			id: code,
			amount: amountTaken,
			shipping_amount: amountTaken,
			quantity: count,
			reason_code: code,
			created_date: date,
			taxes: z.array(tax).nullish(),
			shipping_taxes: z.array(tax).nullish(),
		})
		.passthrough();

	const refund = taken.extend({
		/** Today's field. */
		refund_state: text,
		/** Its deprecated sibling, at times the only one there. */
		state: text,
		transaction_date: date,
	});

	const orderLine = z
		.object({
			order_line_id: id,
			order_line_index: figure,
			order_line_state: z.string().nullish(),
			order_line_state_reason_code: words,
			order_line_state_reason_label: words,
			offer_sku: words,
			product_sku: words,
			product_shop_sku: words,
			product_title: words,
			category_code: words,
			category_label: words,
			quantity: count,
			price: amount,
			price_unit: amount,
			shipping_price: amount,
			total_price: amount,
			total_commission: amount,
			taxes: z.array(tax).nullish(),
			shipping_taxes: z.array(tax).nullish(),
			can_refund: flag,
			refunds: z.array(refund).nullish(),
			cancelations: z.array(taken).nullish(),
			created_date: date,
			debited_date: date,
			shipped_date: date,
			received_date: date,
			shipping_from: lenient(
				z
					.object({ address: z.object({ country_iso_code: words }).passthrough().nullish() })
					.passthrough()
					.nullish(),
			),
		})
		.passthrough();

	const address = z
		.object({
			civility: words,
			firstname: words,
			lastname: words,
			company: words,
			street_1: words,
			street_2: words,
			zip_code: words,
			city: words,
			state: words,
			/** Worten puts the two-letter country here … */
			country: words,
			/** … other operators put the three-letter one here. */
			country_iso_code: words,
			phone: words,
			additional_info: words,
		})
		.passthrough();

	const order = z
		.object({
			order_id: id,
			commercial_id: words,
			order_state: z.string(),
			order_state_reason_code: words,
			order_state_reason_label: words,
			created_date: requiredDate,
			last_updated_date: requiredDate,
			acceptance_decision_date: date,
			customer_debited_date: date,
			shipping_deadline: date,
			channel: lenient(z.object({ code, label: words }).passthrough().nullish()),
			currency_iso_code: text,
			order_tax_mode: text,
			price: amount,
			shipping_price: amount,
			total_price: amount,
			total_commission: amount,
			can_cancel: flag,
			can_shop_ship: flag,
			has_incident: flag,
			has_customer_message: flag,
			has_invoice: flag,
			fully_refunded: flag,
			fulfillment: z
				.object({ center: z.object({ code }).passthrough().nullish() })
				.passthrough()
				.nullish(),
			references: lenient(
				z
					.object({ order_reference_for_customer: words, order_reference_for_seller: words })
					.passthrough()
					.nullish(),
			),
			customer: lenient(
				z
					.object({
						customer_id: words,
						civility: words,
						firstname: words,
						lastname: words,
						locale: words,
						shipping_address: lenient(address.nullish()),
						billing_address: lenient(address.nullish()),
					})
					.passthrough()
					.nullish(),
			),
			customer_notification_email: words,
			payment_type: words,
			payment_workflow: words,
			shipping_type_code: words,
			shipping_type_label: words,
			shipping_zone_code: words,
			shipping_carrier_code: code,
			shipping_carrier_standard_code: code,
			shipping_company: text,
			shipping_tracking: text,
			shipping_tracking_url: text,
			order_lines: z
				.array(orderLine)
				.nullish()
				.transform((lines) => lines ?? []),
		})
		.passthrough();

	return { order, orderLine, tax, refund, address };
}

const schemas = orderSchemas(tolerant);

/** An order as OR11 lists it, reduced to what this package reads. Everything else passes through. */
export const orderSchema = schemas.order;

/** The same of an order that is just as described, which nearly all are: over three times as fast. */
const exactOrderSchema = orderSchemas(exact).order;

/** One page of OR11. The orders are judged one by one, so that a malformed one spoils no other. */
export const orderPageSchema = z
	.object({ orders: z.array(z.unknown()), total_count: tolerant.figure })
	.passthrough();

export type Order = z.output<typeof orderSchema>;
export type OrderLine = z.output<typeof schemas.orderLine>;
export type OrderTax = z.output<typeof schemas.tax>;
export type OrderRefund = z.output<typeof schemas.refund>;
export type OrderAddress = z.output<typeof schemas.address>;

/** An order that could be read, with the marketplace's own object untouched beside it. */
export interface ReadOrder {
	readonly readable: true;
	readonly order: Order;
	readonly raw: Record<string, unknown>;
}

/** An order that could not be read, with the reason. It is passed on raw, never dropped. */
export interface UnreadableOrder {
	readonly readable: false;
	/** Its id where at least that could be made out. */
	readonly orderId: string | undefined;
	readonly problem: string;
	readonly raw: unknown;
}

export type ReceivedOrder = ReadOrder | UnreadableOrder;

/** Judge one order of an OR11 page. Never throws. */
export function receiveOrder(raw: unknown): ReceivedOrder {
	const exactly = exactOrderSchema.safeParse(raw);
	const parsed = exactly.success ? exactly : orderSchema.safeParse(raw);
	if (parsed.success) {
		return { readable: true, order: parsed.data, raw: raw as Record<string, unknown> };
	}
	const named = z.object({ order_id: tolerant.id }).passthrough().safeParse(raw);
	const problem = parsed.error.issues
		.slice(0, 3)
		.map((issue) => `${issue.path.join('.') || 'the order'}: ${plainIssue(issue, raw)}`)
		.join('; ');
	return {
		readable: false,
		orderId: named.success ? named.data.order_id : undefined,
		problem,
		raw,
	};
}
