import { DateTime } from 'luxon';
import type { Progress } from '../state';
import { closeWindow, windowAfter } from '../window';
import { earliest, latestChange, read, readerFor, type Looked, type LookInput } from './look';

/** Everything changed since the cursor: see `window`. */
export async function lookAtWindow(input: LookInput, progress: Progress): Promise<Looked> {
	const { cursor } = progress;
	const { overlapMinutes, maxOrdersPerPoll } = input.settings;
	const resumed = progress.window;
	const from = resumed?.from ?? windowAfter(cursor, overlapMinutes);
	let to = resumed?.to;

	const listing = await read(input, {
		query: { start_update_date: from, end_update_date: to },
		place: resumed?.place,
		begin: (first) => {
			to ??= closeWindow(from, cursor, maxOrdersPerPoll, {
				serverDate: first.serverDate,
				latestChange: latestChange(first),
				totalCount: first.totalCount,
			});
			return { reader: readerFor(input, progress), further: { end_update_date: to } };
		},
	});

	const dueAt = earliest(progress.dueAt, listing.reader?.dueAt);
	if (listing.complete && to) {
		const reached = DateTime.max(cursor, to);
		return { listing, progress: { ...progress, dueAt, cursor: reached, window: undefined } };
	}
	const place = listing.reader?.place ?? resumed?.place;
	const window = to && place && { from, to, place };
	return { listing, progress: { ...progress, dueAt, window } };
}
