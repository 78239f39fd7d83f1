import { DateTime } from 'luxon';
import type { Ledger } from './ledger';
import type { Progress } from './state';

/** Orders still under way are remembered so long after their last change, if the sweep does not reach further. */
const UNDER_WAY_DAYS = 30;

/** The ledger holds at most so many orders: 0.75 MB of static data. */
const MOST_ORDERS = 50_000;

/**
 * Forget what no listing will show again, once a day.
 *
 * Orders that have ended go when the sweep no longer reaches them. Those under way stay for a month, so
 * that their next change of status knows the one before. Everything up to the last day forgotten
 * counts as told from then on, so that a forgotten order is not taken for a new one.
 *
 * Reckoned from where the cursor was the day before, not from today: after a long standstill
 * nothing is forgotten before every change of that time has been read.
 */
export function tidy(
	progress: Progress,
	ledger: Ledger,
	sweepDays: number,
	mostOrders = MOST_ORDERS,
): Progress {
	const today = progress.serverDate.toUTC().toISODate() ?? '';
	if (today <= progress.tidied.day && ledger.size <= mostOrders) return progress;

	const reach = progress.tidied.cursor.startOf('day');
	const before = (days: number) => reach.minus({ days }).toISODate() ?? '';
	let forgotten = ledger.forget({
		ended: before(sweepDays + 1),
		underWay: before(Math.max(UNDER_WAY_DAYS, sweepDays + 1)),
	});
	// Too many: those under way go as early as the others, then ever younger days.
	for (let days = sweepDays + 1; ledger.size > mostOrders && days >= 0; days--) {
		const latest = ledger.forget({ ended: before(days), underWay: before(days), all: true });
		forgotten = latest !== undefined && (!forgotten || latest > forgotten) ? latest : forgotten;
	}
	const tidied =
		today > progress.tidied.day ? { day: today, cursor: progress.cursor } : progress.tidied;
	if (!forgotten) return { ...progress, tidied };
	const { settled, newSince } = progress;
	const end = DateTime.fromISO(forgotten, { zone: 'utc' }).endOf('day');
	return {
		...progress,
		settled: DateTime.max(settled, end),
		newSince: newSince && DateTime.max(newSince, end),
		tidied,
	};
}
