import { reasonLabel } from '../world/reasons';
import { inMode } from './amounts';
import { share, sum, toDecimal } from './money';
import type { Claim, Line, Order, Refund, Tax, TaxMode, TaxPart } from './order';
import { moment } from './orderView';
import type { Viewing } from './orderView';
import { canRefund } from './rights';

/** Goods of a line in cents, as the tax mode shows them. */
export function linePrice(line: Line, mode: TaxMode): number {
	return inMode(line.price, line.taxes, mode);
}

/** Shipping charges of a line in cents, as the tax mode shows them. */
export function lineShipping(line: Line, mode: TaxMode): number {
	return inMode(line.shipping, line.shippingTaxes, mode);
}

/** What the marketplace keeps of a line, in cents, its own tax included. */
export function toCommission(line: Line): number {
	return line.commission + line.commissionTax;
}

/** An order line as OR11 shows it. */
export function lineView(order: Order, line: Line, viewing: Viewing): Record<string, unknown> {
	const { settings, mode, locale } = viewing;
	const when = (at: number | null) => moment(at, settings);
	const spanish = locale ? locale.startsWith('es') : order.country === 'ES';
	const price = linePrice(line, mode);
	const shipping = lineShipping(line, mode);
	// Taxes are whole multiples of a unit's, so the unit price is exact in both modes.
	const unit = line.quantity === 0 ? price : price / line.quantity;
	return {
		can_refund: canRefund(order, line),
		cancelations: line.cancelations.map((claim) => cancelationView(claim, line, viewing)),
		category_code: line.category.code,
		category_label: line.category.label,
		commission_fee: toDecimal(line.commission),
		commission_rate_vat: 23,
		commission_taxes: [{ amount: toDecimal(line.commissionTax), code: 'TAXDEFAULT', rate: 23 }],
		commission_vat: toDecimal(line.commissionTax),
		created_date: when(order.createdAt),
		debited_date: when(line.debitedAt),
		description: null,
		discount_campaign: null,
		eco_contributions: null,
		fees: [],
		last_updated_date: when(line.updatedAt),
		measurement: null,
		offer_id: line.offerId,
		offer_sku: line.offerSku,
		offer_state_code: '11',
		order_line_additional_fields: line.customFields,
		order_line_id: line.id,
		order_line_index: line.index,
		order_line_state: line.state,
		order_line_state_reason_code: line.reasonCode,
		order_line_state_reason_label: reasonLabel(line.reasonCode, locale),
		origin_unit_price: toDecimal(unit),
		price: toDecimal(price),
		price_additional_info: null,
		price_unit: toDecimal(unit),
		product_medias: [],
		product_shop_sku: line.shopSku,
		product_sku: line.productSku,
		product_title: spanish ? line.title.es : line.title.pt,
		promotions: [],
		purchase_information: null,
		quantity: line.quantity,
		received_date: when(line.receivedAt),
		refunds: line.refunds.map((refund) => refundView(refund, line, viewing)),
		shipped_date: when(line.shippedAt),
		shipping_from: line.shippingFrom
			? {
					address: line.shippingFrom.address ?? null,
					warehouse: line.shippingFrom.warehouse ?? null,
				}
			: null,
		shipping_price: toDecimal(shipping),
		shipping_price_additional_unit: null,
		shipping_price_unit: null,
		shipping_taxes: line.shippingTaxes.map(taxView),
		tax_legal_notice: null,
		taxes: line.taxes.map(taxView),
		total_commission: toDecimal(toCommission(line)),
		total_price: toDecimal(price + shipping),
	};
}

function taxView(tax: Tax): Record<string, unknown> {
	return { ...taxPartView(tax), tax_calculation_rule: tax.rule };
}

/** A tax inside a refund or cancelation. */
export function taxPartView(tax: TaxPart): Record<string, unknown> {
	return { amount: toDecimal(tax.amount), code: tax.code, rate: tax.rate };
}

/** The amounts every refund and cancelation shows, in the viewer's tax mode. */
export function claimAmounts(claim: Claim, mode: TaxMode): Record<string, unknown> {
	return {
		amount: toDecimal(inMode(claim.amount, claim.taxes, mode)),
		quantity: claim.quantity,
		reason_code: claim.reasonCode,
		shipping_amount: toDecimal(inMode(claim.shipping, claim.shippingTaxes, mode)),
		shipping_taxes: claim.shippingTaxes.map(taxPartView),
		taxes: claim.taxes.map(taxPartView),
	};
}

/** The marketplace gives back its commission in proportion. */
function commissionOf(claim: Claim, line: Line): Record<string, unknown> {
	const whole = line.price + sum(line.taxes.map((tax) => tax.amount));
	const part = claim.amount + sum(claim.taxes.map((tax) => tax.amount));
	const commission = share(line.commission, part, whole);
	const tax = share(line.commissionTax, part, whole);
	return {
		commission_amount: toDecimal(commission),
		commission_taxes: [{ amount: toDecimal(tax), code: 'TAXDEFAULT' }],
		commission_total_amount: toDecimal(commission + tax),
	};
}

function cancelationView(
	claim: Claim,
	line: Line,
	{ settings, mode }: Viewing,
): Record<string, unknown> {
	return {
		...claimAmounts(claim, mode),
		...commissionOf(claim, line),
		created_date: moment(claim.createdAt, settings),
		fees: [],
		id: claim.id,
	};
}

function refundView(
	refund: Refund,
	line: Line,
	{ settings, mode }: Viewing,
): Record<string, unknown> {
	const commission = commissionOf(refund, line);
	return {
		...claimAmounts(refund, mode),
		...commission,
		commission_tax_amount: (commission.commission_taxes as { amount: number }[])[0].amount,
		created_date: moment(refund.createdAt, settings),
		fees: [],
		id: refund.id,
		order_refund_id: refund.groupId,
		...(settings.refundStateFields === 'state' ? {} : { refund_state: refund.state }),
		...(settings.refundStateFields === 'refund_state' ? {} : { state: refund.state }),
		tax_legal_notice: null,
		transaction_date: moment(refund.transactionAt, settings),
		transaction_number: refund.transactionNumber,
	};
}
