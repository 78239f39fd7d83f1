import { leftOn } from './amounts';
import { fulfilledByMarketplace } from './order';
import type { Line, Order } from './order';

/** Accepted and not debited yet: what is given back is a cancelation. */
export function canCancel(order: Order): boolean {
	return (
		!fulfilledByMarketplace(order) &&
		(order.state === 'WAITING_DEBIT' || order.state === 'WAITING_DEBIT_PAYMENT')
	);
}

/** Debited, not closed, and something is left to give back. */
export function canRefund(order: Order, line: Line): boolean {
	if (line.debitedAt === null) return false;
	if (!['SHIPPING', 'SHIPPED', 'TO_COLLECT', 'RECEIVED', 'INCIDENT_OPEN'].includes(line.state))
		return false;
	if (!['SHIPPING', 'SHIPPED', 'TO_COLLECT', 'RECEIVED'].includes(order.state)) return false;
	const left = leftOn(line);
	return left.amount > 0 || left.shipping > 0;
}

/** In SHIPPING, and the shop is the one who ships. */
export function canShip(order: Order): boolean {
	return order.state === 'SHIPPING' && !fulfilledByMarketplace(order);
}

/** Refunds asked for cover every line that is still part of the order. */
export function fullyRefunded(order: Order): boolean {
	let refunds = 0;
	for (const line of order.lines) {
		if (line.state === 'REFUSED' || line.state === 'CANCELED') continue;
		refunds += line.refunds.length;
		const left = leftOn(line);
		if (left.amount > 0 || left.shipping > 0) return false;
	}
	return refunds > 0;
}
