import { attempt } from '../../attempt';
import type { MarketplaceClient, Parcel, Tracking } from '../../marketplace/client';
import { MarketplaceError } from '../../marketplace/errors';
import { askInChunks, idChunks } from '../../marketplace/idChunks';
import type { Reference } from '../../marketplace/reference';
import type { Order } from '../../marketplace/schemas/order';
import type { ItemsToShip } from '../../marketplace/schemas/shipment';
import { OrderProblem } from '../../orders/problem';
import type { ShipWith } from './shipWith';

/** An order to ship, and how. */
export interface ShipWish {
	readonly orderId: string;
	readonly shipWith: ShipWith;
}

/**
 * What the orders of a run still have to send (ST12), where the platform works with shipments (PC01
 * `multi_shipment`). It is not certain that what PC01 says is so for every shop: a 404 of ST12
 * means it is not, and so does a 403.
 */
export class LeftToShip {
	/** Nothing, for orders that have nothing left. */
	private readonly items = new Map<string, ItemsToShip | undefined>();
	private readonly failures = new Map<string, unknown>();

	/**
	 * Ask for the orders that may be shipped as a parcel; without any, ask nothing. A failure is that
	 * of the orders it concerns: `parcel` throws it.
	 */
	async read(
		wishes: readonly ShipWish[],
		client: Pick<MarketplaceClient, 'itemsToShip'>,
		reference: Pick<Reference, 'configuration'>,
	): Promise<void> {
		const parcels = wishes.filter(({ shipWith }) => shipWith !== 'order');
		if (parcels.length === 0) return;
		const configuration = await attempt(async () => await reference.configuration());
		if (!configuration.ok) {
			for (const { orderId } of parcels) this.failures.set(orderId, configuration.error);
			return;
		}
		const works = configuration.value.features?.shipment?.multi_shipment;
		if (works === false) return;
		// Where the settings say nothing, only who insists on a parcel is worth the call.
		const asked = parcels.filter(({ shipWith }) => works === true || shipWith === 'shipment');
		const answers = await askInChunks(
			idChunks([...new Set(asked.map(({ orderId }) => orderId))], '&order_id='.length),
			async (ids) => await client.itemsToShip(ids),
			({ kind }) => kind === 'rejected',
		);
		for (const { ids, answer } of answers) {
			if (!answer.ok) {
				for (const id of ids) this.failures.set(id, answer.error);
				continue;
			}
			const byId = new Map(answer.value.map((entry) => [entry.order_id, entry]));
			for (const id of ids) this.items.set(id, byId.get(id));
		}
	}

	/**
	 * All that is left of an order as one parcel, or `undefined` when the order is to be shipped as such.
	 * @throws OrderProblem when shipments are asked for and there are none, or nothing is left to send
	 * @throws MarketplaceError when what is left could not be read
	 */
	parcel(order: Order, tracking: Tracking, shipWith: ShipWith): Parcel | undefined {
		const orderId = order.order_id;
		if (shipWith === 'order') return undefined;
		if (!this.items.has(orderId)) {
			const failure = this.failures.get(orderId);
			const kind = failure instanceof MarketplaceError ? failure.kind : undefined;
			const without = failure === undefined || kind === 'notFound';
			if (shipWith === 'auto' && (without || kind === 'forbidden')) return undefined;
			if (!without) throw failure;
			throw new OrderProblem(
				`Order ${orderId} cannot be shipped as a shipment: the marketplace does not work with shipments`,
				'Set the option "Ship With" to "Automatic" or "Order".',
				{ orderId },
			);
		}
		const lines = this.items.get(orderId)?.shipment_lines ?? [];
		if (lines.length === 0) {
			throw new OrderProblem(
				`Order ${orderId} has nothing left to put into a parcel`,
				'Its parcels were made before, perhaps by hand. Look at the order in the back office and mark them as shipped there.',
				{ orderId },
			);
		}
		const { carrier_url: url, ...carrier } = tracking;
		return {
			order_id: orderId,
			shipment_lines: lines.map((line) => ({
				order_line_id: line.order_line_id,
				quantity: line.quantity,
			})),
			tracking: { ...carrier, ...(url === undefined ? {} : { tracking_url: url }) },
			shipped: true,
		};
	}
}
