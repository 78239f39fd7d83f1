/**
 * Something about an order, a line or what the seller asked for that stands in the way. Thrown
 * before anything is sent. Message and hint are what the seller reads.
 */
export class OrderProblem extends Error {
	readonly orderId?: string;
	readonly lineId?: string;

	constructor(
		/** What is wrong. Names the order and line it is about. */
		message: string,
		/** What to do about it. */
		readonly hint: string,
		about: { orderId?: string; lineId?: string } = {},
	) {
		super(message);
		this.name = 'OrderProblem';
		this.orderId = about.orderId;
		this.lineId = about.lineId;
	}
}
