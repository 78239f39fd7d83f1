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

/**
 * A window is not cut for fewer orders than this, nor for so many polls' worth. Where in it the orders lie
 * nobody knows: a cut may leave a window with nothing in it, and that costs a poll.
 */
const FEW_ORDERS = 5_000;
const FEW_POLLS = 10;

/**
 * Where the window after the cursor begins: before it, by the overlap. A second look costs little,
 * and the ledger tells what was seen.
 */
export function windowAfter(cursor: DateTime, overlapMinutes: number): DateTime {
	return cursor.minus({ minutes: overlapMinutes });
}

export interface FirstPage {
	/** The marketplace's clock when it answered. */
	readonly serverDate: DateTime;
	/** How many orders the window holds, as far as the marketplace says. */
	readonly totalCount: number | undefined;
}

/**
 * Where the window ends, once its first page has come.
 *
 * A window with far more orders than a poll hands over (nobody polled for long) is cut, so that the
 * oldest changes come first and the cursor moves on every few polls. Cutting it after the first page
 * takes nothing away: a window may end anywhere, and what lies behind is the next one. Orders of the
 * overlap are not counted, as far as changes are spread evenly: most of them are known.
 *
 * @param from where the window begins, before the cursor
 * @param cursor never moved back: the end is at least this
 * @param maxOrders how many orders a poll hands over
 */
export function closeWindow(
	from: DateTime,
	cursor: DateTime,
	maxOrders: number,
	{ serverDate, totalCount }: FirstPage,
): DateTime {
	const latestEnd = DateTime.max(cursor, serverDate.minus({ seconds: LAG_SECONDS }));
	const most = Math.max(FEW_ORDERS, FEW_POLLS * maxOrders);
	const sinceCursor = latestEnd.diff(cursor).milliseconds;
	const sinceFrom = latestEnd.diff(from).milliseconds;
	if (totalCount === undefined || sinceFrom <= 0) return latestEnd;
	const news = totalCount * (sinceCursor / sinceFrom);
	return news <= most ? latestEnd : cursor.plus(Math.ceil(sinceCursor * (most / news)));
}

/**
 * Where a window ends that had to be read without the marketplace's clock (a proxy cuts it out), once
 * it has been read: its reading began no earlier than that.
 *
 * @param latestChange the latest change among the orders read
 * @param tookMs how long the reading took: it may have been seen only at the end
 */
export function endWithoutClock(
	cursor: DateTime,
	latestChange: DateTime | undefined,
	tookMs: number,
): DateTime {
	const began = latestChange?.minus({ milliseconds: Math.max(0, tookMs), seconds: LAG_SECONDS });
	return began ? DateTime.max(cursor, began) : cursor;
}
