import type { Order, OrderLine, OrderRefund } from '../marketplace/schemas/order';

/**
 * The one mapping between the statuses a workflow sees and the states the marketplace speaks of.
 * Trigger filter, Get Many filter, checks before a write and every output go through here.
 */
const STATES_BY_STATUS = {
	new: ['STAGING'],
	waiting_acceptance: ['WAITING_ACCEPTANCE'],
	accepted: ['WAITING_DEBIT', 'WAITING_DEBIT_PAYMENT'],
	waiting_shipment: ['SHIPPING'],
	// TO_COLLECT: the parcel waits at a pick-up point; for the seller it has left.
	shipped: ['SHIPPED', 'TO_COLLECT'],
	refused: ['REFUSED'],
	closed: ['CLOSED', 'RECEIVED'],
	canceled: ['CANCELED'],
	// No longer states of an order, but still seen on old orders and on lines.
	refunding: ['WAITING_REFUND', 'WAITING_REFUND_PAYMENT'],
	refunded: ['REFUNDED'],
} as const satisfies Record<string, readonly string[]>;

export type KnownStatus = keyof typeof STATES_BY_STATUS;
/** `unknown`: a state the marketplace added after this was written; the raw state stands beside it. */
export type Status = KnownStatus | 'unknown';

/** Every status a seller can filter by, in the order an order passes through them. */
export const STATUSES = Object.keys(STATES_BY_STATUS) as KnownStatus[];

const STATUS_BY_STATE = new Map<string, KnownStatus>(
	STATUSES.flatMap((status) => STATES_BY_STATUS[status].map((state) => [state, status] as const)),
);

/** OR11 answers 400 to a state it no longer knows: these are only ever derived, never asked for. */
const NOT_FILTERABLE = new Set<string>(['WAITING_REFUND', 'WAITING_REFUND_PAYMENT', 'REFUNDED']);

/** The status of a marketplace state, of an order or of a line. Never throws: new states are `unknown`. */
export function statusOfState(state: string | null | undefined): Status {
	return STATUS_BY_STATE.get((state ?? '').toUpperCase()) ?? 'unknown';
}

/** The marketplace states behind a status. */
export function statesOfStatus(status: KnownStatus): readonly string[] {
	return STATES_BY_STATUS[status];
}

/** Whether a text is one of the statuses of this helper. */
export function isKnownStatus(value: string): value is KnownStatus {
	return Object.hasOwn(STATES_BY_STATUS, value);
}

/**
 * The states to ask OR11 for (`order_state_codes`) so that the answer holds every order that can
 * have one of these statuses. `undefined` when the marketplace cannot filter for them: refunding
 * and refunded are derived from lines, so every order has to be looked at.
 */
export function stateFilterFor(statuses: readonly KnownStatus[]): string[] | undefined {
	if (statuses.length === 0) return undefined;
	const states = statuses.flatMap((status) => [...STATES_BY_STATUS[status]]);
	return states.some((state) => NOT_FILTERABLE.has(state)) ? undefined : states;
}

/**
 * The state of a refund: `refund_state`, or its deprecated sibling `state` where that alone is sent.
 */
export function refundState(refund: OrderRefund): string | undefined {
	return refund.refund_state ?? refund.state ?? undefined;
}

export type RefundStatus = 'refunding' | 'refunded' | 'unknown';

/** The status of one refund of a line. */
export function refundStatus(refund: OrderRefund): RefundStatus {
	const state = refundState(refund);
	if (state === 'REFUNDED') return 'refunded';
	return state?.startsWith('WAITING_REFUND') ? 'refunding' : 'unknown';
}

/** Line states after which a refund says nothing new about the line. */
const ENDED_WITHOUT_SALE = new Set<Status>(['refused', 'canceled']);

/**
 * The status of a line. INCIDENT_OPEN and INCIDENT_CLOSED say nothing about where the goods are:
 * the order's own status stands in (an incident is told apart by `hasIncident`).
 */
export function lineStatus(line: OrderLine, order: Order): Status {
	const state = line.order_line_state ?? undefined;
	if (state === undefined || state === 'INCIDENT_OPEN' || state === 'INCIDENT_CLOSED') {
		return statusOfState(order.order_state);
	}
	return statusOfState(state);
}

/**
 * The status of an order. An order's own state seldom says that it was refunded any more: with
 * `fully_refunded` (refunds requested for all that is left) it is `refunded` once every refund has
 * been paid out and `refunding` until then.
 */
export function orderStatus(order: Order): Status {
	const own = statusOfState(order.order_state);
	if (ENDED_WITHOUT_SALE.has(own) || !order.fully_refunded) return own;
	const refunds = order.order_lines.flatMap((line) => line.refunds ?? []);
	if (refunds.length === 0) return own;
	return refunds.every((refund) => refundStatus(refund) === 'refunded') ? 'refunded' : 'refunding';
}
