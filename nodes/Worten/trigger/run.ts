import { DateTime } from 'luxon';
import type { OrderPage } from '../marketplace/client';
import { instant } from '../orders/instant';
import { statesOfStatus, type KnownStatus } from '../orders/status';
import type { Delivery } from './delivery';
import { Ledger } from './ledger';
import { readListing, type Listing, type ListingInput, type ListingRequest } from './listing';
import { nextLook, reckoning } from './nextLook';
import { Reader, type ReadingOptions } from './reader';
import type { TriggerSettings } from './settings';
import type { Look, Progress, TriggerState } from './state';
import { partAfter, sweepDay } from './sweep';
import { tidy } from './tidy';
import { closeWindow, windowAfter } from './window';

/** Orders something is still expected of: those that can become due, and new ones. */
const OPEN: readonly KnownStatus[] = ['waiting_acceptance', 'accepted', 'waiting_shipment'];

export interface RunInput extends Omit<ListingInput, 'pageSize'> {
	/** `undefined`: the trigger has not run before, or begins anew. Its ledger is taken over. */
	readonly state: TriggerState | undefined;
	readonly account: string;
	readonly settings: TriggerSettings;
	/**
	 * This machine's clock. Decides when to stop and whether the seller's sweep hour has come, and
	 * nothing about orders.
	 */
	readonly now: () => DateTime;
}

export interface RunOutcome {
	/** What to hand to the workflow. */
	readonly deliveries: Delivery[];
	/** What to remember. `undefined` as long as the first look has had no answer. */
	readonly state: TriggerState | undefined;
	/** Why the listing broke off, if it did. Everything taken in before counts all the same. */
	readonly failure: unknown;
	readonly look: Look;
}

/** One look: what it found, and where that leaves the trigger. */
interface Looked {
	listing: Listing;
	progress: Progress;
}

/**
 * One poll: one listing, read as far as time and `maxOrdersPerPoll` allow.
 *
 * Answers what to deliver and what to remember; the caller does both together, or neither. Failed
 * calls are not thrown but in `failure`.
 */
export async function run(input: RunInput): Promise<RunOutcome> {
	const { state, account, settings, now } = input;
	const ledger = state?.ledger ?? new Ledger();
	const look = state ? nextLook(state.progress, settings, now()) : 'sweep';
	const { listing, progress } = await lookAt(look, input, ledger);
	return {
		deliveries: listing.reader?.deliveries ?? [],
		state: progress && { account, progress, ledger },
		failure: listing.failure,
		look,
	};
}

async function lookAt(
	look: Look,
	input: RunInput,
	ledger: Ledger,
): Promise<{ listing: Listing; progress: Progress | undefined }> {
	const before = input.state?.progress;
	if (!before) return await firstLook(input, ledger);
	const { listing, progress } = await looks[look](input, before, ledger);
	if (!listing.reader) return { listing, progress: before };
	const serverDate = listing.serverDate ?? before.serverDate;
	const reached: Progress = {
		...progress,
		serverDate: DateTime.max(before.serverDate, serverDate),
		lastLook: look,
		windowsSinceWatch: windowsSinceWatch(before, look),
	};
	return { listing, progress: tidy(reached, ledger, input.settings.sweepDays) };
}

const looks: Record<
	Look,
	(input: RunInput, progress: Progress, ledger: Ledger) => Promise<Looked>
> = { window: lookAtWindow, sweep: lookAtSweep, watch: lookAtOpenOrders };

async function read(input: RunInput, request: ListingRequest): Promise<Listing> {
	return await readListing({ ...input, pageSize: input.settings.pageSize }, withTaxMode(request));

	function withTaxMode({ query, ...rest }: ListingRequest): ListingRequest {
		return { ...rest, query: { ...query, order_tax_mode: input.settings.taxMode } };
	}
}

function readerFor(
	{ settings }: RunInput,
	ledger: Ledger,
	settled: DateTime,
	more: Partial<ReadingOptions> = {},
): Reader {
	const { rules, maxOrdersPerPoll } = settings;
	return new Reader({
		ledger,
		rules,
		settled,
		maxOrders: maxOrdersPerPoll,
		quiet: false,
		renew: false,
		...more,
	});
}

/**
 * The first poll of all looks at everything of the last days, so that later changes of those orders
 * are told with the status before. Where the trigger begins is the marketplace's clock in the
 * answer; what was changed before is recorded without a word.
 */
async function firstLook(
	input: RunInput,
	ledger: Ledger,
): Promise<{ listing: Listing; progress: Progress | undefined }> {
	const { settings, now } = input;
	const { firstRun, sweepDays, sweepHour, timeZone } = settings;
	const back = firstRun === 'fromNow' ? 0 : firstRun.days;
	const quiet = firstRun === 'fromNow';
	// For how far to look back this machine's clock will do, with a day to spare.
	const from = now()
		.toUTC()
		.minus({ days: Math.max(sweepDays, back) + 1 });
	let begun: DateTime | undefined;

	const listing = await read(input, {
		query: { start_update_date: from },
		begin: (first) => {
			begun = first.serverDate ?? latestChange(first) ?? now().toUTC();
			return { reader: readerFor(input, ledger, begun.minus({ days: back }), { quiet }) };
		},
	});
	if (!begun || !listing.reader) return { listing, progress: undefined };
	const settled = begun.minus({ days: back });
	return {
		listing,
		progress: {
			cursor: settled,
			settled,
			serverDate: begun,
			swept: sweepDay(now().setZone(timeZone), sweepHour),
			...(listing.complete
				? {}
				: { sweep: { part: 'changed', from, place: listing.reader.place, quiet } }),
			...(listing.reader.dueAt ? { dueAt: listing.reader.dueAt } : {}),
			lastLook: 'sweep',
			windowsSinceWatch: 0,
			tidied: { day: begun.toUTC().toISODate() ?? '', cursor: settled },
		},
	};
}

