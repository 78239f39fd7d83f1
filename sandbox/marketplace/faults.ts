import type { Random } from './random';

/**
 * Ways for a call to go wrong. `…Before` and the plain errors: nothing was done. `…After`, `truncated` and
 * `empty`: it was done and the caller does not learn so.
 */
export const faultKinds = [
	'tooManyRequests',
	'serverError',
	'serverErrorAfter',
	'htmlError',
	'resetBefore',
	'resetAfter',
	'truncated',
	'empty',
	'redirect',
	'hangBefore',
	'hangAfter',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** Share of calls (0 to 1) that go wrong in each way. Together at most 1. */
export type FaultRates = Record<FaultKind, number>;

/** A fault for the next matching calls only. */
export interface NextFault {
	kind: FaultKind;
	/** GET, PUT, POST; any when left out. */
	method?: string;
	/** Regular expression on the path, or a piece of it; any when left out. */
	path?: RegExp | string;
	/** How many calls; 1 when left out. */
	times?: number;
	/** Matching calls to let through first. */
	skip?: number;
	/** Status of a serverError or htmlError. */
	status?: number;
	/** Retry-After of a tooManyRequests, in seconds. */
	retryAfterSeconds?: number;
}

/** A marketplace in which nothing goes wrong. */
export function noFaults(): FaultRates {
	return Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as FaultRates;
}

/** One draw decides which fault, if any, strikes. */
export function drawFault(rates: FaultRates, random: Random): NextFault | null {
	const draw = random.next();
	let upTo = 0;
	for (const kind of faultKinds) {
		upTo += rates[kind];
		if (draw < upTo) return { kind };
	}
	return null;
}

/** Takes the first queued fault that fits the call, counting it down. */
export function takeFault(queue: NextFault[], method: string, path: string): NextFault | null {
	for (const [index, fault] of queue.entries()) {
		if (fault.method && fault.method.toUpperCase() !== method) continue;
		if (typeof fault.path === 'string' && !path.includes(fault.path)) continue;
		if (
			fault.path instanceof RegExp &&
			!new RegExp(fault.path.source, fault.path.flags.replace('g', '')).test(path)
		)
			continue;
		if (fault.skip) {
			fault.skip -= 1;
			continue;
		}
		fault.times = (fault.times ?? 1) - 1;
		if (fault.times <= 0) queue.splice(index, 1);
		return fault;
	}
	return null;
}
