import { DateTime } from 'luxon';
import type { Progress } from './state';

/**
 * Where the trigger stands once the marketplace's clock turns out to be behind the cursor: some answer
 * before told a time that was to come, and what happened since then may not have been read. Since when
 * nobody knows. So everything of the last days is read again, and the ledger keeps it from being told
 * again.
 *
 * @param serverDate the marketplace's clock as it tells it now
 */
export function setBack(progress: Progress, serverDate: DateTime, sweepDays: number): Progress {
	const cursor = serverDate.minus({ days: sweepDays });
	const { settled, newSince } = progress;
	return {
		...progress,
		cursor,
		settled: DateTime.min(settled, serverDate),
		newSince: newSince && DateTime.min(newSince, serverDate),
		serverDate,
		window: undefined,
		sweep: undefined,
		tidied: { day: serverDate.toUTC().toISODate() ?? '', cursor },
	};
}
