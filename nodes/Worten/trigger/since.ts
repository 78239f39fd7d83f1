import { DateTime } from 'luxon';
import type { Order, OrderLine } from '../marketplace/schemas/order';
import { instant } from '../orders/instant';
import { orderStatus } from '../orders/status';

/**
 * Since when an order has had its status, as far as the order itself tells; `undefined` where it
 * does not. Used for orders the ledger has forgotten or never knew, to tell whether a change
 * was one of status.
 */
export function statusSince(order: Order): DateTime | undefined {
	const lines = order.order_lines;
	switch (orderStatus(order)) {
		case 'new':
		case 'waiting_acceptance':
			return instant(order.created_date);
		case 'accepted':
			return instant(order.acceptance_decision_date);
		case 'waiting_shipment':
			return instant(order.customer_debited_date) ?? latest(lines.map((line) => line.debited_date));
		case 'shipped':
			return latest(lines.map((line) => line.shipped_date));
		case 'closed':
			return latest(lines.map((line) => line.received_date));
		case 'refunding':
			return latest(refundsOf(lines).map((refund) => refund.created_date));
		case 'refunded':
			return latest(refundsOf(lines).map((refund) => refund.transaction_date));
		case 'refused':
			return (
				instant(order.acceptance_decision_date) ??
				latest(lines.map((line) => text(line.last_updated_date)))
			);
		case 'canceled':
			return latest(
				lines.flatMap((line) =>
					(line.cancelations ?? []).map((cancelation) => cancelation.created_date),
				),
			);
		case 'unknown':
			return undefined;
	}
}

function text(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

function refundsOf(lines: readonly OrderLine[]) {
	return lines.flatMap((line) => line.refunds ?? []);
}

function latest(dates: ReadonlyArray<string | null | undefined>): DateTime | undefined {
	const known = dates.map(instant).filter((date) => date !== undefined);
	return known.length === 0 ? undefined : DateTime.max(...known);
}
