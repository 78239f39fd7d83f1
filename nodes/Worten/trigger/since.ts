import type { DateTime } from 'luxon';
import type { Order, OrderLine } from '../marketplace/schemas/order';
import { instant, latest } from '../orders/instant';
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
			return instant(order.created_date);
		// It may have been in STAGING first.
		case 'waiting_acceptance':
			return linesChanged(lines) ?? instant(order.created_date);
		case 'accepted':
			return instant(order.acceptance_decision_date) ?? linesChanged(lines);
		case 'waiting_shipment':
			return instant(order.customer_debited_date) ?? last(lines.map((line) => line.debited_date));
		case 'shipped':
			return last(lines.map((line) => line.shipped_date));
		case 'closed':
			return last(lines.map((line) => line.received_date)) ?? linesChanged(lines);
		case 'refunding':
			return last(refundsOf(lines).map((refund) => refund.created_date));
		case 'refunded':
			return last(refundsOf(lines).map((refund) => refund.transaction_date));
		case 'refused':
			return instant(order.acceptance_decision_date) ?? linesChanged(lines);
		case 'canceled':
			return (
				last(
					lines.flatMap((line) =>
						(line.cancelations ?? []).map((cancelation) => cancelation.created_date),
					),
				) ?? linesChanged(lines)
			);
		case 'unknown':
			return undefined;
	}
}

/** A line changes with its state, and seldom else. */
function linesChanged(lines: readonly OrderLine[]): DateTime | undefined {
	return last(lines.map((line) => text(line.last_updated_date)));
}

function text(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

function refundsOf(lines: readonly OrderLine[]) {
	return lines.flatMap((line) => line.refunds ?? []);
}

function last(dates: ReadonlyArray<string | null | undefined>): DateTime | undefined {
	return latest(...dates.map(instant));
}
