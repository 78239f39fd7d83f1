import type { TaxMode } from '../marketplace/client';
import type { Order } from '../marketplace/schemas/order';
import { add, sum, toNumber } from './money';
import { minus, taxTotal, type Parts, type Remaining } from './remaining';

/** Amounts in the order's currency as JSON numbers. */
export interface PreviewAmounts {
	/** As the marketplace states prices: with the taxes under TAX_INCLUDED, without under TAX_EXCLUDED. */
	goods: number;
	shipping: number;
	/** All taxes on the goods. Under TAX_INCLUDED already inside `goods`. */
	taxes: number;
	/** All taxes on the shipping. Under TAX_INCLUDED already inside `shipping`. */
	shippingTaxes: number;
	/** What it comes to for the customer. */
	total: number;
}

/** A refund of one line, before it is sent. */
export interface RefundPreviewLine {
	lineId: string;
	productTitle: string | null;
	currency: string | null;
	/** The same refund stands already: nothing is sent for this line. */
	alreadyDone: boolean;
	paid: PreviewAmounts;
	refundedAlready: PreviewAmounts;
	cancelled: PreviewAmounts;
	toSend: PreviewAmounts;
	leftAfterwards: PreviewAmounts;
}

/** What was paid on a line, what is refunded and cancelled, what would be sent and what would be left. */
export function previewLine(
	line: Order['order_lines'][number],
	order: Order,
	remaining: Remaining,
	toSend: Parts | undefined,
	mode: TaxMode,
): RefundPreviewLine {
	const nothing = minus(remaining.paid, remaining.paid);
	const sent = toSend ?? nothing;
	return {
		lineId: line.order_line_id,
		productTitle: line.product_title ?? null,
		currency: order.currency_iso_code ?? null,
		alreadyDone: toSend === undefined,
		paid: amounts(remaining.paid, mode),
		refundedAlready: amounts(remaining.refunded, mode),
		cancelled: amounts(remaining.cancelled, mode),
		toSend: amounts(sent, mode),
		leftAfterwards: amounts(minus(remaining.left, sent), mode),
	};
}

function amounts(parts: Parts, mode: TaxMode): PreviewAmounts {
	const taxes = taxTotal(parts.taxes);
	const shippingTaxes = taxTotal(parts.shippingTaxes);
	const prices = add(parts.goods, parts.shipping);
	return {
		goods: toNumber(parts.goods),
		shipping: toNumber(parts.shipping),
		taxes: toNumber(taxes),
		shippingTaxes: toNumber(shippingTaxes),
		total: toNumber(mode === 'TAX_EXCLUDED' ? sum([prices, taxes, shippingTaxes]) : prices),
	};
}
