import type { Tracking } from '../marketplace/client';
import type { Order } from '../marketplace/schemas/order';
import { plain } from './carrier';
import { requireStatus } from './rules';
import { statusOfState } from './status';

export { resolveTracking, type ShipmentChoice } from './carrier';

export type ShipmentPlan =
	/** `setTracking` is false where an earlier try has saved this very tracking and got no further. */
	| { readonly kind: 'ship'; readonly setTracking: boolean }
	/** `sameTracking` is false where it left with another carrier or number. */
	| { readonly kind: 'alreadyDone'; readonly sameTracking: boolean };

/**
 * What is left to do (OR23, OR24) for an order to have left under this tracking.
 * @throws OrderProblem when the order is not ready to ship
 */
export function planShipment(order: Order, tracking: Tracking): ShipmentPlan {
	if (isShipped(order)) return { kind: 'alreadyDone', sameTracking: leftUnder(order, tracking) };
	requireStatus(order, 'ship');
	return { kind: 'ship', setTracking: !trackingStands(order, tracking) };
}

/** Whether an order carries exactly this carrier, tracking number and (for other carriers, where given) address. */
export function trackingStands(order: Order, tracking: Tracking): boolean {
	if (!sameNumber(order, tracking)) return false;
	if (tracking.carrier_code !== undefined) {
		return order.shipping_carrier_code === tracking.carrier_code;
	}
	if (tracking.carrier_standard_code !== undefined) {
		return order.shipping_carrier_standard_code === tracking.carrier_standard_code;
	}
	// A name alone is another carrier; with a code beside it the order has a registered one.
	if (order.shipping_carrier_code) return false;
	if (plain(order.shipping_company ?? '') !== plain(tracking.carrier_name ?? '')) return false;
	return tracking.carrier_url === undefined || order.shipping_tracking_url === tracking.carrier_url;
}

/**
 * How far shipping got, seen from the order read again after a failure: the order has left, only
 * its tracking is saved, or neither.
 */
export function shipmentOutcome(
	after: Order,
	tracking: Tracking,
): 'done' | 'trackingOnly' | 'notDone' {
	if (isShipped(after)) return 'done';
	return trackingStands(after, tracking) ? 'trackingOnly' : 'notDone';
}

/** Some orders name the carrier only in words: then the number tells, for it is the parcel's own. */
function leftUnder(order: Order, tracking: Tracking): boolean {
	if (trackingStands(order, tracking)) return true;
	return (
		tracking.carrier_name === undefined &&
		!order.shipping_carrier_code &&
		sameNumber(order, tracking)
	);
}

function sameNumber(order: Order, tracking: Tracking): boolean {
	return (order.shipping_tracking ?? '').trim() === (tracking.tracking_number ?? '');
}

/** The goods have left. A closed order may also have been closed without: only its lines tell. */
function isShipped(order: Order): boolean {
	if (statusOfState(order.order_state) === 'shipped' || order.order_state === 'RECEIVED') {
		return true;
	}
	return (
		statusOfState(order.order_state) === 'closed' &&
		order.order_lines.some((line) => Boolean(line.shipped_date ?? line.received_date))
	);
}
