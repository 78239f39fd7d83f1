import type { DateTime } from 'luxon';
import type { Order } from '../../marketplace/schemas/order';
import type { Step } from './step';

/** How long a write is remembered: well beyond the seconds by which changes may show late. */
const REMEMBERED_MS = 5 * 60_000;
/** … and how many at most, the oldest forgotten first. */
const MOST_REMEMBERED = 5_000;

export interface RecentWrite {
	readonly step: Step;
	/** The order as it was before. */
	readonly before: Order;
	readonly at: DateTime;
	/** Not known to have been done. */
	readonly uncertain: boolean;
}

/**
 * What this n8n process has done to orders in the last minutes. What the marketplace shows may be
 * some seconds old, and a node that is run again at once (Retry On Fail, a loop, another workflow)
 * must not take an old picture of an order for the present one.
 */
export class RecentWrites {
	private readonly writes = new Map<string, RecentWrite[]>();

	add(order: string, write: RecentWrite): void {
		// A later one of a kind stands for those before it (another tracking number); refunds add up.
		const known = (this.writes.get(order) ?? []).filter(
			({ step }) => write.step.repeatable || step.operation !== write.step.operation,
		);
		// Deleted and set again, so that the map stays in the order of the last write.
		this.writes.delete(order);
		this.writes.set(order, [...known, write]);
		for (const oldest of this.writes.keys()) {
			if (this.writes.size <= MOST_REMEMBERED) break;
			this.writes.delete(oldest);
		}
	}

	/** The writes to an order that are still to be reckoned with. */
	of(order: string, now: DateTime): RecentWrite[] {
		const recent = (this.writes.get(order) ?? []).filter(
			({ at }) => now.diff(at).milliseconds < REMEMBERED_MS,
		);
		if (recent.length > 0) this.writes.set(order, recent);
		else this.writes.delete(order);
		return recent;
	}

	/** An uncertain write turned out one way or the other. */
	forget(order: string, write: RecentWrite): void {
		const left = (this.writes.get(order) ?? []).filter((known) => known !== write);
		if (left.length > 0) this.writes.set(order, left);
		else this.writes.delete(order);
	}

	clear(): void {
		this.writes.clear();
	}
}

/** Those of this process, whichever node or workflow made them. */
export const recentWrites = new RecentWrites();
