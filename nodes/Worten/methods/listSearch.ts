import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { connect } from '../marketplace/connect';
import type { OrderQuery } from '../marketplace/client';
import type { Order } from '../marketplace/schemas/order';
import { asNodeError } from '../nodeErrors';
import { orderStatus } from '../orders/status';
import { backOfficePage } from '../orders/orderId';

/** Orders shown at a time. */
const PAGE = 50;

function describe(order: Order): string {
	const customer = [order.customer?.firstname, order.customer?.lastname].filter(Boolean).join(' ');
	return [
		order.order_id,
		customer,
		orderStatus(order).replace('_', ' '),
		order.created_date.slice(0, 10),
	]
		.filter(Boolean)
		.join(' · ');
}

/**
 * The orders to choose from, newest first (OR11). The API cannot search in names or products: a
 * text is looked up as an order number and as the seller's and the customer's reference.
 */
export async function searchOrders(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	try {
		const { baseUrl, client } = await connect(this, {
			retries: { attempts: 3, firstWaitMs: 300, longestWaitMs: 3_000 },
		});
		const list = async (query: OrderQuery) => {
			const page = await client.listOrders(query);
			const results: INodeListSearchItems[] = page.orders.flatMap((entry) =>
				entry.readable
					? [
							{
								name: describe(entry.order),
								value: entry.order.order_id,
								url: backOfficePage(baseUrl, entry.order.order_id),
							},
						]
					: [],
			);
			return { results, total: page.totalCount ?? 0 };
		};

		const searched = filter?.trim();
		if (searched) {
			for (const query of [
				{ order_ids: [searched] },
				{ order_references_for_seller: [searched] },
				{ order_references_for_customer: [searched] },
			]) {
				const { results } = await list({ ...query, max: PAGE });
				if (results.length > 0) return { results };
			}
			return { results: [] };
		}
		const offset = Number(paginationToken ?? 0);
		const { results, total } = await list({ order: 'desc', max: PAGE, offset });
		return {
			results,
			paginationToken: offset + PAGE < total ? String(offset + PAGE) : undefined,
		};
	} catch (error) {
		throw asNodeError(this.getNode(), error);
	}
}
