import type { Parcel, Tracking } from '../../marketplace/client';
import type { Order } from '../../marketplace/schemas/order';
import { shipmentOutcome, trackingStands } from '../../orders/shipping';
import type { Step, StepOutcome } from '../write/step';

function shipped(after: Order, tracking: Tracking): StepOutcome {
	return shipmentOutcome(after, tracking) === 'done' ? 'done' : 'notDone';
}

/** The order as a whole: save its tracking (OR23, unless that is there from before), then ship it (OR24). */
export function orderSteps(order: Order, tracking: Tracking, setTracking: boolean): Step[] {
	const saveTracking: Step = {
		operation: 'OR23',
		body: tracking,
		doneText: 'The tracking number is saved',
		send: async (client) => await client.setTracking(order.order_id, tracking),
		outcome: (_before, after) => (trackingStands(after, tracking) ? 'done' : 'notDone'),
		repeatable: false,
	};
	const ship: Step = {
		operation: 'OR24',
		doneText: 'The order is marked as shipped',
		send: async (client) => await client.ship(order.order_id),
		outcome: (_before, after) => shipped(after, tracking),
		repeatable: false,
	};
	return setTracking ? [saveTracking, ship] : [ship];
}

/** All that is left of the order as one parcel (ST01), tracked and shipped in a single call. */
export function parcelStep(parcel: Parcel, tracking: Tracking): Step {
	return {
		operation: 'ST01',
		body: { shipments: [parcel] },
		doneText: 'The parcel is marked as shipped',
		send: async (client) => ({ ...(await client.sendParcel(parcel)) }),
		outcome: (_before, after) => shipped(after, tracking),
		// A parcel of what has left already is refused: there is nothing left to put in it.
		repeatable: false,
	};
}
