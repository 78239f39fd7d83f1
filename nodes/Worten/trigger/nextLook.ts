import type { DateTime } from 'luxon';
import { TIME_DRIVEN } from './eventType';
import type { Rules } from './rules';
import type { TriggerSettings } from './settings';
import type { Look, Progress } from './state';
import { localTime, sweepIsDue } from './sweep';

/** At least so many windows are read between two looks at what time alone brings about. */
const WINDOWS_BETWEEN_WATCHES = 3;

/** Whether any event was asked for that time alone brings about. */
export function watches(rules: Rules): boolean {
	return [...rules.events].some((event) => TIME_DRIVEN.has(event));
}

/** What due times rest on: when it changes they have to be reckoned anew. */
export function reckoning(rules: Rules): string {
	const { events, dueSoonHours, stuckHours, statuses, channels, fulfillmentCenters } = rules;
	return [
		events.has('shipmentDueSoon') ? dueSoonHours : '',
		events.has('stuckInDebit') ? stuckHours : '',
		...[statuses, channels, fulfillmentCenters].map((chosen) => [...chosen].sort().join(',')),
	].join(' ');
}

/**
 * What this poll should look at. OR11 may be asked for one listing a minute, so a poll makes one
 * and only one; the daily sweep and the watch over open orders take the place of a window now and then.
 *
 * They never come twice in a row, so the window never waits for longer than one poll. Nor do new
 * orders wait: sweep and watch show them too, and whichever look finds something tells it.
 */
export function nextLook(progress: Progress, settings: TriggerSettings, localNow: DateTime): Look {
	if (progress.lastLook !== 'window') return 'window';
	if (watchIsDue(progress, settings.rules)) return 'watch';
	const { dailySweep, sweepHour, timeZone } = settings;
	if (progress.sweep && (dailySweep || progress.sweep.quiet)) return 'sweep';
	const due = dailySweep && sweepIsDue(progress.swept, localTime(localNow, timeZone), sweepHour);
	return due ? 'sweep' : 'window';
}

function watchIsDue(progress: Progress, rules: Rules): boolean {
	if (!watches(rules)) return false;
	if (progress.watch) return true;
	// Never looked yet, or the seller has changed hours or filters.
	if (progress.dueFor !== reckoning(rules)) return true;
	return (
		progress.windowsSinceWatch >= WINDOWS_BETWEEN_WATCHES &&
		progress.dueAt !== undefined &&
		progress.dueAt <= progress.serverDate
	);
}
