import type {
	Order,
	OrderAddress,
	OrderLine,
	OrderRefund,
	OrderTax,
} from '../marketplace/schemas/order';
import { twoLetterCountry } from './country';
import { instantText } from './instant';
import {
	lineStatus,
	orderStatus,
	refundState,
	refundStatus,
	type RefundStatus,
	type Status,
} from './status';

/*
 * The order as workflows see it. Field names are an interface: saved workflows hold them. Every
 * field is always there, null where the marketplace gave nothing; dates are ISO text in UTC; money
 * is JSON numbers in the order's currency, in the tax mode the order was read in.
 */

export interface SimplifiedTax {
	code: string;
	amount: number | null;
	/** PROPORTIONAL_TO_AMOUNT: the marketplace refunds it along. NONE: only what is named is refunded. */
	rule: string | null;
}

export interface SimplifiedRefund {
	refundId: string | null;
	status: RefundStatus;
	state: string | null;
	amount: number | null;
	shippingAmount: number | null;
	reasonCode: string | null;
	createdAt: string | null;
}

export interface SimplifiedLine {
	lineId: string;
	status: Status;
	state: string | null;
	offerSku: string | null;
	productSku: string | null;
	productTitle: string | null;
	quantity: number | null;
	unitPrice: number | null;
	price: number | null;
	shippingPrice: number | null;
	total: number | null;
	taxes: SimplifiedTax[];
	shippingTaxes: SimplifiedTax[];
	canRefund: boolean | null;
	/** ISO 3166-1 alpha-2. */
	shippingFromCountry: string | null;
	refunds: SimplifiedRefund[];
}

export interface SimplifiedAddress {
	firstName: string | null;
	lastName: string | null;
	company: string | null;
	street1: string | null;
	street2: string | null;
	postcode: string | null;
	city: string | null;
	state: string | null;
	/** ISO 3166-1 alpha-2; what the marketplace wrote where that is no country code. */
	country: string | null;
	phone: string | null;
	additionalInfo: string | null;
}

export interface SimplifiedOrder {
	orderId: string;
	commercialId: string | null;
	status: Status;
	/** The marketplace's own state. */
	state: string;
	stateReasonCode: string | null;
	stateReasonLabel: string | null;
	createdAt: string | null;
	updatedAt: string | null;
	/** null until decided, and where the marketplace decided by itself. */
	acceptanceDecidedAt: string | null;
	debitedAt: string | null;
	shippingDeadline: string | null;
	channel: string | null;
	currency: string | null;
	taxMode: string | null;
	total: number | null;
	goodsTotal: number | null;
	shippingTotal: number | null;
	commission: number | null;
	customer: {
		customerId: string | null;
		firstName: string | null;
		lastName: string | null;
		/** A relay address of the marketplace. */
		email: string | null;
		locale: string | null;
	};
	/** null until the marketplace shows it, mostly once the order is ready to ship. */
	shippingAddress: SimplifiedAddress | null;
	billingAddress: SimplifiedAddress | null;
	lines: SimplifiedLine[];
	hasIncident: boolean | null;
	hasCustomerMessage: boolean | null;
	canCancel: boolean | null;
	fullyRefunded: boolean | null;
	shippingMethod: string | null;
	carrier: { code: string | null; name: string | null };
	trackingNumber: string | null;
	trackingUrl: string | null;
	sellerReference: string | null;
	customerReference: string | null;
	fulfillmentCenter: string | null;
	/** Sent from a centre of the marketplace's own, so not by the shop. */
	fulfilledByMarketplace: boolean;
	/** Custom fields by their code. */
	customFields: Record<string, unknown>;
	paymentType: string | null;
}

/** An order reduced to what workflows work with. Never throws on an order the schema has read. */
export function simplifyOrder(order: Order): SimplifiedOrder {
	const center = order.fulfillment?.center?.code ?? null;
	return {
		orderId: order.order_id,
		commercialId: order.commercial_id ?? null,
		status: orderStatus(order),
		state: order.order_state,
		stateReasonCode: order.order_state_reason_code ?? null,
		stateReasonLabel: order.order_state_reason_label ?? null,
		createdAt: instantText(order.created_date),
		updatedAt: instantText(order.last_updated_date),
		acceptanceDecidedAt: instantText(order.acceptance_decision_date),
		debitedAt: instantText(order.customer_debited_date),
		shippingDeadline: instantText(order.shipping_deadline),
		channel: order.channel?.code ?? null,
		currency: order.currency_iso_code ?? null,
		taxMode: order.order_tax_mode ?? null,
		total: money(order.total_price),
		goodsTotal: money(order.price),
		shippingTotal: money(order.shipping_price),
		commission: money(order.total_commission),
		customer: {
			customerId: order.customer?.customer_id ?? null,
			firstName: order.customer?.firstname ?? null,
			lastName: order.customer?.lastname ?? null,
			email: order.customer_notification_email ?? null,
			locale: order.customer?.locale ?? null,
		},
		shippingAddress: simplifyAddress(order.customer?.shipping_address),
		billingAddress: simplifyAddress(order.customer?.billing_address),
		lines: order.order_lines.map((line) => simplifyLine(line, order)),
		hasIncident: order.has_incident ?? null,
		hasCustomerMessage: order.has_customer_message ?? null,
		canCancel: order.can_cancel ?? null,
		fullyRefunded: order.fully_refunded ?? null,
		shippingMethod: order.shipping_type_label ?? order.shipping_type_code ?? null,
		carrier: {
			code: order.shipping_carrier_code ?? null,
			name: order.shipping_company ?? null,
		},
		trackingNumber: order.shipping_tracking ?? null,
		trackingUrl: order.shipping_tracking_url ?? null,
		sellerReference: order.references?.order_reference_for_seller ?? null,
		customerReference: order.references?.order_reference_for_customer ?? null,
		fulfillmentCenter: center,
		fulfilledByMarketplace: isFulfilledByMarketplace(order),
		customFields: customFields(order),
		paymentType: order.payment_type ?? textField(order, 'paymentType'),
	};
}

