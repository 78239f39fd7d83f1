import { LARGEST_PAGE, type MarketplaceClient } from './client';
import type { Order, ReadOrder, ReceivedOrder } from './schemas/order';
import { OrderProblem } from '../orders/problem';

/** An order as it was found, or why it was not. */
export type Found = ReadOrder | { error: unknown };

function judge(orderId: string, received: ReceivedOrder | undefined): Found {
	if (received === undefined) {
		return {
			error: new OrderProblem(
				`Worten does not know an order ${orderId} of this shop`,
				'Check the order number. If your key reaches several shops, check the Shop ID of the credential: an order of another shop cannot be found.',
				{ orderId },
			),
		};
	}
	if (!received.readable) {
		return {
			error: new OrderProblem(
				`The order ${orderId} came in a form that cannot be understood (${received.problem})`,
				'Nothing was sent. Handle this order in the back office, and report it with the details of this error.',
				{ orderId },
			),
		};
	}
	return received;
}

/**
 * Read many orders with as few calls as possible (OR11 `order_ids`, 100 a call). A call that fails
 * is the failure of its orders only.
 */
export async function readOrders(
	client: MarketplaceClient,
	orderIds: Iterable<string>,
): Promise<Map<string, Found>> {
	const ids = [...new Set(orderIds)];
	const found = new Map<string, Found>();
	for (let start = 0; start < ids.length; start += LARGEST_PAGE) {
		const chunk = ids.slice(start, start + LARGEST_PAGE);
		try {
			const received = await client.ordersById(chunk);
			const byId = new Map(
				received.map((entry) => [entry.readable ? entry.order.order_id : entry.orderId, entry]),
			);
			for (const id of chunk) found.set(id, judge(id, byId.get(id)));
		} catch (error) {
			for (const id of chunk) found.set(id, { error });
		}
	}
	return found;
}

/**
 * Read one order as it stands now.
 * @throws MarketplaceError, OrderProblem
 */
export async function readOrder(client: MarketplaceClient, orderId: string): Promise<Order> {
	const found = (await readOrders(client, [orderId])).get(orderId)!;
	if ('order' in found) return found.order;
	throw found.error;
}
