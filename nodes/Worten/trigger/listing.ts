import { DateTime } from 'luxon';
import type { MarketplaceClient, OrderPage, OrderQuery } from '../marketplace/client';
import { orderPages } from '../marketplace/paging';
import type { Reader } from './reader';

/** No further page is asked for with less time than this left. */
const LAST_PAGE_MS = 3_000;

/** How far a listing taken up again reaches back over the creation date it had reached. */
const REACH_BACK_MS = 1_000;

export interface ListingInput {
	readonly client: Pick<MarketplaceClient, 'listOrders'>;
	readonly now: () => DateTime;
	readonly deadline: DateTime;
	readonly pageSize?: number;
}

export interface ListingRequest {
	/** Filters; everything about pages is seen to here. */
	readonly query: OrderQuery;
	/** The creation date reached by an earlier poll, to go on from. */
	readonly place?: DateTime;
	/**
	 * Told of the first answer, even if it holds no orders. Gives who takes the orders in, and filters
	 * to add for all further pages.
	 */
	readonly begin: (first: OrderPage) => { reader: Reader; further?: OrderQuery };
}

export interface Listing {
	/** `undefined` when not even the first answer came. */
	readonly reader: Reader | undefined;
	/** The marketplace's clock in the last answer that told it. */
	readonly serverDate: DateTime | undefined;
	/** Every page was read and every order taken in. */
	readonly complete: boolean;
	/** Why it broke off, unless for lack of time or because enough orders were found. */
	readonly failure: unknown;
}

/** There is no time for a further page, or enough has been found. */
const enough = Symbol('enough');

/**
 * Read one listing page by page, oldest orders first, as far as there is time. Does not throw for
 * failed calls: what was taken in before counts, and the place reached is the reader's.
 */
export async function readListing(
	{ client, now, deadline, pageSize }: ListingInput,
	{ query, place, begin }: ListingRequest,
): Promise<Listing> {
	let reader: Reader | undefined;
	let further: OrderQuery = {};
	let serverDate: DateTime | undefined;
	const listOrders = async (asked: OrderQuery): Promise<OrderPage> => {
		if (reader) {
			const leftMs = deadline.diff(now()).milliseconds;
			if (reader.full || leftMs < LAST_PAGE_MS) throw enough;
		}
		const page = await client.listOrders({ ...asked, ...further });
		serverDate = page.serverDate ?? serverDate;
		if (!reader) {
			const begun = begin(page);
			reader = begun.reader;
			further = begun.further ?? {};
		}
		return page;
	};
	try {
		for await (const page of orderPages(
			{ listOrders },
			{ ...query, ...from(query, place) },
			{ pageSize },
		)) {
			for (const received of page.orders) {
				if (reader?.full) throw enough;
				reader?.take(received, serverDate ?? now());
			}
		}
		return { reader, serverDate, complete: true, failure: undefined };
	} catch (error) {
		return { reader, serverDate, complete: false, failure: error === enough ? undefined : error };
	}
}

function from(query: OrderQuery, place: DateTime | undefined): OrderQuery {
	if (!place) return {};
	const start = place.minus(REACH_BACK_MS);
	return { start_date: query.start_date ? DateTime.max(query.start_date, start) : start };
}
