/**
 * Seeded randomness. Every use names what it is for (`randomFor(seed, 'order', 12)`), so that what one
 * order looks like does not depend on how many requests or faults came before it.
 */
export class Random {
	private a: number;

	constructor(seed: number) {
		this.a = seed >>> 0;
	}

	/** A number from 0 up to but not including 1. */
	next(): number {
		this.a = (this.a + 0x6d2b79f5) >>> 0;
		let t = this.a;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	}

	/** A whole number from `low` to `high`, both included. */
	between(low: number, high: number): number {
		return low + Math.floor(this.next() * (high - low + 1));
	}

	/** True with the given probability. Always draws once, so that rates do not shift later draws. */
	chance(probability: number): boolean {
		return this.next() < probability;
	}

	/** One of the list. */
	pick<T>(list: readonly T[]): T {
		return list[Math.floor(this.next() * list.length)];
	}

	/** Lower-case letters and digits, for ids that only have to look like ids. */
	token(length: number): string {
		const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
		let out = '';
		for (let i = 0; i < length; i++) out += alphabet[this.between(0, 35)];
		return out;
	}

	/** Something shaped like a version-4 UUID. */
	uuid(): string {
		const hex = '0123456789abcdef';
		let out = '';
		for (let i = 0; i < 32; i++) {
			if (i === 8 || i === 12 || i === 16 || i === 20) out += '-';
			if (i === 12) out += '4';
			else if (i === 16) out += hex[this.between(8, 11)];
			else out += hex[this.between(0, 15)];
		}
		return out;
	}
}

/** A stream of its own for one purpose: the same seed and scope always give the same numbers. */
export function randomFor(seed: number | string, ...scope: (string | number)[]): Random {
	const text = [seed, ...scope].join('/');
	let hash = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) {
		hash ^= text.charCodeAt(i);
		hash = Math.imul(hash, 0x01000193);
	}
	// FNV leaves neighbouring inputs close together; one avalanche step sets them apart.
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return new Random((hash ^ (hash >>> 16)) >>> 0);
}