/** Everything changed since the cursor. */
async function lookAtWindow(input: RunInput, progress: Progress, ledger: Ledger): Promise<Looked> {
	const { cursor, settled } = progress;
	const { overlapMinutes, maxOrdersPerPoll } = input.settings;
	const resumed = progress.window;
	const { from } = resumed ?? windowAfter(cursor, overlapMinutes);
	let to = resumed?.to;

	const listing = await read(input, {
		query: { start_update_date: from, end_update_date: to },
		place: resumed?.place,
		begin: (first) => {
			to ??= closeWindow(
				{ from },
				cursor,
				{
					serverDate: first.serverDate,
					latestChange: latestChange(first),
					totalCount: first.totalCount,
				},
				maxOrdersPerPoll,
			).to;
			return { reader: readerFor(input, ledger, settled), further: { end_update_date: to } };
		},
	});

	const dueAt = earliest(progress.dueAt, listing.reader?.dueAt);
	if (listing.complete && to) {
		return {
			listing,
			progress: { ...progress, dueAt, cursor: DateTime.max(cursor, to), window: undefined },
		};
	}
	const place = listing.reader?.place ?? resumed?.place;
	return {
		listing,
		progress: { ...progress, dueAt, window: to && place && { from, to, place } },
	};
}

/** Everything of the last days, once a day: see `sweep`. */
async function lookAtSweep(input: RunInput, progress: Progress, ledger: Ledger): Promise<Looked> {
	const { sweepDays, sweepHour, timeZone } = input.settings;
	const sweep: NonNullable<Progress['sweep']> = progress.sweep ?? {
		part: 'changed',
		from: progress.serverDate.minus({ days: sweepDays }),
	};
	const swept = progress.sweep
		? progress.swept
		: sweepDay(input.now().setZone(timeZone), sweepHour);

	const listing = await read(input, {
		query:
			sweep.part === 'changed' ? { start_update_date: sweep.from } : { start_date: sweep.from },
		place: sweep.place,
		begin: () => ({
			reader: readerFor(input, ledger, progress.settled, { quiet: sweep.quiet === true }),
		}),
	});

	// What there was before the trigger began is looked at by change alone: it is only for remembering.
	const next = sweep.quiet ? undefined : partAfter(sweep.part);
	return {
		listing,
		progress: {
			...progress,
			swept,
			dueAt: earliest(progress.dueAt, listing.reader?.dueAt),
			sweep: listing.complete
				? next && { part: next, from: sweep.from }
				: { ...sweep, place: listing.reader?.place ?? sweep.place },
		},
	};
}

/**
 * All open orders, when time alone has brought something about: their data is needed, and they do
 * not show in any window. Filtering by state is safe here and only here: an order that leaves this
 * listing has changed, is no longer due and shows in a window.
 */
async function lookAtOpenOrders(
	input: RunInput,
	progress: Progress,
	ledger: Ledger,
): Promise<Looked> {
	const listing = await read(input, {
		query: { order_state_codes: OPEN.flatMap((status) => [...statesOfStatus(status)]) },
		place: progress.watch?.place,
		// Open orders stay in the ledger as long as they are open, however long nothing happens.
		begin: () => ({ reader: readerFor(input, ledger, progress.settled, { renew: true }) }),
	});
	if (!listing.reader) return { listing, progress };

	// What windows find while this goes on over several polls is kept apart from what it finds itself.
	const fromWindows = progress.watch ? progress.dueAt : undefined;
	const found = earliest(progress.watch?.dueAt, listing.reader.dueAt);
	const dueFor = reckoning(input.settings.rules);
	const place = listing.reader.place ?? progress.watch?.place;
	if (listing.complete) {
		const dueAt = earliest(fromWindows, found);
		return { listing, progress: { ...progress, dueFor, watch: undefined, dueAt } };
	}
	if (!place) return { listing, progress };
	const watch = { place, dueAt: found };
	return { listing, progress: { ...progress, dueFor, watch, dueAt: fromWindows } };
}

function windowsSinceWatch({ windowsSinceWatch: before }: Progress, look: Look): number {
	if (look === 'watch') return 0;
	return look === 'window' ? before + 1 : before;
}

function earliest(...dates: Array<DateTime | undefined>): DateTime | undefined {
	const known = dates.filter((date) => date !== undefined);
	return known.length === 0 ? undefined : DateTime.min(...known);
}

function latestChange(page: OrderPage): DateTime | undefined {
	const dates = page.orders
		.map((received) => (received.readable ? instant(received.order.last_updated_date) : undefined))
		.filter((date) => date !== undefined);
	return dates.length === 0 ? undefined : DateTime.max(...dates);
}
