import { DateTime } from 'luxon';
import type { OrderPage } from '../../marketplace/client';
import { instant, latest } from '../../orders/instant';
import type { Listing } from '../listing';
import type { Progress } from '../state';
import { localTime, sweepDay } from '../sweep';
import { read, readerFor, type LookInput, type Standing } from './look';

/** Activating a workflow should not take longer; what is left is looked at by later polls. */
const LONGEST_FIRST_LOOK_MS = 20_000;

/** Where an earlier life of the node ended. */
export interface Resumption {
	/** Every change up to here was read and told. */
	readonly cursor: DateTime;
	/** Orders created after this and not in the ledger are new. */
	readonly newSince: DateTime;
}

/**
 * The first poll of all looks at everything of the last days, so that later changes of those orders
 * are told with the status before.
 *
 * Where the trigger begins is the marketplace's clock in the answer; what was changed before is
 * recorded without a word. Where the node has merely been renamed it begins where it ended.
 */
export async function firstLook(
	input: LookInput,
	resumption?: Resumption,
): Promise<{ listing: Listing; progress: Progress | undefined }> {
	const { settings, now, deadline } = input;
	const { firstRun, sweepDays, sweepHour, timeZone } = settings;
	const back = firstRun === 'fromNow' ? 0 : firstRun.days;
	const quiet = firstRun === 'fromNow' || resumption !== undefined;
	// For how far to look back this machine's clock will do, with a day to spare.
	const from = now()
		.toUTC()
		.minus({ days: Math.max(sweepDays, back) + 1 });
	let begun: ({ present: DateTime } & Pick<Progress, Standing>) | undefined;

	const listing = await read(
		{ ...input, deadline: DateTime.min(deadline, now().plus(LONGEST_FIRST_LOOK_MS)) },
		{
			query: { start_update_date: from },
			begin: (first) => {
				const present = first.serverDate ?? latestChange(first) ?? now().toUTC();
				const began = present.minus({ days: back });
				const { cursor = began, newSince } = resumption ?? {};
				// Dates may come without their milliseconds: an order of this very second counts as new.
				const settled = resumption || !first.serverDate ? cursor : cursor.minus(1);
				begun = { present, cursor, settled, newSince };
				return { reader: readerFor(input, begun, { quiet }) };
			},
		},
	);
	if (!begun || !listing.reader) return { listing, progress: undefined };
	const { present, ...standing } = begun;
	return {
		listing,
		progress: {
			...standing,
			serverDate: present,
			swept: sweepDay(localTime(now(), timeZone), sweepHour),
			...(listing.complete
				? {}
				: {
						sweep: {
							part: 'changed',
							from,
							place: listing.reader.place,
							quiet,
						},
					}),
			dueAt: listing.reader.dueAt,
			lastLook: 'sweep',
			windowsSinceWatch: 0,
			tidied: { day: present.toUTC().toISODate() ?? '', cursor: standing.cursor },
		},
	};
}

/** The latest change among the orders of a page. */
function latestChange({ orders }: OrderPage): DateTime | undefined {
	return latest(
		...orders.map((received) =>
			received.readable ? instant(received.order.last_updated_date) : undefined,
		),
	);
}
