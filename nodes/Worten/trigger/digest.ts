import { createHash } from 'crypto';

/**
 * Short names for long things: what the ledger keeps instead of order ids and contents.
 *
 * SHA-256 cut to a few bits, so that inputs which resemble each other (consecutive order numbers)
 * spread evenly. Parts are joined as JSON, so that ("a", "b") and ("ab") differ.
 */
function digest(parts: readonly unknown[]): Buffer {
	return createHash('sha256').update(JSON.stringify(parts)).digest();
}

/** 44 bits, as a whole number (exact in a JavaScript number). */
export function digest44(...parts: unknown[]): number {
	return Math.floor(digest(parts).readUIntBE(0, 6) / 16);
}

/** 40 bits, as a whole number. */
export function digest40(...parts: unknown[]): number {
	return digest(parts).readUIntBE(0, 5);
}

/** 28 bits, as a whole number. */
export function digest28(...parts: unknown[]): number {
	return digest(parts).readUInt32BE(0) >>> 4;
}

/** 64 bits, as text: for event ids and for telling accounts apart. */
export function digestText(...parts: unknown[]): string {
	return digest(parts).toString('hex', 0, 8);
}
