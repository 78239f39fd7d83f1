import type { z } from 'zod';
import {
	orderSchema,
	type Order,
	type OrderLine,
} from '../../nodes/Worten/marketplace/schemas/order';

export type RawOrder = z.input<typeof orderSchema>;
export type RawLine = NonNullable<RawOrder['order_lines']>[number];
export type RawRefund = NonNullable<RawLine['refunds']>[number];
export type RawCancelation = NonNullable<RawLine['cancelations']>[number];
export type RawTax = NonNullable<RawLine['taxes']>[number];

/** The order lines and orders of the tests: believable, small, and as the API would send them. */

/** A tax of a line; 23 % VAT that the platform spreads by itself, unless told otherwise. */
export function aTax(over: Partial<RawTax> = {}): RawTax {
	return {
		code: 'IVA',
		amount: 0,
		rate: 23,
		tax_calculation_rule: 'PROPORTIONAL_TO_AMOUNT',
		...over,
	};
}

/** A refund that stands on a line. */
export function aRefund(over: Partial<RawRefund> = {}): RawRefund {
	return {
		id: '9001',
		amount: 10,
		shipping_amount: 0,
		quantity: 0,
		reason_code: '19',
		refund_state: 'WAITING_REFUND',
		state: 'WAITING_REFUND',
		created_date: '2026-03-05T10:00:00Z',
		taxes: [],
		shipping_taxes: [],
		...over,
	};
}

/** A cancelation that stands on a line. */
export function aCancelation(over: Partial<RawCancelation> = {}): RawCancelation {
	return {
		id: '8001',
		amount: 10,
		shipping_amount: 0,
		quantity: 1,
		reason_code: '34',
		created_date: '2026-03-02T10:00:00Z',
		taxes: [],
		shipping_taxes: [],
		...over,
	};
}

/** A raw line: one unit for 100.00, shipping 5.00, no taxes told apart. `total_price` follows. */
export function aLine(over: Partial<RawLine> = {}): RawLine {
	const price = Number(over.price ?? 100);
	const shipping = Number(over.shipping_price ?? 5);
	const quantity = over.quantity ?? 1;
	return {
		order_line_id: '30638830-A-1',
		order_line_index: 1,
		order_line_state: 'SHIPPED',
		order_line_state_reason_code: null,
		order_line_state_reason_label: null,
		offer_id: 2130,
		offer_sku: 'SKU-1',
		product_sku: '5601234567890',
		product_shop_sku: 'P-1',
		product_title: 'Máquina de café',
		category_code: 'C1',
		category_label: 'Café',
		quantity,
		price,
		price_unit: Number((price / quantity).toFixed(2)),
		shipping_price: shipping,
		total_price: Number((price + shipping).toFixed(4)),
		total_commission: 12.5,
		taxes: [],
		shipping_taxes: [],
		can_refund: true,
		refunds: [],
		cancelations: [],
		created_date: '2026-03-01T09:00:00Z',
		...over,
	};
}

/**
 * A raw order as OR11 sends it: shipped to Lisbon, one line. Lines without a state of their own
 * choice take the order's; order totals follow the lines.
 */
export function rawOrder(over: Partial<RawOrder> = {}): RawOrder {
	const state = over.order_state ?? 'SHIPPED';
	const lines = over.order_lines ?? [aLine({ order_line_state: state })];
	const total = (field: 'price' | 'shipping_price' | 'total_price' | 'total_commission') =>
		Number(lines.reduce((sum, line) => sum + Number(line[field] ?? 0), 0).toFixed(4));
	const address = {
		civility: null,
		firstname: 'Inês',
		lastname: 'Gonçalves',
		company: null,
		street_1: 'Rua do Ouro 12',
		street_2: '3.º Esq.',
		zip_code: '1100-061',
		city: 'Lisboa',
		state: null,
		country: 'PT',
		country_iso_code: null,
		phone: '+351 210 000 000',
	};
	return {
		order_id: '30638830-A',
		commercial_id: '30638830',
		order_state: state,
		order_state_reason_code: null,
		order_state_reason_label: null,
		created_date: '2026-03-01T09:00:00Z',
		last_updated_date: '2026-03-04T12:00:00.000Z',
		acceptance_decision_date: '2026-03-01T11:00:00Z',
		customer_debited_date: '2026-03-01T12:30:00.460Z',
		shipping_deadline: '2026-03-06T23:59:59.999Z',
		channel: { code: 'WRT_PT_ONLINE', label: 'Worten Portugal' },
		currency_iso_code: 'EUR',
		order_tax_mode: 'TAX_INCLUDED',
		price: total('price'),
		shipping_price: total('shipping_price'),
		total_price: total('total_price'),
		total_commission: total('total_commission'),
		can_cancel: false,
		can_shop_ship: state === 'SHIPPING',
		has_incident: false,
		has_customer_message: false,
		has_invoice: false,
		fully_refunded: false,
		fulfillment: { center: { code: 'DEFAULT' } },
		references: { order_reference_for_customer: null, order_reference_for_seller: null },
		customer: {
			customer_id: 'C-77',
			civility: null,
			firstname: 'Inês',
			lastname: 'Gonçalves',
			locale: 'pt_PT',
			shipping_address: { ...address, additional_info: null },
			billing_address: address,
		},
		customer_notification_email: 'notification+abc@notification.mirakl.net',
		payment_type: 'MBWAY',
		payment_workflow: 'PAY_ON_ACCEPTANCE',
		shipping_type_code: 'STD',
		shipping_type_label: 'Standard',
		shipping_zone_code: 'PT',
		shipping_carrier_code: null,
		shipping_carrier_standard_code: null,
		shipping_company: null,
		shipping_tracking: null,
		shipping_tracking_url: null,
		order_additional_fields: [],
		order_lines: lines,
		...over,
	};
}

/** The same order as the client hands it over: read by the package's own schema. */
export function anOrder(over: Partial<RawOrder> = {}): Order {
	return orderSchema.parse(rawOrder(over));
}

/** A line as the client hands it over. */
export function aReadLine(over: Partial<RawLine> = {}): OrderLine {
	return anOrder({ order_lines: [aLine(over)] }).order_lines[0];
}
