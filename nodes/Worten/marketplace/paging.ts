import { DateTime } from 'luxon';
import { LARGEST_PAGE, type MarketplaceClient, type OrderPage, type OrderQuery } from './client';
import type { ReceivedOrder } from './schemas/order';

/**
 * How far each page reaches back over the last creation date seen, in milliseconds. Nowhere is it
 * written whether `start_date` and `end_date` include the instant they name, and dates may come
 * without their milliseconds: a second covers both, and what it repeats is dropped.
 */
const REACH_BACK_MS = 1_000;

export interface PagingOptions {
	/** Newest orders first instead of oldest first. */
	readonly newestFirst?: boolean;
	/** Orders a page; at most, and by default, 100. */
	readonly pageSize?: number;
}

/**
 * OR11, page after page, without `offset`.
 *
 * The listing is sorted by creation date, and orders leave it while it is read: any change moves an
 * order out of a window of update dates, a change of state out of a filter by state. Each one that
 * leaves shifts all later ones forward, and a page that starts at an offset then skips one. A
 * creation date never changes, so each page starts at the last creation date seen instead.
 *
 * Each order is yielded once. A page holds the answer it came in, for the marketplace's own clock.
 * @throws MarketplaceError
 */
export async function* orderPages(
	client: Pick<MarketplaceClient, 'listOrders'>,
	query: Omit<OrderQuery, 'offset' | 'max' | 'order'>,
	{ newestFirst = false, pageSize = LARGEST_PAGE }: PagingOptions = {},
): AsyncGenerator<OrderPage> {
	let seen = new Map<string, number>();
	let boundary: DateTime | undefined;
	let offset = 0;
	for (;;) {
		const page = await client.listOrders({
			...query,
			...(boundary ? startingAt(query, boundary, newestFirst) : {}),
			...(newestFirst ? { order: 'desc' as const } : {}),
			...(offset > 0 ? { offset } : {}),
			max: pageSize,
		});
		const fresh = page.orders.filter((received) => !seen.has(identity(received)));
		if (fresh.length > 0) yield { ...page, orders: fresh };

		const reached = offset + page.orders.length;
		if (page.orders.length === 0 || (page.totalCount !== undefined && reached >= page.totalCount))
			return;

		const last = lastCreated(page.orders);
		if (fresh.length > 0 && last !== undefined) {
			boundary = last;
			offset = 0;
			seen = near(boundary, seen, page.orders);
		} else {
			// A whole page of repeats (or of orders without a date): more orders than a page holds were
			// created within the reach of the boundary, and only an offset leads past them.
			for (const received of fresh) seen.set(identity(received), boundary?.toMillis() ?? 0);
			offset = reached;
		}
	}
}

function startingAt(query: OrderQuery, boundary: DateTime, newestFirst: boolean): OrderQuery {
	if (newestFirst) {
		const end = boundary.plus(REACH_BACK_MS);
		return { end_date: query.end_date && query.end_date < end ? query.end_date : end };
	}
	const start = boundary.minus(REACH_BACK_MS);
	return { start_date: query.start_date && query.start_date > start ? query.start_date : start };
}

function createdAt(received: ReceivedOrder): number | undefined {
	return received.readable
		? DateTime.fromISO(received.order.created_date, { zone: 'utc' }).toMillis()
		: undefined;
}

function identity(received: ReceivedOrder): string {
	return received.readable
		? received.order.order_id
		: (received.orderId ?? JSON.stringify(received.raw));
}

function lastCreated(orders: readonly ReceivedOrder[]): DateTime | undefined {
	const dates = orders.map(createdAt).filter((date) => date !== undefined);
	const last = dates.at(-1);
	return last === undefined ? undefined : DateTime.fromMillis(last, { zone: 'utc' });
}

/** Of the orders seen, those that the next page may repeat. */
function near(
	boundary: DateTime,
	seen: ReadonlyMap<string, number>,
	orders: readonly ReceivedOrder[],
): Map<string, number> {
	const at = boundary.toMillis();
	const kept = new Map(
		[...seen].filter(([, created]) => Math.abs(created - at) <= 2 * REACH_BACK_MS),
	);
	for (const received of orders) {
		const created = createdAt(received) ?? at;
		if (Math.abs(created - at) <= 2 * REACH_BACK_MS) kept.set(identity(received), created);
	}
	return kept;
}
