import { createHash } from 'node:crypto';
import { TIME_DRIVEN, type EventType } from '../../nodes/Worten/trigger/eventType';
import type { Marketplace } from '../../sandbox';

/** A digest of an order's every field: orders are many, and their text long. */
export function digestOf(order: unknown): string {
	return createHash('sha1').update(JSON.stringify(order)).digest('base64');
}

/** One thing a poller handed over. */
export interface Handed {
	/** The event's own id; for the plain pager, order and content. */
	readonly id: string;
	readonly orderId: string;
	readonly type: string;
	/** What it is about besides the order. */
	readonly about: string;
	/** A digest of the order as it was handed over. */
	readonly content: string;
	readonly status?: string;
	readonly previousStatus?: string | null;
}

export interface Tally {
	/** Orders placed. */
	orders: number;
	/** Changes in the journal. */
	changes: number;
	/** Orders never handed over. */
	lostOrders: number;
	/** Orders whose last state was never handed over. */
	outdated: number;
	/** Refunds whose last step was never told. Only of pollers that tell refunds. */
	lostRefunds: number;
	/** Shipments due soon and payments overdue, for many polls on end, that were never told. */
	lostReminders: number;
	/** The same thing handed over again. */
	twice: number;
	/** A second `newOrder` of one order, or an event whose previous status was not the one told before. */
	wrong: number;
}

/** Keeps what a poller hands over, and compares it with the truth. */
export class Tallier {
	private readonly last = new Map<string, string>();
	private readonly status = new Map<
		string,
		{ now: string; before: string | null; content: string }
	>();
	private readonly announced = new Map<string, number>();
	private readonly seen = new Set<string>();
	private readonly ids = new Set<string>();
	private readonly refunds = new Set<string>();
	private readonly reminders = new Set<string>();
	private twice = 0;
	private wrong = 0;

	constructor(private readonly tellsEvents: boolean) {}

	take({ id, orderId, type, about, content, status, previousStatus }: Handed): void {
		if (status !== undefined && previousStatus !== undefined) {
			const known = this.status.get(orderId);
			// Several events of one order at one time share the status before.
			const before = known?.content === content ? known.before : (known?.now ?? null);
			// What time alone brings about leaves the order as it was.
			const unchanged = TIME_DRIVEN.has(type as EventType) && previousStatus === known?.now;
			if (previousStatus !== before && !unchanged) this.wrong += 1;
			this.status.set(orderId, { now: status, before, content });
		}
		const thing = `${orderId} ${type} ${about} ${content}`;
		if (this.seen.has(thing) || this.ids.has(id)) this.twice += 1;
		this.seen.add(thing);
		this.ids.add(id);
		this.last.set(orderId, content);
		if (type === 'newOrder') {
			const times = (this.announced.get(orderId) ?? 0) + 1;
			this.announced.set(orderId, times);
			if (times > 1) this.wrong += 1;
		}
		if (type === 'refundChanged') this.refunds.add(about);
		if (TIME_DRIVEN.has(type as EventType)) this.reminders.add(`${type} ${orderId}`);
	}

	/**
	 * Compare with the marketplace's journal and orders.
	 * @param polls when there were polls that worked, in epoch milliseconds
	 */
	against(marketplace: Marketplace, polls: readonly number[]): Tally {
		const contentOf = (id: string) => digestOf(marketplace.view(id));
		const placed = marketplace.journal
			.filter(({ kind }) => kind === 'placed')
			.map(({ orderId }) => orderId);
		const arrived = (id: string) => (this.tellsEvents ? this.announced.has(id) : this.last.has(id));
		const refunds = new Map<string, string>();
		for (const { kind, detail } of marketplace.journal) {
			if (kind === 'refund') refunds.set(String(detail.refundId), 'WAITING_REFUND');
			if (kind === 'refundState') refunds.set(String(detail.refundId), String(detail.to));
		}
		return {
			orders: placed.length,
			changes: marketplace.journal.length,
			lostOrders: placed.filter((id) => !arrived(id)).length,
			outdated: placed.filter((id) => arrived(id) && this.last.get(id) !== contentOf(id)).length,
			lostRefunds: this.tellsEvents
				? [...refunds].filter(([id, state]) => !this.refunds.has(`${id} ${state}`)).length
				: 0,
			lostReminders: this.tellsEvents
				? expectedReminders(marketplace, polls).filter((name) => !this.reminders.has(name)).length
				: 0,
			twice: this.twice,
			wrong: this.wrong,
		};
	}
}

const HOUR = 3_600_000;

/** A reminder is expected when so many polls found the order due: a poll looks at these now and then. */
const POLLS_DUE = 8;

/** What time alone should have brought about, by the journal: `shipmentDueSoon` and `stuckInDebit`. */
function expectedReminders(marketplace: Marketplace, polls: readonly number[]): string[] {
	const expected: string[] = [];
	const end = marketplace.now().toMillis();
	const stays = new Map<string, { state: string; since: number }>();
	const leave = (orderId: string, at: number) => {
		const stay = stays.get(orderId);
		const order = marketplace.order(orderId);
		if (!stay || !order) return;
		const shipping = stay.state === 'SHIPPING';
		const due = shipping
			? (order.shippingDeadline ?? Infinity) - 24 * HOUR
			: (order.decidedAt ?? order.createdAt) + 6 * HOUR;
		const from = Math.max(stay.since, due);
		const found = polls.filter((poll) => poll > from && poll < at).length;
		if (found >= POLLS_DUE) {
			expected.push(`${shipping ? 'shipmentDueSoon' : 'stuckInDebit'} ${orderId}`);
		}
	};
	for (const { kind, orderId, at, detail } of marketplace.journal) {
		// Refunded in full, an order has another status although its state is the same.
		if (kind === 'refund') {
			leave(orderId, at);
			stays.delete(orderId);
		}
		if (kind !== 'state') continue;
		const state = String(detail.to).replace('WAITING_DEBIT_PAYMENT', 'WAITING_DEBIT');
		if (stays.get(orderId)?.state === state) continue;
		leave(orderId, at);
		stays.delete(orderId);
		if (state === 'SHIPPING' || state === 'WAITING_DEBIT') stays.set(orderId, { state, since: at });
	}
	for (const orderId of stays.keys()) leave(orderId, end);
	return expected;
}
