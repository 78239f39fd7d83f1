import { attempt } from '../../attempt';
import {
	LARGEST_PAGE,
	type MarketplaceClient,
	type Parcel,
	type Tracking,
} from '../../marketplace/client';
import { MarketplaceError } from '../../marketplace/errors';
import type { Order } from '../../marketplace/schemas/order';
import type { Configuration } from '../../marketplace/schemas/reference';
import type { ItemsToShip } from '../../marketplace/schemas/shipment';
import { OrderProblem } from '../../orders/problem';
import type { ShipWith } from './shipWith';

/**
 * What the orders of a run still have to send (ST12), where the platform works with shipments (PC01
 * `multi_shipment`). It is not certain that what PC01 says is so for every shop: a 404 of ST12
 * means it is not.
 */
export class LeftToShip {
	private shipments = false;
	private readonly items = new Map<string, ItemsToShip>();

	/** @throws MarketplaceError */
	async read(
		orderIds: readonly string[],
		client: MarketplaceClient,
		configuration: Configuration,
	): Promise<void> {
		if (!configuration.features?.shipment?.multi_shipment) return;
		for (let start = 0; start < orderIds.length; start += LARGEST_PAGE) {
			const chunk = orderIds.slice(start, start + LARGEST_PAGE);
			const answer = await attempt(async () => await client.itemsToShip(chunk));
			if (answer.ok) {
				this.shipments = true;
				for (const entry of answer.value) this.items.set(entry.order_id, entry);
				continue;
			}
			if (!(answer.error instanceof MarketplaceError) || answer.error.kind !== 'notFound') {
				throw answer.error;
			}
		}
	}

	/**
	 * All that is left of an order as one parcel, or `undefined` when the order is to be shipped as such.
	 * @throws OrderProblem when shipments are asked for and there are none, or nothing is left to send
	 */
	parcel(order: Order, tracking: Tracking, shipWith: ShipWith): Parcel | undefined {
		if (shipWith === 'order' || (shipWith === 'auto' && !this.shipments)) return undefined;
		if (!this.shipments) {
			throw new OrderProblem(
				`Order ${order.order_id} cannot be shipped as a shipment: the marketplace does not work with shipments`,
				'Set the option "Ship With" to "Automatic" or "Order".',
				{ orderId: order.order_id },
			);
		}
		const lines = this.items.get(order.order_id)?.shipment_lines ?? [];
		if (lines.length === 0) {
			throw new OrderProblem(
				`Order ${order.order_id} has nothing left to put into a parcel`,
				'Its parcels were made before, perhaps by hand. Look at the order in the back office and mark them as shipped there.',
				{ orderId: order.order_id },
			);
		}
		const { carrier_url: url, ...carrier } = tracking;
		return {
			order_id: order.order_id,
			shipment_lines: lines.map((line) => ({
				order_line_id: line.order_line_id,
				quantity: line.quantity,
			})),
			tracking: { ...carrier, ...(url === undefined ? {} : { tracking_url: url }) },
			shipped: true,
		};
	}
}
