import { DateTime } from 'luxon';

/*
 * Which stretch of update dates to read next, so that no order can slip through however much
 * changes while it is being read. All instants are the marketplace's own.
 *
 * A window is `start_update_date` to `end_update_date`, and its end lies in the past by the
 * marketplace's clock (the `Date` header of its answers). Nothing can then join the window while
 * it is read; orders can only leave it, by changing again, and each that leaves reappears in a
 * later window because its new date lies after this end. The cursor moves to the end once, and only
 * when, the whole window has been read.
 *
 * The end is known only after an answer has come. So the first page is asked for without one, and
 * its Date header closes the window for all further pages. That is safe because pages start at
 * creation dates, not at offsets: the first page holds every order up to a creation date as it was
 * at that moment, more recent changes included, and the rest is read from that creation date on.
 * What it tells early is told by the ledger from what it tells again.
 */

/** How far the end of a window stays behind the marketplace's clock: changes show seconds late. */
const LAG_SECONDS = 60;

/** A window that is being read. */
export interface UpdateWindow {
	readonly from: DateTime;
	/** Unknown until the first page has come. */
	readonly to?: DateTime;
}

/** The window after the cursor. It begins before it, by the overlap: a second look costs little. */
export function windowAfter(cursor: DateTime, overlapMinutes: number): UpdateWindow {
	return { from: cursor.minus({ minutes: overlapMinutes }) };
}

export interface FirstPage {
	/** The marketplace's clock when it answered. */
	readonly serverDate: DateTime | undefined;
	/** The latest change on the page: stands in for the clock where a proxy has cut it out. */
	readonly latestChange: DateTime | undefined;
	/** How many orders the window holds, as far as the marketplace says. */
	readonly totalCount: number | undefined;
}

/**
 * The window with its end, once its first page has come.
 *
 * A window with far more orders than one poll hands over (the poller was down) is cut, so
 * that the oldest changes come first and the cursor moves on with every poll. Cutting it after
 * the first page takes nothing away: a window may end anywhere, what lies behind is the next one.
 *
 * @param cursor never moved back: the end is at least this
 * @param orders about how many orders one window should hold
 */
export function closeWindow(
	{ from }: UpdateWindow,
	cursor: DateTime,
	{ serverDate, latestChange, totalCount }: FirstPage,
	orders: number,
): Required<UpdateWindow> {
	const present = serverDate ?? latestChange;
	const latestEnd = DateTime.max(cursor, present?.minus({ seconds: LAG_SECONDS }) ?? cursor);
	if (totalCount === undefined || totalCount <= orders) return { from, to: latestEnd };
	const share = latestEnd.diff(from).milliseconds * (orders / totalCount);
	const cut = DateTime.max(from.plus(Math.floor(share)), cursor.plus({ minutes: 1 }));
	return { from, to: DateTime.min(cut, latestEnd) };
}
