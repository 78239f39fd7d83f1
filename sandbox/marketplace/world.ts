import { ApiError } from './apiError';
import type { Clock } from './clock';
import type { JournalEntry, JournalKind } from './journal';
import type { Order } from './order';
import { OrderBook } from './orderBook';
import { randomFor } from './random';
import type { Random } from './random';
import { Schedule } from './schedule';
import type { Settings } from './settings';
import { nextDue } from './timetable';

/** Numbers given out so far. All that randomness and ids depend on besides the seed. */
export interface Counters {
	orders: number;
	commercialId: number;
	refunds: number;
	cancelations: number;
	shipments: number;
	requests: number;
}

/**
 * What every part of the marketplace shares: the orders, the time, the settings and the journal. Each
 * change to an order ends in `changed`, which dates it, journals it and plans what time will do next.
 */
export class World {
	readonly book = new OrderBook();
	readonly journal: JournalEntry[] = [];
	readonly counters: Counters = {
		orders: 0,
		commercialId: 30600000,
		refunds: 1100,
		cancelations: 2100,
		shipments: 0,
		requests: 0,
	};
	/** In cents; null = refunds are never short of money. */
	balance: number | null;
	readonly schedule = new Schedule();
	/** Set while something that fell due in the past is being carried out. */
	private moment: number | null = null;
	onJournal: ((entry: JournalEntry) => void) | null = null;
	onChange: ((order: Order) => void) | null = null;

	constructor(
		readonly seed: number | string,
		readonly clock: Clock,
		public settings: Settings,
	) {
		this.balance = balanceOf(settings);
	}

	/** Epoch milliseconds, whole seconds where the platform keeps no more. */
	now(): number {
		return this.whole(this.moment ?? this.clock.now().toMillis());
	}

	/** The moment in the platform's precision. */
	whole(at: number): number {
		return this.settings.datesWithoutMilliseconds ? Math.floor(at / 1000) * 1000 : at;
	}

	/** Runs something as if it were that moment. */
	at<T>(moment: number, run: () => T): T {
		const before = this.moment;
		this.moment = moment;
		try {
			return run();
		} finally {
			this.moment = before;
		}
	}

	/** Runs something during which no time passes. */
	inOneMoment<T>(run: () => T): T {
		return this.at(this.clock.now().toMillis(), run);
	}

	random(...scope: (string | number)[]): Random {
		return randomFor(this.seed, ...scope);
	}

	/** The order, or an error for people who call the sandbox's own methods. */
	mustFind(orderId: string): Order {
		const order = this.book.get(orderId);
		if (!order) throw new ApiError(404, `There is no order ${orderId}`);
		return order;
	}

	/** Records that an order has just been changed. */
	changed(
		order: Order,
		by: JournalEntry['by'],
		kind: JournalKind,
		detail: Record<string, unknown> = {},
	): void {
		const now = this.now();
		order.version += 1;
		order.updatedAt = Math.max(now, order.updatedAt);
		const entry: JournalEntry = {
			seq: this.journal.length === 0 ? 1 : this.journal[this.journal.length - 1].seq + 1,
			at: now,
			orderId: order.id,
			kind,
			by,
			detail,
		};
		this.journal.push(entry);
		this.onChange?.(order);
		if (this.settings.visibilityDelayMs > 0)
			this.book.keepVersion(order, order.updatedAt + this.settings.visibilityDelayMs, now);
		this.plan(order);
		this.onJournal?.(entry);
	}

	/**
	 * Notes when time next does something to the order. What has been held up (by an incident, by a longer
	 * delay) happens now at the earliest: no change is ever dated before one that callers have seen.
	 */
	plan(order: Order): void {
		const due = nextDue(order, this.settings.delays);
		if (due)
			this.schedule.add({
				at: Math.max(due.at, this.moment ?? this.clock.now().toMillis()),
				ordinal: order.ordinal,
				orderId: order.id,
				version: order.version,
			});
	}

	/** Plans anew for all orders, after delays have changed. */
	planAll(): void {
		this.schedule.clear();
		for (const order of this.book.all()) this.plan(order);
	}
}

/** The payable balance of the settings in cents. */
export function balanceOf(settings: Settings): number | null {
	return settings.payableBalance === null ? null : Math.round(settings.payableBalance * 100);
}
