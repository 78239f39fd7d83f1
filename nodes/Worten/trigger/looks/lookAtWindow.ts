import { DateTime } from 'luxon';
import { earliest } from '../../orders/instant';
import { setBack } from '../setBack';
import type { Progress } from '../state';
import { closeWindow, endWithoutClock, windowAfter } from '../window';
import { read, readerFor, type Looked, type LookInput } from './look';

/** Everything changed since the cursor: see `window`. */
export async function lookAtWindow(input: LookInput, before: Progress): Promise<Looked> {
	const { overlapMinutes, maxOrdersPerPoll, sweepDays } = input.settings;
	const { cursor } = before;
	const resumed = before.window;
	const from = resumed?.from ?? windowAfter(cursor, overlapMinutes);
	let to = resumed?.to;

	const began = input.now();
	const listing = await read(input, {
		query: { start_update_date: from, end_update_date: to },
		place: resumed?.place,
		begin: ({ serverDate, totalCount }) => {
			if (serverDate) {
				to ??= closeWindow(from, cursor, maxOrdersPerPoll, { serverDate, totalCount });
			}
			return { reader: readerFor(input, before), further: to && { end_update_date: to } };
		},
	});
	const { reader, serverDate, complete } = listing;
	if (!reader) return { listing, progress: before };

	const progress = { ...before, dueAt: earliest(before.dueAt, reader.dueAt) };
	if (serverDate && serverDate < cursor) {
		return { listing, progress: setBack(progress, serverDate, sweepDays) };
	}
	to ??= endWithoutClock(cursor, reader.latestChange, input.now().diff(began).milliseconds);
	if (complete) {
		const reached = DateTime.max(cursor, to);
		return { listing, progress: { ...progress, cursor: reached, window: undefined } };
	}
	const place = reader.place ?? resumed?.place;
	return { listing, progress: { ...progress, window: place && { from, to, place } } };
}
