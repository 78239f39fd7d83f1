import type { FaultRates } from './faults';
import { noFaults } from './faults';
import type { TaxMode } from './order';

/** How long each step takes by itself, in milliseconds; null = never, somebody has to do it. */
export interface Delays {
	staging: number | null;
	acceptanceTimeout: number | null;
	/** WAITING_DEBIT to WAITING_DEBIT_PAYMENT. */
	debit: number | null;
	/** WAITING_DEBIT_PAYMENT to SHIPPING. */
	debitPayment: number | null;
	delivery: number | null;
	close: number | null;
	/** WAITING_REFUND to WAITING_REFUND_PAYMENT. */
	refund: number | null;
	/** WAITING_REFUND_PAYMENT to REFUNDED. */
	refundPayment: number | null;
	/** 0 to 1: how much quicker or slower than that single orders are. */
	jitter: number;
	/** A new order by itself this often. */
	arrival: number | null;
}

/** How often (0 to 1) a random order has each trait. */
export interface Mix {
	spain: number;
	nullChannel: number;
	noTaxes: number;
	/** Lines with a fixed tax whose rule is NONE, on top of the proportional one. */
	fixedTax: number;
	/** Lines whose one tax has the rule NONE. */
	manualTax: number;
	/** Two units of a product arriving as two lines of one. */
	splitUnits: number;
	/** Orders the marketplace keeps, packs and ships itself. */
	marketplaceFulfilled: number;
}

