import { DateTime } from 'luxon';
import { nextWaitMs, READ_RETRIES, retryAfterMs } from '../../nodes/Worten/marketplace/retry';

const now = DateTime.fromISO('2026-03-02T10:00:00Z', { zone: 'utc' });

describe('Retry-After', () => {
	it.each([
		['5', 5_000],
		['0', 0],
		['1.2', 1_200],
		[' 30 ', 30_000],
		['Mon, 02 Mar 2026 10:01:00 GMT', 60_000],
		['Mon, 02 Mar 2026 09:00:00 GMT', 0],
		['soon', undefined],
		['-5', undefined],
		['', undefined],
		[undefined, undefined],
	])('%p means %p ms', (header, expected) => {
		expect(retryAfterMs(header, now)).toBe(expected);
	});
});

describe('the wait before the next try', () => {
	const wait = (more: Partial<Parameters<typeof nextWaitMs>[1]>) =>
		nextWaitMs(READ_RETRIES, { attempt: 1, leftMs: 60_000, spread: 0.5, ...more });

	it('doubles', () => {
		expect([1, 2, 3, 4].map((attempt) => wait({ attempt }))).toEqual([500, 1_000, 2_000, 4_000]);
	});

	it('is spread around its middle, so that several waiters do not come back together', () => {
		expect(wait({ spread: 0 })).toBe(375);
		expect(wait({ spread: 1 })).toBe(625);
	});

	it('is what the marketplace asks for', () => {
		expect(wait({ askedMs: 45_000 })).toBe(45_000);
		expect(wait({ askedMs: 0 })).toBe(0);
	});

	it('is never one that ends after the deadline', () => {
		expect(wait({ askedMs: 60_000 })).toBeUndefined();
		expect(wait({ leftMs: 400 })).toBeUndefined();
	});

	it('ends with the tries', () => {
		expect(wait({ attempt: READ_RETRIES.attempts })).toBeUndefined();
	});
});
