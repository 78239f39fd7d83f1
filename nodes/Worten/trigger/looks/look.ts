import type { DateTime } from 'luxon';
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
export type Standing = 'cursor' | 'settled' | 'newSince';

/** Who takes in the orders of a listing. */
export function readerFor(
	{ settings, ledger }: LookInput,
	{ cursor, settled, newSince }: Pick<Progress, Standing>,
	more: Partial<ReadingOptions> = {},
): Reader {
	return new Reader({
		ledger,
		rules: settings.rules,
		maxOrders: settings.maxOrdersPerPoll,
		cursor,
		settled,
		newSince,
		quiet: false,
		renew: false,
		...more,
	});
}
