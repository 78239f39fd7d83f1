import { DateTime } from 'luxon';
import type { OrderPage } from '../../marketplace/client';
import { instant } from '../../orders/instant';
import type { Ledger } from '../ledger';
import { readListing, type Listing, type ListingInput, type ListingRequest } from '../listing';
import { Reader, type ReadingOptions } from '../reader';
import type { TriggerSettings } from '../settings';
import type { Progress } from '../state';

/** What every look at the marketplace works with. */
export interface LookInput extends Omit<ListingInput, 'pageSize'> {
	readonly settings: TriggerSettings;
	/** Changed while orders are taken in. */
	readonly ledger: Ledger;
	/**
	 * This machine's clock. Decides when to stop and whether the seller's sweep hour has come, and
	 * nothing about orders.
	 */
	readonly now: () => DateTime;
}

/** What a look found, and where that leaves the trigger. */
export interface Looked {
	readonly listing: Listing;
	readonly progress: Progress;
}

/** Read one listing with the node's settings. */
export async function read(input: LookInput, request: ListingRequest): Promise<Listing> {
	const { pageSize, taxMode } = input.settings;
	const query = { ...request.query, order_tax_mode: taxMode };
	return await readListing({ ...input, pageSize }, { ...request, query });
}

/** Where a trigger stands, for judging an order. */
export type Standing = 'cursor' | 'settled' | 'newSince' | 'remindedUntil';

/** Who takes in the orders of a listing. */
export function readerFor(
	{ settings, ledger }: LookInput,
	{ cursor, settled, newSince, remindedUntil }: Pick<Progress, Standing>,
	more: Partial<ReadingOptions> = {},
): Reader {
	return new Reader({
		ledger,
		rules: settings.rules,
		maxOrders: settings.maxOrdersPerPoll,
		cursor,
		settled,
		newSince,
		remindedUntil,
		quiet: false,
		renew: false,
		...more,
	});
}

/** The earliest of some instants, of which any may be missing. */
export function earliest(...dates: Array<DateTime | undefined>): DateTime | undefined {
	const known = dates.filter((date) => date !== undefined);
	return known.length === 0 ? undefined : DateTime.min(...known);
}

/** The latest change among the orders of a page. */
export function latestChange(page: OrderPage): DateTime | undefined {
	const dates = page.orders
		.map((received) => (received.readable ? instant(received.order.last_updated_date) : undefined))
		.filter((date) => date !== undefined);
	return dates.length === 0 ? undefined : DateTime.max(...dates);
}
