import type { DateTime } from 'luxon';
import type { ReceivedOrder } from '../marketplace/schemas/order';
import { earliest, instant, latest } from '../orders/instant';
import { orderStatus } from '../orders/status';
import type { Delivery } from './delivery';
import { judge } from './events';
import type { Ledger } from './ledger';
import type { Rules } from './rules';
import { datesOf, judgeUnreadable, statusOf, unreadableId } from './unreadable';

export interface ReadingOptions {
	readonly ledger: Ledger;
	readonly rules: Rules;
	readonly settled: DateTime;
	readonly newSince?: DateTime;
	/** Where the cursor stands. */
	readonly cursor: DateTime;
	/** Record what cannot be dated without a word: the first look at what was there before. */
	readonly quiet: boolean;
	/** Orders that are seen count as remembered from today, changed or not. */
	readonly renew: boolean;
	/** Hand over at most so many orders. */
	readonly maxOrders: number;
}

/** An order taken in, by its name in the ledger. */
export interface NotedOrder {
	readonly orderId: string;
	readonly changedAt: DateTime;
	readonly createdAt: DateTime | undefined;
}

/**
 * Takes in orders one by one, whichever listing shows them, and collects what is to be told. Keeps
 * the ledger; holds on to the orders that are told and to no others.
 */
export class Reader {
	readonly deliveries: Delivery[] = [];
	/** The creation date of the last order taken in. */
	place: DateTime | undefined;
	/** Orders taken in that changed after the cursor, or that the ledger knew otherwise. */
	readonly noted: NotedOrder[] = [];
	/** The latest change among the orders taken in. */
	latestChange: DateTime | undefined;
	/** When time alone will next bring something about, among the orders taken in. */
	dueAt: DateTime | undefined;
	private told = 0;

	constructor(private readonly options: ReadingOptions) {}

	/** No more orders are to be handed over by this poll. */
	get full(): boolean {
		return this.told >= this.options.maxOrders;
	}

	/** @param now the marketplace's clock */
	take(received: ReceivedOrder, now: DateTime): void {
		const { ledger, rules, settled, newSince, cursor, quiet, renew } = this.options;
		const day = now.toUTC().toISODate() ?? '';
		if (!received.readable) {
			const id = unreadableId(received);
			const judged = judgeUnreadable({
				received,
				known: ledger.order(id),
				settled,
				newSince,
				quiet,
			});
			if (judged.changed || renew) ledger.remember(id, judged.known, [], day);
			if (judged.changed) {
				const [changedAt = now, createdAt] = datesOf(received.raw);
				this.noted.push({ orderId: id, changedAt, createdAt });
			}
			if (judged.event) {
				this.told += 1;
				this.deliveries.push({
					event: judged.event,
					status: statusOf(received.raw),
					received,
				});
			}
			return;
		}
		const { order } = received;
		const { events, known, particulars, changed, dueAt } = judge({
			order,
			known: ledger.order(order.order_id),
			holds: (name, value) => ledger.holds(order.order_id, name, value),
			settled,
			newSince,
			now,
			quiet,
			rules,
		});
		if (changed || renew) ledger.remember(order.order_id, known, particulars, day);
		this.dueAt = earliest(this.dueAt, dueAt);
		this.place = instant(order.created_date) ?? this.place;
		const changedAt = instant(order.last_updated_date);
		this.latestChange = latest(this.latestChange, changedAt);
		if (changedAt && (changed || changedAt > cursor)) {
			this.noted.push({ orderId: order.order_id, changedAt, createdAt: this.place });
		}
		if (events.length === 0) return;
		this.told += 1;
		const status = orderStatus(order);
		for (const event of events) this.deliveries.push({ event, status, received });
	}
}
