import type { Status } from '../orders/status';
import { digest40, digest44 } from './digest';
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

/**
 * Something an order has in any number and that changes by itself: a refund, an incident. It holds
 * one of several values, or none.
 */
export interface Particular {
	readonly name: string;
	readonly value: string | undefined;
	/** Values it may have had before, to be taken out of the ledger. */
	readonly formerly: readonly string[];
}

/** Orders that have come to their end: what may still happen to them seldom does. */
const ENDED: ReadonlySet<Status> = new Set(['closed', 'refused', 'canceled', 'refunded']);

/**
 * Memory of what was delivered, so that the overlap of windows, the daily sweep, retries and
 * re-publication deliver nothing twice, while each further change of an order is news.
 *
 * Of an order it keeps a digest of the id, a fingerprint of what was seen last, the status it had
 * and what was told of it: 10 bytes. Beside orders stand particulars, as digests of 5 bytes: its
 * refunds, each in its state, and its open incidents.
 *
 * Digests can coincide. Of an order id, 44 bits: with 10,000 orders remembered, a new order is
 * taken for a known one once in 1,760 million. Of a change, 28 bits: one in 268 million is taken for
 * no change, though never a change of status, a refund or an incident, which are kept apart. Of a
 * particular, 40 bits: with 1,000 remembered, one in 1,100 million is taken for known. With 1,000 new
 * orders a day, and five changes of each, that is one order in 4,800 years and one minor change in 150.
 */
export class Ledger {
	private readonly orders = new Map<number, { day: string; known: Known }>();
	/** The day each was seen changing last. */
	private readonly particulars = new Map<number, string>();

	/** Read a ledger from static data; of several, the later ones know better. Without any, it is empty. */
	constructor(...written: readonly WrittenLedger[]) {
		for (const { orders, particulars } of written) {
			for (const [day, text] of Object.entries(orders)) {
				for (const [key, known] of readOrders(text)) this.orders.set(key, { day, known });
			}
			for (const [day, text] of Object.entries(particulars)) {
				for (const key of readParticulars(text)) this.particulars.set(key, day);
			}
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

	/** Whether one of its particulars was seen with this value. */
	holds(orderId: string, name: string, value: string): boolean {
		return this.particulars.has(particularKey(orderId, name, value));
	}

	/** Remember an order as seen on this day, with its particulars. */
	remember(orderId: string, known: Known, particulars: readonly Particular[], day: string): void {
		this.orders.set(orderKey(orderId), { day, known });
		for (const { name, value, formerly } of particulars) {
			for (const former of formerly) this.particulars.delete(particularKey(orderId, name, former));
			if (value !== undefined) this.particulars.set(particularKey(orderId, name, value), day);
		}
	}

	/**
	 * Forget orders that ended and were last seen changing before `ended`, and any last seen changing
	 * before `underWay`. Those under way that are still to be announced or were reminded of stay, unless
	 * `all` are to go.
	 * @returns the latest day of which anything was forgotten
	 */
	forget({
		ended,
		underWay,
		all = false,
	}: {
		ended: string;
		underWay: string;
		all?: boolean;
	}): string | undefined {
		let latest: string | undefined;
		for (const [key, { day, known }] of this.orders) {
			const over = ENDED.has(known.status);
			if (day >= (over ? ended : underWay)) continue;
			if ((known.unannounced || reminded(known)) && !over && !all) continue;
			this.orders.delete(key);
			if (latest === undefined || day > latest) latest = day;
		}
		// A particular does not say whose it is, so it stays as long as any order could.
		for (const [key, day] of this.particulars) {
			if (day < underWay) this.particulars.delete(key);
		}
		return latest;
	}

	/** What no date of an order tells: which are still to be announced, which were reminded of, and all particulars. */
	writeUndated(): WrittenLedger {
		const undated = new Ledger();
		for (const [key, entry] of this.orders) {
			if (entry.known.unannounced || reminded(entry.known)) undated.orders.set(key, entry);
		}
		for (const [key, day] of this.particulars) undated.particulars.set(key, day);
		return undated.write();
	}

	/** The ledger as it goes into static data. The same content always gives the same text. */
	write(): WrittenLedger {
		const orders = new Map<string, Map<number, Known>>();
		for (const [key, { day, known }] of this.orders) {
			orders.set(day, (orders.get(day) ?? new Map<number, Known>()).set(key, known));
		}
		const particulars = new Map<string, Set<number>>();
		for (const [key, day] of this.particulars) {
			particulars.set(day, (particulars.get(day) ?? new Set<number>()).add(key));
		}
		return {
			orders: byDay(orders, writeOrders),
			particulars: byDay(particulars, writeParticulars),
		};
	}
}

/** Whether it was reminded of and still is where the reminder would come again. */
function reminded({ status, toldDueSoon, toldStuck }: Known): boolean {
	return (toldStuck && status === 'accepted') || (toldDueSoon && status === 'waiting_shipment');
}

function orderKey(orderId: string): number {
	return digest44('order', orderId);
}

function particularKey(orderId: string, name: string, value: string): number {
	return digest40('particular', orderId, name, value);
}

function byDay<Entries>(
	days: ReadonlyMap<string, Entries>,
	write: (entries: Entries) => string,
): Record<string, string> {
	return Object.fromEntries(
		[...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, entries]) => [day, write(entries)]),
	);
}
