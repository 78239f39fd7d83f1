import { earliest } from '../../orders/instant';
import type { Progress } from '../state';
import { localTime, partAfter, sweepDay, sweepIsDue } from '../sweep';
import { read, readerFor, type Looked, type LookInput } from './look';

/** Everything of the last days, once a day: see `sweep`. */
export async function lookAtSweep(input: LookInput, progress: Progress): Promise<Looked> {
	const { sweepDays, sweepHour, timeZone } = input.settings;
	const local = localTime(input.now(), timeZone);
	// A sweep that has not come to its end by the time of the next one makes way for it, unless it is in
	// its last part: with hours between polls none would ever reach that.
	const late =
		sweepIsDue(progress.swept, local, sweepHour) &&
		!progress.sweep?.quiet &&
		progress.sweep?.part !== 'created';
	const resumed = late ? undefined : progress.sweep;
	const sweep: NonNullable<Progress['sweep']> = resumed ?? {
		part: 'changed',
		from: progress.serverDate.minus({ days: sweepDays }),
	};
	const swept = resumed ? progress.swept : sweepDay(local, sweepHour);
	const { part, from, place, quiet = false } = sweep;

	const listing = await read(input, {
		query: part === 'changed' ? { start_update_date: from } : { start_date: from },
		place,
		begin: () => ({ reader: readerFor(input, progress, { quiet }) }),
	});

	// What there was before the trigger began is looked at by change alone: it is only for remembering.
	const next = quiet ? undefined : partAfter(part);
	return {
		listing,
		progress: {
			...progress,
			swept,
			dueAt: earliest(progress.dueAt, listing.reader?.dueAt),
			sweep: listing.complete
				? next && { part: next, from }
				: { ...sweep, place: listing.reader?.place ?? place },
		},
	};
}
