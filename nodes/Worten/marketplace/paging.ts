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
	let size = pageSize;
	for (;;) {
		const page = await client.listOrders({
			...query,
			...(boundary ? startingAt(query, boundary, newestFirst) : {}),
			...(newestFirst ? { order: 'desc' as const } : {}),
			...(offset > 0 ? { offset } : {}),
			max: size,
		});
		// A page at an offset has to begin with an order already seen. Otherwise some that came before it
		// have left, and unseen ones may have moved to where it does not look. (A marketplace that gives
		// single orders, whatever is asked for, leaves nothing to overlap.)
		const first = page.orders[0];
		const reached = offset + page.orders.length;
		const single = page.orders.length === 1 && reached < (page.totalCount ?? 0);
		const adjoins = single || (first !== undefined && seen.has(identity(first)));
		if (offset > 0 && !adjoins) {
			offset = Math.max(0, offset - (size - 1));
			continue;
		}
		const fresh = page.orders.filter((received) => !seen.has(identity(received)));
		if (fresh.length > 0) yield { ...page, orders: fresh };

		if (page.orders.length === 0 || (page.totalCount !== undefined && reached >= page.totalCount))
			return;
		// Without a count: nothing is left behind the order that overlaps.
		if (page.totalCount === undefined && page.orders.length === 1 && fresh.length === 0) return;

		const last = lastCreated(page.orders);
		const moved =
			fresh.length > 0 && last !== undefined && (boundary === undefined || !last.equals(boundary));
		if (moved) {
			boundary = last;
			offset = 0;
			size = pageSize;
			seen = near(boundary, seen, page.orders);
		} else {
			// A whole page of repeats, of one creation date or of none: more orders than a page holds were
			// created within the reach of the boundary, and only an offset leads past them.
			for (const received of fresh) seen.set(identity(received), boundary?.toMillis() ?? 0);
			// These pages overlap by an order, so they hold two at least.
			size = Math.max(2, pageSize);
			offset = Math.max(single ? reached : 0, reached - 1);
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
