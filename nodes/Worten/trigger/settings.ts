import type { TaxMode } from '../marketplace/client';
import type { Rules } from './rules';

/** What a Worten Trigger is set to. */
export interface TriggerSettings {
	readonly rules: Rules;
	/** `fromNow`: only what happens from now on; a number: also what happened in the last so many days. */
	readonly firstRun: 'fromNow' | { readonly days: number };
	readonly overlapMinutes: number;
	/** A poll hands over at most so many orders; the rest waits for the next. */
	readonly maxOrdersPerPoll: number;
	readonly dailySweep: boolean;
	/** In the workflow's time zone. */
	readonly sweepHour: number;
	readonly sweepDays: number;
	readonly taxMode?: TaxMode;
	/** The workflow's, as IANA names it. */
	readonly timeZone: string;
	/** Orders a page; the API's largest when left out. */
	readonly pageSize?: number;
}