export interface Settings {
	apiKeys: string[];
	/** The first is the key's default shop. */
	shops: { id: number; name: string }[];
	/** Address used in Link headers when a request has no Host header. */
	publicUrl: string;
	delays: Delays;
	mix: Mix;
	/** Line mixes of accepted and refused allowed in OR21. */
	partialAcceptance: boolean;
	/** OR07 allowed; shown in PC01. */
	sellersEditShippingOrigin: boolean;
	/** Carriers outside SH21 forbidden; shown in PC01. */
	disableSellerAlternativeCarrier: boolean;
	/** The ST calls exist; shown in PC01. */
	multiShipment: boolean;
	trackingMandatory: boolean;
	/** The platform's own tax mode, used when a request names none. */
	taxMode: TaxMode;
	/** Whether OR11's start_date includes the very moment given. */
	startDateInclusive: boolean;
	/** Taken off start_update_date by the platform. */
	updateDelta: number;
	/** Moments are kept and shown in whole seconds. */
	datesWithoutMilliseconds: boolean;
	/** Listings show a change this much after its last_updated_date. */
	visibilityDelayMs: number;
	/** The delay holds for look-ups by order_ids too; otherwise those read the truth. */
	visibilityDelayOnIds: boolean;
	/** Buyers' addresses are there from the start; shown in PC01. */
	addressBeforeShipping: boolean;
	/** What the shop can pay refunds from, in euros; null = any amount. */
	payableBalance: number | null;
	/** A line takes no second refund while one is on its way. */
	oneRefundAtATime: boolean;
	/** Fully refunded orders go through WAITING_REFUND, WAITING_REFUND_PAYMENT, REFUNDED as they used to. */
	legacyRefundStates: boolean;
	/** Which of the two names of a refund's state is sent. */
	refundStateFields: 'both' | 'state' | 'refund_state';
	/** country_iso_code of addresses; mixed differs from order to order. */
	countryIsoCode: 'mixed' | 'present' | 'empty' | 'absent';
	/** Orders carry fields nobody has heard of yet. */
	extraFields: boolean;
	retryAfterSeconds: number;
	retryAfterForm: 'seconds' | 'date';
	/** A PUT or POST without a length is answered 411, as some fronts do. */
	requireContentLength: boolean;
	/** Custom fields the operator has defined, for orders and for lines. */
	orderCustomFields: { code: string; type: string }[];
	lineCustomFields: { code: string; type: string }[];
	faults: { reads: FaultRates; writes: FaultRates };
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Named sets of delays: `demo` to watch, `fast` for the impatient, `real` as on the marketplace, `still` for tests. */
export const speeds: Record<'demo' | 'fast' | 'real' | 'still', Delays> = {
	demo: {
		staging: 3 * second,
		acceptanceTimeout: 30 * minute,
		debit: 8 * second,
		debitPayment: 12 * second,
		delivery: minute,
		close: 20 * minute,
		refund: 8 * second,
		refundPayment: 12 * second,
		jitter: 0.25,
		arrival: null,
	},
	fast: {
		staging: second,
		acceptanceTimeout: 2 * minute,
		debit: second,
		debitPayment: 2 * second,
		delivery: 8 * second,
		close: minute,
		refund: 2 * second,
		refundPayment: 2 * second,
		jitter: 0.25,
		arrival: null,
	},
	real: {
		staging: 10 * minute,
		acceptanceTimeout: 74 * hour,
		debit: hour,
		debitPayment: 3 * hour,
		delivery: 48 * hour,
		close: 14 * 24 * hour,
		refund: 12 * hour,
		refundPayment: 24 * hour,
		jitter: 0.5,
		arrival: null,
	},
	still: {
		staging: 0,
		acceptanceTimeout: null,
		debit: null,
		debitPayment: null,
		delivery: null,
		close: null,
		refund: null,
		refundPayment: null,
		jitter: 0,
		arrival: null,
	},
};

/** What a marketplace is like when nothing else is said. */
export function defaultSettings(): Settings {
	return {
		apiKeys: ['sandbox-api-key'],
		shops: [
			{ id: 2077, name: 'Casa do Som' },
			{ id: 2078, name: 'Casa do Som Outlet' },
		],
		publicUrl: 'http://localhost',
		delays: { ...speeds.real, staging: 0 },
		mix: {
			spain: 0.35,
			nullChannel: 0.05,
			noTaxes: 0.15,
			fixedTax: 0.2,
			manualTax: 0.1,
			splitUnits: 0.15,
			marketplaceFulfilled: 0.03,
		},
		partialAcceptance: true,
		sellersEditShippingOrigin: true,
		disableSellerAlternativeCarrier: false,
		multiShipment: false,
		trackingMandatory: false,
		taxMode: 'TAX_INCLUDED',
		startDateInclusive: true,
		updateDelta: 30 * second,
		datesWithoutMilliseconds: false,
		visibilityDelayMs: 0,
		visibilityDelayOnIds: false,
		addressBeforeShipping: false,
		payableBalance: null,
		oneRefundAtATime: false,
		legacyRefundStates: false,
		refundStateFields: 'both',
		countryIsoCode: 'mixed',
		extraFields: false,
		retryAfterSeconds: 2,
		retryAfterForm: 'seconds',
		requireContentLength: true,
		orderCustomFields: [
			{ code: 'erp-number', type: 'STRING' },
			{ code: 'gift', type: 'BOOLEAN' },
		],
		lineCustomFields: [{ code: 'serial-number', type: 'STRING' }],
		faults: { reads: noFaults(), writes: noFaults() },
	};
}

/** Settings in which every part may be left out, at any depth. */
export type SettingsPatch = Partial<Omit<Settings, 'delays' | 'mix' | 'faults'>> & {
	delays?: Partial<Delays>;
	mix?: Partial<Mix>;
	faults?: { reads?: Partial<FaultRates>; writes?: Partial<FaultRates> };
};

/** The settings with a patch laid over them. Neither is changed. */
export function mergeSettings(settings: Settings, patch: SettingsPatch): Settings {
	const { delays, mix, faults, ...rest } = patch;
	return {
		...settings,
		...rest,
		delays: { ...settings.delays, ...delays },
		mix: { ...settings.mix, ...mix },
		faults: {
			reads: { ...settings.faults.reads, ...faults?.reads },
			writes: { ...settings.faults.writes, ...faults?.writes },
		},
	};
}
