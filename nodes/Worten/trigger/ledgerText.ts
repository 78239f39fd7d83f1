import { STATUSES, type Status } from '../orders/status';

/*
 * The ledger's written form. Static data is rewritten whole on every save, so each order gets 11
 * bytes and no more: as base64, 14.7 bytes of JSON. Records are sorted, so that the same content
 * is the same text.
 *
 *   order       48 bits  digest of the order id
 *               32 bits  fingerprint of what was seen last
 *                4 bits  status it had then
 *                4 bits  flags
 *   particular  48 bits  digest of order id and name
 *                8 bits  value
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

const ORDER_BYTES = 11;
const PARTICULAR_BYTES = 7;

const STATUS_CODES: readonly Status[] = ['unknown', ...STATUSES];

const FLAGS = ['ready', 'unannounced', 'toldDueSoon', 'toldStuck'] as const;

/** Orders by the digest of their id, as text. */
export function writeOrders(orders: ReadonlyMap<number, Known>): string {
	const bytes = Buffer.alloc(orders.size * ORDER_BYTES);
	[...orders]
		.sort(([a], [b]) => a - b)
		.forEach(([key, known], index) => {
			const at = index * ORDER_BYTES;
			bytes.writeUIntBE(key, at, 6);
			bytes.writeUInt32BE(known.print, at + 6);
			const flags = FLAGS.reduce((bits, flag, bit) => bits | (known[flag] ? 1 << bit : 0), 0);
			bytes.writeUInt8((STATUS_CODES.indexOf(known.status) << 4) | flags, at + 10);
		});
	return bytes.toString('base64');
}

/** The reverse of `writeOrders`. Bytes left over at the end are ignored. */
export function readOrders(text: string): Map<number, Known> {
	const bytes = Buffer.from(text, 'base64');
	const orders = new Map<number, Known>();
	for (let at = 0; at + ORDER_BYTES <= bytes.length; at += ORDER_BYTES) {
		const last = bytes.readUInt8(at + 10);
		const flag = (name: (typeof FLAGS)[number]) => (last & (1 << FLAGS.indexOf(name))) !== 0;
		orders.set(bytes.readUIntBE(at, 6), {
			print: bytes.readUInt32BE(at + 6),
			status: STATUS_CODES[last >> 4] ?? 'unknown',
			ready: flag('ready'),
			unannounced: flag('unannounced'),
			toldDueSoon: flag('toldDueSoon'),
			toldStuck: flag('toldStuck'),
		});
	}
	return orders;
}

/** Particulars by the digest of order and name, as text. Values are 0 to 255. */
export function writeParticulars(particulars: ReadonlyMap<number, number>): string {
	const bytes = Buffer.alloc(particulars.size * PARTICULAR_BYTES);
	[...particulars]
		.sort(([a], [b]) => a - b)
		.forEach(([key, value], index) => {
			bytes.writeUIntBE(key, index * PARTICULAR_BYTES, 6);
			bytes.writeUInt8(value, index * PARTICULAR_BYTES + 6);
		});
	return bytes.toString('base64');
}

/** The reverse of `writeParticulars`. */
export function readParticulars(text: string): Map<number, number> {
	const bytes = Buffer.from(text, 'base64');
	const particulars = new Map<number, number>();
	for (let at = 0; at + PARTICULAR_BYTES <= bytes.length; at += PARTICULAR_BYTES) {
		particulars.set(bytes.readUIntBE(at, 6), bytes.readUInt8(at + 6));
	}
	return particulars;
}
