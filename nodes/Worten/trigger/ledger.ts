import type { Status } from '../orders/status';
import { digest48 } from './digest';
import {
	readOrders,
	readParticulars,
	writeOrders,
	writeParticulars,
	type Known,
} from './ledgerText';

/** The ledger in static data: by day (`2026-03-02`, UTC) of the last change seen, as text. */
export interface WrittenLedger {
	orders: Record<string, string>;
	particulars: Record<string, string>;
}

/** Orders that have come to their end: what may still happen to them seldom does. */
const ENDED: ReadonlySet<Status> = new Set(['closed', 'refused', 'canceled', 'refunded']);

/**
 * Memory of what was delivered, so that the overlap of windows, the daily sweep, retries and
 * re-publication deliver nothing twice, while each further change of an order is news.
 *
 * Of an order it keeps a digest of the id, a fingerprint of what was seen last, the status it had
 * and what was told of it: 11 bytes. Beside orders stand particulars, which an order has in any
 * number: its refunds, each with its state, and its open incidents (7 bytes each).
 *
 * Digests can coincide. Of an order id, 48 bits: with 10,000 orders remembered, a new order is
 * taken for a known one once in 28,000 million. Of a change, 32 bits: one in 4,300 million is taken
 * for no change, and not even then does a change of status go unnoticed, since that is kept apart.
 */
export class Ledger {
	private readonly orders = new Map<number, { day: string; known: Known }>();
	private readonly particulars = new Map<number, { day: string; value: number }>();

	/** Read a ledger from static data; without one, an empty ledger. */
	constructor(written?: WrittenLedger) {
		for (const [day, text] of Object.entries(written?.orders ?? {})) {
			for (const [key, known] of readOrders(text)) this.orders.set(key, { day, known });
		}
		for (const [day, text] of Object.entries(written?.particulars ?? {})) {
			for (const [key, value] of readParticulars(text)) this.particulars.set(key, { day, value });
		}
	}

	/** How many orders are remembered. */
	get size(): number {
		return this.orders.size;
	}

	/** What is remembered of an order. */
	order(orderId: string): Known | undefined {
		return this.orders.get(orderKey(orderId))?.known;
	}

	/** The value of one of its particulars. */
	particular(orderId: string, name: string): number | undefined {
		return this.particulars.get(particularKey(orderId, name))?.value;
	}

	/**
	 * Remember an order as seen on this day, with its particulars; those with the value `null` no
	 * longer hold and are dropped.
	 */
	remember(
		orderId: string,
		known: Known,
		particulars: ReadonlyMap<string, number | null>,
		day: string,
	): void {
		this.orders.set(orderKey(orderId), { day, known });
		for (const [name, value] of particulars) {
			const key = particularKey(orderId, name);
			if (value === null) this.particulars.delete(key);
			else this.particulars.set(key, { day, value });
		}
	}

	/**
	 * Forget orders that ended and were last seen changing before `ended`, and any last seen changing
	 * before `underWay`.
	 * @returns the latest day of which anything was forgotten
	 */
	forget({ ended, underWay }: { ended: string; underWay: string }): string | undefined {
		let latest: string | undefined;
		for (const [key, { day, known }] of this.orders) {
			if (day >= (ENDED.has(known.status) ? ended : underWay)) continue;
			this.orders.delete(key);
			if (latest === undefined || day > latest) latest = day;
		}
		// A particular does not say whose it is, so it stays as long as any order could.
		for (const [key, { day }] of this.particulars) {
			if (day < underWay) this.particulars.delete(key);
		}
		return latest;
	}

	/** The ledger as it goes into static data. The same content always gives the same text. */
	write(): WrittenLedger {
		return {
			orders: byDay(this.orders, ({ known }) => known, writeOrders),
			particulars: byDay(this.particulars, ({ value }) => value, writeParticulars),
		};
	}
}

function orderKey(orderId: string): number {
	return digest48('order', orderId);
}

function particularKey(orderId: string, name: string): number {
	return digest48('particular', orderId, name);
}

function byDay<Entry extends { day: string }, Value>(
	entries: ReadonlyMap<number, Entry>,
	valueOf: (entry: Entry) => Value,
	write: (values: ReadonlyMap<number, Value>) => string,
): Record<string, string> {
	const days = new Map<string, Map<number, Value>>();
	for (const [key, entry] of entries) {
		const values = days.get(entry.day) ?? new Map<number, Value>();
		days.set(entry.day, values.set(key, valueOf(entry)));
	}
	return Object.fromEntries(
		[...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, values]) => [day, write(values)]),
	);
}
