import { STATUSES, type Status } from '../orders/status';

/*
 * The ledger's written form. Static data is rewritten whole on every save, so each order gets 10
 * bytes and no more: as base64, 13.3 bytes of JSON. Records are sorted, so that the same content
 * is the same text.
 *
 *   order       44 bits  digest of the order id
 *                4 bits  status it had when it was seen last
 *               28 bits  fingerprint of what was seen
 *                4 bits  flags
 *   particular  40 bits  digest of order id, name and value
 */

/** What is remembered of an order. */
export interface Known {
	/** Fingerprint of what was seen last. */
	readonly print: number;
	/** The status it had then. */
	readonly status: Status;
	/** It could be shipped then: waiting for shipment with an address. */
	readonly ready: boolean;
	/** `newOrder` is still to be told: so far the order was in no status of the filter. */
	readonly unannounced: boolean;
	/** `shipmentDueSoon` has been told. */
	readonly toldDueSoon: boolean;
	/** `stuckInDebit` has been told. */
	readonly toldStuck: boolean;
}

/** Whether the same is remembered of two orders. */
export function sameKnown(a: Known, b: Known): boolean {
	return a.print === b.print && a.status === b.status && FLAGS.every((flag) => a[flag] === b[flag]);
}

const ORDER_BYTES = 10;
const PARTICULAR_BYTES = 5;

const STATUS_CODES: readonly Status[] = ['unknown', ...STATUSES];

const FLAGS = ['ready', 'unannounced', 'toldDueSoon', 'toldStuck'] as const;

/** Orders by the digest of their id, as text. */
export function writeOrders(orders: ReadonlyMap<number, Known>): string {
	const bytes = Buffer.alloc(orders.size * ORDER_BYTES);
	[...orders]
		.sort(([a], [b]) => a - b)
		.forEach(([key, known], index) => {
			const at = index * ORDER_BYTES;
			const flags = FLAGS.reduce((bits, flag, bit) => bits + (known[flag] ? 1 << bit : 0), 0);
			bytes.writeUIntBE(key * 16 + STATUS_CODES.indexOf(known.status), at, 6);
			bytes.writeUInt32BE(known.print * 16 + flags, at + 6);
		});
	return bytes.toString('base64');
}

/** The reverse of `writeOrders`. Bytes left over at the end are ignored. */
export function readOrders(text: string): Map<number, Known> {
	const bytes = Buffer.from(text, 'base64');
	const orders = new Map<number, Known>();
	for (let at = 0; at + ORDER_BYTES <= bytes.length; at += ORDER_BYTES) {
		const first = bytes.readUIntBE(at, 6);
		const second = bytes.readUInt32BE(at + 6);
		const flag = (name: (typeof FLAGS)[number]) => (second & (1 << FLAGS.indexOf(name))) !== 0;
		orders.set(Math.floor(first / 16), {
			print: second >>> 4,
			status: STATUS_CODES[first % 16] ?? 'unknown',
			ready: flag('ready'),
			unannounced: flag('unannounced'),
			toldDueSoon: flag('toldDueSoon'),
			toldStuck: flag('toldStuck'),
		});
	}
	return orders;
}

/** Digests of particulars, as text. */
export function writeParticulars(particulars: ReadonlySet<number>): string {
	const bytes = Buffer.alloc(particulars.size * PARTICULAR_BYTES);
	[...particulars]
		.sort((a, b) => a - b)
		.forEach((key, index) => bytes.writeUIntBE(key, index * PARTICULAR_BYTES, PARTICULAR_BYTES));
	return bytes.toString('base64');
}

/** The reverse of `writeParticulars`. */
export function readParticulars(text: string): Set<number> {
	const bytes = Buffer.from(text, 'base64');
	const particulars = new Set<number>();
	for (let at = 0; at + PARTICULAR_BYTES <= bytes.length; at += PARTICULAR_BYTES) {
		particulars.add(bytes.readUIntBE(at, PARTICULAR_BYTES));
	}
	return particulars;
}
