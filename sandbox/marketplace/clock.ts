import { DateTime } from 'luxon';

/** The only source of time in the sandbox, so that a test can own it. */
export interface Clock {
	/** The present moment, in UTC. */
	now(): DateTime<true>;
}

/** The machine's clock; with a factor above 1 the marketplace's time runs that much faster from the moment of construction. */
export class SystemClock implements Clock {
	private readonly startedAt = Date.now();

	constructor(private readonly factor = 1) {}

	now(): DateTime<true> {
		const real = Date.now();
		const millis = this.startedAt + (real - this.startedAt) * this.factor;
		return DateTime.fromMillis(Math.round(millis), { zone: 'utc' }) as DateTime<true>;
	}
}

/** A clock that stands still until it is told to advance. */
export class VirtualClock implements Clock {
	private millis: number;

	/** @param start ISO-8601 or a DateTime; a fixed Monday morning when left out, so that runs repeat. */
	constructor(start: string | DateTime = '2026-03-02T08:00:00.000Z') {
		const moment = typeof start === 'string' ? DateTime.fromISO(start, { zone: 'utc' }) : start;
		if (!moment.isValid) throw new Error(`Not a moment in time: ${String(start)}`);
		this.millis = moment.toMillis();
	}

	now(): DateTime<true> {
		return DateTime.fromMillis(this.millis, { zone: 'utc' }) as DateTime<true>;
	}

	/** Moves time forward by a number of milliseconds. Time never runs backwards. */
	advance(milliseconds: number): void {
		if (!(milliseconds >= 0)) throw new Error('A clock only advances by zero or more milliseconds');
		this.millis += Math.round(milliseconds);
	}
}
