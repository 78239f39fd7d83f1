import type { Progress } from '../state';
import { localTime, partAfter, sweepDay } from '../sweep';
import { earliest, read, readerFor, type Looked, type LookInput } from './look';

/** Everything of the last days, once a day: see `sweep`. */
export async function lookAtSweep(input: LookInput, progress: Progress): Promise<Looked> {
	const { sweepDays, sweepHour, timeZone } = input.settings;
	const sweep: NonNullable<Progress['sweep']> = progress.sweep ?? {
		part: 'changed',
		from: progress.serverDate.minus({ days: sweepDays }),
	};
	const swept = progress.sweep
		? progress.swept
		: sweepDay(localTime(input.now(), timeZone), sweepHour);
	const { part, from, place, quiet = false, remindedUntil } = sweep;

	const listing = await read(input, {
		query: part === 'changed' ? { start_update_date: from } : { start_date: from },
		place,
		begin: () => ({ reader: readerFor(input, progress, { quiet, remindedUntil }) }),
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