/** The centre code of orders the shop sends itself. */
const SHOP_CENTER = 'DEFAULT';

/** Whether the marketplace sends the order from a centre of its own: the shop must not. */
export function isFulfilledByMarketplace(order: Order): boolean {
	const center = order.fulfillment?.center?.code ?? SHOP_CENTER;
	return center !== '' && center !== SHOP_CENTER;
}

export type SplitOrder = Omit<SimplifiedOrder, 'lines'> & { line: SimplifiedLine | null };

/** One object per line, each with the whole order beside it; a single one with `line: null` where there are no lines. */
export function splitLines(order: SimplifiedOrder): SplitOrder[] {
	const { lines, ...rest } = order;
	if (lines.length === 0) return [{ ...rest, line: null }];
	return lines.map((line) => ({ ...rest, line }));
}

function simplifyLine(line: OrderLine, order: Order): SimplifiedLine {
	return {
		lineId: line.order_line_id,
		status: lineStatus(line, order),
		state: line.order_line_state ?? null,
		offerSku: line.offer_sku ?? null,
		productSku: line.product_sku ?? null,
		productTitle: line.product_title ?? null,
		quantity: line.quantity ?? null,
		unitPrice: money(line.price_unit),
		price: money(line.price),
		shippingPrice: money(line.shipping_price),
		total: money(line.total_price),
		taxes: (line.taxes ?? []).map(simplifyTax),
		shippingTaxes: (line.shipping_taxes ?? []).map(simplifyTax),
		canRefund: line.can_refund ?? null,
		shippingFromCountry: country(line.shipping_from?.address?.country_iso_code),
		refunds: (line.refunds ?? []).map(simplifyRefund),
	};
}

function simplifyTax(tax: OrderTax): SimplifiedTax {
	return {
		code: tax.code,
		amount: money(tax.amount),
		rule: tax.tax_calculation_rule ?? null,
	};
}

function simplifyRefund(refund: OrderRefund): SimplifiedRefund {
	return {
		refundId: refund.id ?? null,
		status: refundStatus(refund),
		state: refundState(refund) ?? null,
		amount: money(refund.amount),
		shippingAmount: money(refund.shipping_amount),
		reasonCode: refund.reason_code ?? null,
		createdAt: instantText(refund.created_date),
	};
}

function simplifyAddress(address: OrderAddress | null | undefined): SimplifiedAddress | null {
	if (!address) return null;
	const simplified: SimplifiedAddress = {
		firstName: address.firstname ?? null,
		lastName: address.lastname ?? null,
		company: address.company ?? null,
		street1: address.street_1 ?? null,
		street2: address.street_2 ?? null,
		postcode: address.zip_code ?? null,
		city: address.city ?? null,
		state: address.state ?? null,
		country: country(address.country_iso_code, address.country),
		phone: address.phone ?? null,
		additionalInfo: address.additional_info ?? null,
	};
	// Before shipping some operators send an address with nothing in it rather than none.
	return Object.values(simplified).some((value) => value !== null && value !== '')
		? simplified
		: null;
}

/** The first that is a country code, as two letters; else the first there is, as it came. */
function country(...given: Array<string | null | undefined>): string | null {
	for (const code of given) {
		const two = twoLetterCountry(code);
		if (two !== undefined) return two;
	}
	return given.map((text) => text?.trim()).find((text) => text) ?? null;
}

function customFields(order: Order): Record<string, unknown> {
	const fields = order.order_additional_fields;
	if (!Array.isArray(fields)) return {};
	const named = fields.filter(
		(field): field is { code: string; value?: unknown } =>
			typeof field === 'object' && field !== null && typeof field.code === 'string',
	);
	return Object.fromEntries(named.map((field) => [field.code, field.value ?? null]));
}

function textField(order: Order, name: string): string | null {
	const value = order[name];
	return typeof value === 'string' ? value : null;
}

/** Amounts come as numbers, at times as numerals; either way a number goes out. */
function money(value: string | number | null | undefined): number | null {
	return value === null || value === undefined ? null : Number(value);
}
