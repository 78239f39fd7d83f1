import { DateTime } from 'luxon';

/**
 * A date of the API (ISO 8601, with or without milliseconds) as an instant in UTC. Text without a
 * zone is UTC, as the API means it. `undefined` when absent or not a date.
 */
export function instant(text: string | null | undefined): DateTime<true> | undefined {
	if (text === null || text === undefined) return undefined;
	const read = DateTime.fromISO(text, { zone: 'utc' });
	return read.isValid ? read : undefined;
}

/** The same instant as one form of text, UTC with milliseconds; null when absent or not a date. */
export function instantText(text: string | null | undefined): string | null {
	return instant(text)?.toISO() ?? null;
}

/** The earliest of some instants, of which any may be missing. */
export function earliest(...dates: Array<DateTime | undefined>): DateTime | undefined {
	const known = dates.filter((date) => date !== undefined);
	return known.length === 0 ? undefined : DateTime.min(...known);
}

/** The latest of some instants, of which any may be missing. */
export function latest(...dates: Array<DateTime | undefined>): DateTime | undefined {
	const known = dates.filter((date) => date !== undefined);
	return known.length === 0 ? undefined : DateTime.max(...known);
}
