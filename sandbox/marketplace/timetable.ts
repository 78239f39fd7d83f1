import { hasIncident } from './order';
import type { Order, Refund } from './order';
import type { Delays } from './settings';

/** What time alone does to an order. */
export type Due =
	| { at: number; what: 'offer' | 'timeOut' | 'askDebit' | 'debit' | 'deliver' | 'close' }
	| { at: number; what: 'refund'; refund: Refund };

/** The next thing that happens to the order by itself, if anything does. Rests on the order alone, never on the clock. */
export function nextDue(order: Order, delays: Delays): Due | null {
	const pace = 1 + delays.jitter * (order.luck * 2 - 1);
	const after = (since: number, delay: number | null): number | null =>
		delay === null ? null : since + Math.round(delay * pace);

	let soonest: Due | null = null;
	const consider = (due: Due | null) => {
		if (due && (!soonest || due.at < soonest.at)) soonest = due;
	};
	const step = (what: Exclude<Due['what'], 'refund'>, delay: number | null) => {
		const at = after(order.since, delay);
		if (at !== null) consider({ at, what });
	};

	switch (order.state) {
		case 'STAGING':
			step('offer', delays.staging);
			break;
		case 'WAITING_ACCEPTANCE':
			// A deadline, so it is the same for every order.
			if (delays.acceptanceTimeout !== null)
				consider({ at: order.since + delays.acceptanceTimeout, what: 'timeOut' });
			break;
		case 'WAITING_DEBIT':
			step('askDebit', delays.debit);
			break;
		case 'WAITING_DEBIT_PAYMENT':
			step('debit', delays.debitPayment);
			break;
		case 'SHIPPED':
		case 'TO_COLLECT':
			step('deliver', delays.delivery);
			break;
		case 'RECEIVED':
			if (!hasIncident(order) && !refundPending(order)) step('close', delays.close);
			break;
		default:
			break;
	}

	for (const line of order.lines) {
		for (const refund of line.refunds) {
			if (refund.state === 'REFUNDED') continue;
			const at = after(
				refund.since,
				refund.state === 'WAITING_REFUND' ? delays.refund : delays.refundPayment,
			);
			if (at !== null) consider({ at, what: 'refund', refund });
		}
	}
	return soonest;
}

function refundPending(order: Order): boolean {
	return order.lines.some((line) => line.refunds.some((refund) => refund.state !== 'REFUNDED'));
}
