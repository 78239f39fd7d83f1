/** Everything that can happen to an order. */
export type JournalKind =
	| 'placed'
	| 'state'
	| 'accepted'
	| 'refused'
	| 'debited'
	| 'tracking'
	| 'shipped'
	| 'shipment'
	| 'received'
	| 'refund'
	| 'refundState'
	| 'cancelation'
	| 'shippingFrom'
	| 'sellerReference'
	| 'customFields'
	| 'incidentOpened'
	| 'incidentClosed'
	| 'message'
	| 'invoice'
	| 'poisoned'
	| 'touched';

export interface JournalEntry {
	/** 1, 2, 3 … without gaps. */
	seq: number;
	/** Epoch milliseconds on the sandbox's clock. */
	at: number;
	orderId: string;
	kind: JournalKind;
	/** Who did it: the seller through the API, or the marketplace (buyers, operator, time). */
	by: 'seller' | 'marketplace';
	/** What exactly; amounts in cents. */
	detail: Record<string, unknown>;
}
