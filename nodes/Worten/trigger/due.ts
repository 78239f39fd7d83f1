import type { DateTime } from 'luxon';
import type { Order } from '../marketplace/schemas/order';
import { instant } from '../orders/instant';
import { orderStatus } from '../orders/status';
import type { Known } from './ledgerText';
import type { Rules } from './rules';

/** When the shipment becomes due soon; `undefined` when the order does not wait for shipment. */
export function dueSoonAt(order: Order, rules: Rules): DateTime | undefined {
	if (orderStatus(order) !== 'waiting_shipment') return undefined;
	return instant(order.shipping_deadline)?.minus({ hours: rules.dueSoonHours });
}

/**
 * When the order counts as stuck between acceptance and payment; `undefined` when it is not there.
 * Where the marketplace accepted by itself there is no date of decision: the order was then
 * accepted as it was placed.
 */
export function stuckAt(order: Order, rules: Rules): DateTime | undefined {
	if (orderStatus(order) !== 'accepted') return undefined;
	const since = instant(order.acceptance_decision_date) ?? instant(order.created_date);
	return since?.plus({ hours: rules.stuckHours });
}

/** When time alone will next bring about an event of this order that was asked for and not yet told. */
export function nextDueAt(
	order: Order,
	known: Pick<Known, 'toldDueSoon' | 'toldStuck'>,
	rules: Rules,
): DateTime | undefined {
	if (rules.events.has('shipmentDueSoon') && !known.toldDueSoon) {
		const at = dueSoonAt(order, rules);
		if (at) return at;
	}
	if (rules.events.has('stuckInDebit') && !known.toldStuck) return stuckAt(order, rules);
	return undefined;
}
