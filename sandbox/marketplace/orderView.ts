import { DateTime } from 'luxon';
import { channels } from '../world/channels';
import { reasonLabel } from '../world/reasons';
import { lineView, linePrice, lineShipping, toCommission } from './lineView';
import { sum, toDecimal } from './money';
import { hasIncident } from './order';
import type { Address, Order, Poison, TaxMode } from './order';
import { canCancel, canShip, fullyRefunded } from './rights';
import type { Settings } from './settings';

/** Texts of moments already written: one order alone names its creation on every line. */
const written = new Map<number, string>();

/** A moment the way Mirakl writes it: UTC, with milliseconds or without. */
export function moment(at: number | null, settings: Settings): string | null {
	if (at === null) return null;
	let text = written.get(at);
	if (text === undefined) {
		text = DateTime.fromMillis(at, { zone: 'utc' }).toISO() as string;
		if (written.size >= 5000) written.clear();
		written.set(at, text);
	}
	return settings.datesWithoutMilliseconds && at % 1000 === 0 ? text.replace('.000Z', 'Z') : text;
}

/** How an order is asked to be shown. */
export interface Viewing {
	settings: Settings;
	mode: TaxMode;
	locale?: string;
}

/** The order as OR11 shows it. */
export function orderView(order: Order, viewing: Viewing): unknown {
	const { settings, mode, locale } = viewing;
	const when = (at: number | null) => moment(at, settings);
	const channel = channels.find((candidate) => candidate.code === order.channel);
	const price = sum(order.lines.map((line) => linePrice(line, mode)));
	const shipping = sum(order.lines.map((line) => lineShipping(line, mode)));
	const view: Record<string, unknown> = {
		acceptance_decision_date: when(order.decidedAt),
		can_cancel: canCancel(order),
		can_shop_ship: canShip(order),
		channel:
			order.channel === null
				? null
				: { code: order.channel, label: channel?.label ?? order.channel },
		commercial_id: order.commercialId,
		created_date: when(order.createdAt),
		currency_iso_code: 'EUR',
		customer: {
			accounting_contact: null,
			billing_address: order.addressShown ? addressView(order.billingAddress, order) : null,
			civility: order.customer.civility,
			customer_id: order.customer.id,
			delivery_contact: null,
			firstname: order.customer.firstname,
			lastname: order.customer.lastname,
			locale: order.customer.locale,
			organization: null,
			shipping_address: order.addressShown
				? {
						additional_info: order.shippingAddress.additional_info,
						...addressView(order.shippingAddress, order),
					}
				: null,
		},
		customer_debited_date: when(order.debitedAt),
		customer_directly_pays_seller: false,
		customer_notification_email: order.customer.email,
		delivery_date: null,
		discount_campaigns: [],
		fulfillment: { center: { code: order.fulfillmentCenter } },
		fully_refunded: fullyRefunded(order),
		has_customer_message: order.hasCustomerMessage,
		has_incident: hasIncident(order),
		has_invoice: order.hasInvoice,
		invoice_details: null,
		last_updated_date: when(order.updatedAt),
		leadtime_to_ship: order.leadtimeToShip,
		order_additional_fields: order.customFields,
		order_id: order.id,
		order_lines: order.lines.map((line) => lineView(order, line, viewing)),
		order_refunds: null,
		order_state: order.state,
		order_state_reason_code: order.reasonCode,
		order_state_reason_label: reasonLabel(order.reasonCode, locale),
		order_tax_mode: mode,
		order_taxes: null,
		paymentType: order.paymentType,
		payment_duration: null,
		payment_type: order.paymentType,
		payment_workflow: 'PAY_ON_ACCEPTANCE',
		price: toDecimal(price),
		promotions: { applied_promotions: [], total_deduced_amount: 0 },
		quote_id: null,
		references: {
			order_reference_for_customer: order.customerReference,
			order_reference_for_seller: order.sellerReference,
		},
		shipping_carrier_code: order.tracking?.carrierCode ?? null,
		shipping_carrier_standard_code: order.tracking?.carrierStandardCode ?? null,
		shipping_company: order.tracking?.carrierName ?? null,
		shipping_deadline: when(order.shippingDeadline),
		shipping_price: toDecimal(shipping),
		shipping_pudo_id: null,
		shipping_tracking: order.tracking?.number ?? null,
		shipping_tracking_url: order.tracking?.url ?? null,
		shipping_type_code: order.shippingType.code,
		shipping_type_label: order.shippingType.label,
		shipping_type_standard_code: order.shippingType.standardCode,
		shipping_zone_code: order.shippingZone.code,
		shipping_zone_label: order.shippingZone.label,
		total_commission: toDecimal(sum(order.lines.map(toCommission))),
		total_price: toDecimal(price + shipping),
		transaction_date: when(order.debitedAt),
		transaction_number: order.transactionNumber,
	};
	if (settings.extraFields) {
		view.field_of_tomorrow = { code: 'X', since: 2030 };
		view.sustainability_score = 7;
	}
	return order.poison ? poisoned(view, order.poison) : view;
}

/** An address in Worten's way: ISO-2 in `country`, and `country_iso_code` seldom where one looks for it. */
export function addressView(address: Address, order: Order): Record<string, unknown> {
	const iso3 = address.country === 'PT' ? 'PRT' : 'ESP';
	return {
		city: address.city,
		civility: address.civility,
		company: address.company,
		company_2: null,
		country: address.country,
		...(order.isoCode === 'absent'
			? {}
			: { country_iso_code: order.isoCode === 'present' ? iso3 : '' }),
		firstname: address.firstname,
		lastname: address.lastname,
		phone: address.phone,
		phone_secondary: null,
		state: address.state,
		street_1: address.street_1,
		street_2: address.street_2,
		zip_code: address.zip_code,
	};
}

/** Broken on purpose, for readers that must not stumble over one bad order. */
function poisoned(view: Record<string, unknown>, poison: Poison): unknown {
	switch (poison) {
		case 'not-an-object':
			return `order ${String(view.order_id)} could not be serialized`;
		case 'no-id':
			return { ...view, order_id: undefined };
		case 'lines-null':
			return { ...view, order_lines: null };
		case 'wrong-types':
			return { ...view, total_price: 'twelve', order_lines: { first: true }, customer: [] };
		case 'unknown-state':
			return { ...view, order_state: 'ON_THE_MOON' };
		case 'bad-dates':
			return { ...view, last_updated_date: 'yesterday', created_date: '' };
	}
}
