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
export function reckoning({ events, dueSoonHours, stuckHours }: Rules): string {
	return [
		events.has('shipmentDueSoon') ? dueSoonHours : '',
		events.has('stuckInDebit') ? stuckHours : '',
	].join(' ');
}

/** What this process knows of a node's earlier polls, whether n8n has saved it or not. */
export interface Recent {
	readonly lastLook?: Look;
	/** The day of the last sweep that came to its end. */
	readonly swept?: string;
}

/**
 * What this poll should look at. OR11 may be asked for one listing a minute, so a poll makes one
 * and only one; the daily sweep and the watch over open orders take the place of a window now and then.
 *
 * They never come twice in a row, so the window never waits for longer than one poll. Nor do new
 * orders wait: sweep and watch show them too, and whichever look finds something tells it.
 *
 * @param recent n8n saves what a poll reached only with what it delivers (its durable cursors
 * apart): without this, a sweep that found nothing would be taken for one that never was
 */
export function nextLook(
	progress: Progress,
	settings: TriggerSettings,
	localNow: DateTime,
	recent: Recent = {},
): Look {
	if ((recent.lastLook ?? progress.lastLook) !== 'window') return 'window';
	if (watchIsDue(progress, settings.rules)) return 'watch';
	if (progress.sweep) return 'sweep';
	if (!settings.dailySweep) return 'window';
	const { sweepHour, timeZone } = settings;
	const local = localTime(localNow, timeZone);
	const due =
		sweepIsDue(progress.swept, local, sweepHour) && sweepIsDue(recent.swept, local, sweepHour);
	return due ? 'sweep' : 'window';
}

function watchIsDue(progress: Progress, rules: Rules): boolean {
	if (!watches(rules)) return false;
	if (progress.watch) return true;
	// Never looked yet, or the seller has changed the hours.
	if (progress.dueFor !== reckoning(rules)) return true;
	return (
		progress.windowsSinceWatch >= WINDOWS_BETWEEN_WATCHES &&
		progress.dueAt !== undefined &&
		progress.dueAt <= progress.serverDate
	);
}
