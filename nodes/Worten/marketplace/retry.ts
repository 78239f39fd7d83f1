import { DateTime } from 'luxon';

/**
 * The wait a `Retry-After` header asks for, in milliseconds: it comes as seconds or as an HTTP
 * date. `undefined` when there is none or it cannot be read; never negative.
 *
 * @param now the marketplace's own clock (its `Date` header) where known, else ours
 */
export function retryAfterMs(header: string | undefined, now: DateTime): number | undefined {
	const value = header?.trim();
	if (!value) return undefined;
	if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
	const at = DateTime.fromHTTP(value, { zone: 'utc' });
	return at.isValid ? Math.max(0, at.diff(now).milliseconds) : undefined;
}

export interface RetryPolicy {
	/** Tries in all, the first included. */
	readonly attempts: number;
	/** The wait before the second try, in milliseconds; doubled for each further one. */
	readonly firstWaitMs: number;
	readonly longestWaitMs: number;
}

export const READ_RETRIES: RetryPolicy = { attempts: 5, firstWaitMs: 500, longestWaitMs: 20_000 };

/**
 * How long to wait before the next try, in milliseconds, or `undefined` to give up: the tries are
 * used up, or the wait would end after the caller's deadline.
 *
 * @param attempt how many tries there were
 * @param askedMs what Retry-After asked for
 * @param leftMs time left until the caller's deadline
 * @param spread 0..1, keeps several waiters from trying again at the same instant
 */
export function nextWaitMs(
	policy: RetryPolicy,
	{
		attempt,
		askedMs,
		leftMs,
		spread,
	}: { attempt: number; askedMs?: number; leftMs: number; spread: number },
): number | undefined {
	if (attempt >= policy.attempts) return undefined;
	const own = Math.min(policy.longestWaitMs, policy.firstWaitMs * 2 ** (attempt - 1));
	const wait = askedMs ?? Math.round(own * (0.75 + spread / 2));
	return wait < leftMs ? wait : undefined;
}
