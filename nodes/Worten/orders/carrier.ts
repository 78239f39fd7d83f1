import type { Tracking } from '../marketplace/client';
import type { Carrier, Configuration } from '../marketplace/schemas/reference';
import { OrderProblem } from './problem';

export interface ShipmentChoice {
	readonly trackingNumber?: string;
	/** `registered`: one the marketplace lists (SH21). `other`: any, by name. */
	readonly carrierMode: 'registered' | 'other';
	/** For `registered`: its code, standard code or name. */
	readonly carrierCode?: string;
	/** For `other`. */
	readonly carrierName?: string;
	/** For `other`, where there is one. A registered carrier's is computed by the marketplace. */
	readonly trackingUrl?: string;
}

/**
 * What to tell the marketplace about a parcel (OR23) from what the seller gave.
 * @throws OrderProblem when the tracking number is missing, the carrier is missing, unknown,
 * ambiguous or not permitted (PC01 `disable_seller_alternative_carrier`), or the address is none
 */
export function resolveTracking(
	choice: ShipmentChoice,
	carriers: readonly Carrier[],
	configuration: Configuration,
): Tracking {
	const trackingNumber = (choice.trackingNumber ?? '').trim();
	if (trackingNumber === '') {
		throw new OrderProblem(
			'The tracking number is missing',
			'Fill in the tracking number the carrier gave you. If an expression fills it, it is empty for this item.',
		);
	}
	if (choice.carrierMode === 'registered') {
		const carrier = findCarrier(choice.carrierCode ?? '', carriers);
		return {
			...(carrier.code
				? { carrier_code: carrier.code }
				: { carrier_standard_code: carrierKey(carrier) }),
			tracking_number: trackingNumber,
		};
	}

	if (configuration.features?.disable_seller_alternative_carrier === true) {
		throw new OrderProblem(
			'The marketplace accepts only carriers it has registered',
			`Set "Carrier Mode" to registered and choose one of: ${names(carriers)}.`,
		);
	}
	const carrierName = (choice.carrierName ?? '').trim();
	if (carrierName === '') {
		throw new OrderProblem(
			'The carrier is missing',
			'Give the name of the carrier, or set "Carrier Mode" to registered and choose one.',
		);
	}
	const url = trackingUrl(choice.trackingUrl);
	return {
		carrier_name: carrierName,
		...(url === undefined ? {} : { carrier_url: url }),
		tracking_number: trackingNumber,
	};
}

/**
 * The registered carrier a seller means by a code, a standard code or a name. The exact code wins;
 * otherwise capitals, accents, blanks and punctuation do not matter, but all letters do: a carrier
 * that is merely similar is offered, never taken.
 * @throws OrderProblem that lists the candidates, when there is not exactly one
 */
export function findCarrier(typed: string, carriers: readonly Carrier[]): Carrier {
	const wanted = typed.trim();
	if (wanted === '') {
		throw new OrderProblem(
			'The carrier is missing',
			`Choose one of: ${names(carriers)}. For any other set "Carrier Mode" to other.`,
		);
	}
	const exact =
		carriers.find((carrier) => carrier.code === wanted) ??
		carriers.find((carrier) => !carrier.code && carrier.standard_code === wanted);
	if (exact) return exact;

	const key = plain(wanted);
	const matches = carriers.filter((carrier) => key !== '' && keys(carrier).includes(key));
	if (matches.length === 1) return matches[0];
	if (matches.length > 1) {
		throw new OrderProblem(
			`More than one registered carrier goes by "${wanted}"`,
			`Give the code of the one you mean: ${names(matches)}.`,
		);
	}
	const similar = carriers.filter((carrier) => isSimilar(key, carrier));
	throw new OrderProblem(
		`The marketplace has no registered carrier "${wanted}"`,
		similar.length > 0
			? `Do you mean ${names(similar)}? Give its code. For a carrier that is not listed set "Carrier Mode" to other.`
			: `Choose one of: ${names(carriers)}. For any other set "Carrier Mode" to other.`,
	);
}

/** What a registered carrier goes by: its code, or its standard code where that is all it has. */
export function carrierKey(carrier: Carrier): string {
	return carrier.code || carrier.standard_code || '';
}

/** A name reduced to what distinguishes it: no capitals, accents, blanks or punctuation. */
export function plain(name: string): string {
	return name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');
}

function keys(carrier: Carrier): string[] {
	return [carrier.code, carrier.standard_code, carrier.label]
		.map((name) => plain(name ?? ''))
		.filter((name) => name !== '');
}

/** Worth offering: one name holds the other, or they differ by two letters at most. */
function isSimilar(key: string, carrier: Carrier): boolean {
	if (key.length < 2) return false;
	return keys(carrier).some(
		(name) =>
			name.includes(key) ||
			(name.length > 1 && key.includes(name)) ||
			(Math.min(name.length, key.length) > 4 && distance(name, key) <= 2),
	);
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
		}
		row = next;
	}
	return row[b.length];
}

function names(carriers: readonly Carrier[]): string {
	if (carriers.length === 0) return '(the marketplace lists none)';
	const shown = carriers
		.slice(0, 20)
		.map((carrier) =>
			carrier.label ? `${carrierKey(carrier)} (${carrier.label})` : carrierKey(carrier),
		);
	const more = carriers.length - shown.length;
	return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function trackingUrl(typed: string | undefined): string | undefined {
	const text = (typed ?? '').trim();
	if (text === '') return undefined;
	const isWeb = /^https?:\/\/[^\s/?#]+\S*$/i.test(text) && URL.canParse(text);
	if (isWeb) return text;
	throw new OrderProblem(
		`The tracking URL is not a web address: ${text}`,
		'Give the whole address, beginning with https://, or leave it empty.',
	);
}
