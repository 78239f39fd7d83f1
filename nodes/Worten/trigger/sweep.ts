import type { DateTime } from 'luxon';

/*
 * The daily sweep: once a day everything created or changed in the last days is looked at again,
 * to catch what no window showed. It has two parts, since "created or changed" are two questions to
 * the marketplace. Whatever it finds goes through the same ledger: only what was missed is told.
 */

export const SWEEP_PARTS = ['changed', 'created'] as const;
export type SweepPart = (typeof SWEEP_PARTS)[number];

/**
 * The day of the latest sweep that should have begun by now, as `2026-03-02`: today's once the hour
 * has come in the workflow's time zone, else yesterday's.
 *
 * Kept as the day of a sweep and not as an instant, the change to and from daylight saving neither
 * skips one (an hour that does not exist has come with the next) nor repeats one (an hour that
 * comes twice belongs to one day), and polls that never fall into the hour still sweep.
 *
 * @param now this machine's clock, in the workflow's time zone: the hour is the seller's
 */
export function sweepDay(now: DateTime, hour: number): string {
	const today = now.startOf('day');
	const day = now.hour >= hour ? today : today.minus({ days: 1 });
	return day.toISODate() ?? '';
}

/** This machine's time in the workflow's time zone; in UTC when there is no such zone. */
export function localTime(now: DateTime, timeZone: string): DateTime {
	const local = now.setZone(timeZone);
	return local.isValid ? local : now.toUTC();
}

/** Whether a sweep should begin. Clocks set back do not bring one on. */
export function sweepIsDue(swept: string | undefined, now: DateTime, hour: number): boolean {
	return swept === undefined || swept < sweepDay(now, hour);
}

/** The part after this one. */
export function partAfter(part: SweepPart): SweepPart | undefined {
	return SWEEP_PARTS[SWEEP_PARTS.indexOf(part) + 1];
}
