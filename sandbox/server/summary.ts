import { inMode } from '../marketplace/amounts';
import { sum, toDecimal } from '../marketplace/money';
import { hasIncident } from '../marketplace/order';
import type { Order } from '../marketplace/order';

/** What the page's list shows of an order. */
export function summary(order: Order): Record<string, unknown> {
	const total = sum(
		order.lines.map(
			(line) =>
				inMode(line.price, line.taxes, 'TAX_INCLUDED') +
				inMode(line.shipping, line.shippingTaxes, 'TAX_INCLUDED'),
		),
	);
	const refunds = order.lines.flatMap((line) => line.refunds);
	return {
		id: order.id,
		ordinal: order.ordinal,
		state: order.state,
		since: order.since,
		createdAt: order.createdAt,
		updatedAt: order.updatedAt,
		channel: order.channel,
		country: order.country,
		customer: `${order.customer.firstname} ${order.customer.lastname}`,
		city: order.shippingAddress.city,
		items: order.lines.map((line) => ({
			title: order.country === 'ES' ? line.title.es : line.title.pt,
			quantity: line.quantity,
			state: line.state,
		})),
		total: toDecimal(total),
		refunds: refunds.length,
		refundsOpen: refunds.filter((refund) => refund.state !== 'REFUNDED').length,
		incident: hasIncident(order),
		message: order.hasCustomerMessage,
		tracking: order.tracking?.number ?? null,
		center: order.fulfillmentCenter,
		poison: order.poison,
	};
}
