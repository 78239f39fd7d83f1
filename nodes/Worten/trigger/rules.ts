import type { Order } from '../marketplace/schemas/order';
import type { Status } from '../orders/status';
import type { EventType } from './eventType';

/** What the seller wants to be told. Changing it never changes what is read, only what is told. */
export interface Rules {
	readonly events: ReadonlySet<EventType>;
	/** Only orders now in one of these; empty = all. */
	readonly statuses: ReadonlySet<Status>;
	/** Only orders of these channels; empty = all. */
	readonly channels: ReadonlySet<string>;
	/** Only orders sent from these fulfilment centres; empty = all. */
	readonly fulfillmentCenters: ReadonlySet<string>;
	/** `shipmentDueSoon`: this long before the shipping deadline. */
	readonly dueSoonHours: number;
	/** `stuckInDebit`: accepted for longer than this. */
	readonly stuckHours: number;
}

/**
 * Whether an order is one of those the seller asked for. Channel and fulfilment centre never
 * change, so an order is in or out for good.
 *
 * They could be asked of the marketplace, and are not: what the node reads would then depend on
 * its options, and a changed option would leave a hole or bring back old orders.
 */
export function concerns(order: Order, rules: Rules): boolean {
	return (
		isOneOf(order.channel?.code, rules.channels) &&
		isOneOf(order.fulfillment?.center?.code, rules.fulfillmentCenters)
	);
}

function isOneOf(code: string | null | undefined, chosen: ReadonlySet<string>): boolean {
	return chosen.size === 0 || (typeof code === 'string' && chosen.has(code));
}
