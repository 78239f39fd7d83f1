/** What the marketplace knows of an order. Amounts are cents without tax, moments are epoch milliseconds. */

export type OrderState =
	| 'STAGING'
	| 'WAITING_ACCEPTANCE'
	| 'WAITING_DEBIT'
	| 'WAITING_DEBIT_PAYMENT'
	| 'SHIPPING'
	| 'SHIPPED'
	| 'TO_COLLECT'
	| 'RECEIVED'
	| 'CLOSED'
	| 'REFUSED'
	| 'CANCELED'
	| 'WAITING_REFUND'
	| 'WAITING_REFUND_PAYMENT'
	| 'REFUNDED';

export type LineState = OrderState | 'INCIDENT_OPEN';

export type RefundState = 'WAITING_REFUND' | 'WAITING_REFUND_PAYMENT' | 'REFUNDED';

export type TaxMode = 'TAX_INCLUDED' | 'TAX_EXCLUDED';

export type TaxRule = 'PROPORTIONAL_TO_AMOUNT' | 'NONE';

export interface TaxPart {
	code: string;
	amount: number;
	/** Percentage, null for a tax that is a fixed amount a piece. */
	rate: number | null;
}

export interface Tax extends TaxPart {
	rule: TaxRule;
}

/** Money taken back from a line: goods and shipping, each with its taxes. */
export interface Claim {
	id: string;
	createdAt: number;
	reasonCode: string | null;
	quantity: number;
	amount: number;
	taxes: TaxPart[];
	shipping: number;
	shippingTaxes: TaxPart[];
}

export type Cancelation = Claim;

export interface Refund extends Claim {
	/** Refunds of one order made in one request share it. */
	groupId: string;
	by: 'seller' | 'operator';
	state: RefundState;
	/** When the present refund state began. */
	since: number;
	excludedFromShipment: boolean;
	transactionAt: number | null;
	transactionNumber: string | null;
}

export interface ShippingFrom {
	address?: {
		country_iso_code: string;
		city?: string;
		state?: string;
		street_1?: string;
		street_2?: string;
		zip_code?: string;
	};
	warehouse?: { code: string };
}

export interface CustomField {
	code: string;
	type: string;
	value: unknown;
}

export interface Line {
	id: string;
	index: number;
	state: LineState;
	reasonCode: string | null;
	/** What the line goes back to when its incident is closed. */
	stateBeforeIncident: LineState | null;
	updatedAt: number;
	offerId: number;
	offerSku: string;
	productSku: string;
	shopSku: string;
	ean: string;
	title: { pt: string; es: string };
	category: { code: string; label: string };
	quantity: number;
	unitPrice: number;
	price: number;
	taxes: Tax[];
	shipping: number;
	shippingTaxes: Tax[];
	commission: number;
	commissionTax: number;
	debitedAt: number | null;
	shippedAt: number | null;
	receivedAt: number | null;
	shippingFrom: ShippingFrom | null;
	customFields: CustomField[];
	refunds: Refund[];
	cancelations: Cancelation[];
}

export interface Address {
	civility: string | null;
	firstname: string;
	lastname: string;
	company: string | null;
	street_1: string;
	street_2: string | null;
	zip_code: string;
	city: string;
	state: string | null;
	/** ISO-2, as Worten puts it. */
	country: 'PT' | 'ES';
	phone: string;
	additional_info: string | null;
}

/** Where a parcel is and who carries it. */
export interface Tracking {
	carrierCode: string | null;
	carrierStandardCode: string | null;
	carrierName: string | null;
	number: string | null;
	url: string | null;
}

export interface Shipment {
	id: string;
	createdAt: number;
	updatedAt: number;
	state: 'SHIPPING' | 'SHIPPED' | 'RECEIVED' | 'CLOSED';
	shippedAt: number | null;
	invoiceReference: string | null;
	lines: { lineId: string; quantity: number; packageReference: string | null }[];
	tracking: Tracking | null;
}

export type Poison =
	'not-an-object' | 'no-id' | 'lines-null' | 'wrong-types' | 'unknown-state' | 'bad-dates';

export interface Order {
	/** Position among all orders ever placed, from 1. */
	ordinal: number;
	/** Grows with every change. */
	version: number;
	id: string;
	commercialId: string;
	shopId: number;
	channel: string | null;
	state: OrderState;
	/** When the present state began. */
	since: number;
	reasonCode: string | null;
	createdAt: number;
	updatedAt: number;
	decidedAt: number | null;
	debitedAt: number | null;
	shippedAt: number | null;
	/** A number from 0 to 1 that makes this order quicker or slower than others. */
	luck: number;
	country: 'PT' | 'ES';
	customer: {
		id: string;
		civility: string;
		firstname: string;
		lastname: string;
		locale: string;
		email: string;
	};
	billingAddress: Address;
	shippingAddress: Address;
	isoCode: 'present' | 'empty' | 'absent';
	/** Buyers' data is handed out from the moment the order is to be shipped. */
	addressShown: boolean;
	fulfillmentCenter: string;
	shippingType: { code: string; label: string; standardCode: string };
	shippingZone: { code: string; label: string };
	shippingDeadline: number | null;
	leadtimeToShip: number;
	paymentType: string;
	transactionNumber: string | null;
	sellerReference: string | null;
	customerReference: string | null;
	customFields: CustomField[];
	hasCustomerMessage: boolean;
	hasInvoice: boolean;
	tracking: Tracking | null;
	shipments: Shipment[];
	lines: Line[];
	poison: Poison | null;
}

/** True when the marketplace itself keeps the goods and the shop may not act on the order. */
export function fulfilledByMarketplace(order: Order): boolean {
	return order.fulfillmentCenter !== 'DEFAULT';
}

/** True when at least one line has an open incident. */
export function hasIncident(order: Order): boolean {
	return order.lines.some((line) => line.state === 'INCIDENT_OPEN');
}

/** Lines that are neither refused nor cancelled. */
export function activeLines(order: Order): Line[] {
	return order.lines.filter((line) => line.state !== 'REFUSED' && line.state !== 'CANCELED');
}
