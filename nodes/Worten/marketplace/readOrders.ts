import type { MarketplaceClient } from './client';
import { askInChunks, canBeOrderId, idChunks } from './idChunks';
import type { Order, ReadOrder, ReceivedOrder } from './schemas/order';
import { OrderProblem } from '../orders/problem';

/** An order as it was found, or why it was not. */
export type Found = ReadOrder | { error: unknown };

/** An id as messages show it: what is no id may be a whole page of text. */
function shown(orderId: string): string {
	return orderId.length <= 60 ? orderId : `${orderId.slice(0, 60)}…`;
}

function judge(orderId: string, received: ReceivedOrder | undefined): Found {
	if (received === undefined) {
		return {
			error: new OrderProblem(
				`Worten does not know an order ${shown(orderId)} of this shop`,
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
 * is the failure of its orders only, and an id the marketplace refuses only of its own.
 */
export async function readOrders(
	client: Pick<MarketplaceClient, 'ordersById'>,
	orderIds: Iterable<string>,
): Promise<Map<string, Found>> {
	const ids = [...new Set(orderIds)];
	const found = new Map<string, Found>(ids.map((id) => [id, judge(id, undefined)]));
	const answers = await askInChunks(
		idChunks(ids.filter(canBeOrderId)),
		async (chunk) => await client.ordersById(chunk),
		({ kind }) => kind === 'rejected' || kind === 'notFound',
	);
	for (const { ids: chunk, answer } of answers) {
		if (!answer.ok) {
			for (const id of chunk) found.set(id, { error: answer.error });
			continue;
		}
		const byId = new Map(
			answer.value.map((entry) => [entry.readable ? entry.order.order_id : entry.orderId, entry]),
		);
		for (const id of chunk) found.set(id, judge(id, byId.get(id)));
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
