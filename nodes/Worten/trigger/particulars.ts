import type { DateTime } from 'luxon';
import type { Order, OrderLine, OrderRefund } from '../marketplace/schemas/order';
import { instant } from '../orders/instant';
import { refundState } from '../orders/status';
import type { Particular } from './ledger';

/** One refund of a line. */
export interface RefundParticular extends Particular {
	readonly value: string;
	readonly lineId: string;
	/** The marketplace's id; the position on the line where it gives none. */
	readonly refundId: string;
	readonly state: string | null;
	/** When it last changed, as far as the refund itself tells. */
	readonly changedAt: DateTime | undefined;
}

/** In the order a refund passes through them. */
const REFUND_STATES = [
	'WAITING_REFUND_TAX_CONFIRMATION',
	'WAITING_REFUND',
	'WAITING_REFUND_PAYMENT',
	'REFUNDED',
];

/** Every refund of an order, each with its state. */
export function refundsOf(order: Order): RefundParticular[] {
	return order.order_lines.flatMap((line) =>
		(line.refunds ?? []).map((refund, index) => refundParticular(line, refund, index)),
	);
}

function refundParticular(line: OrderLine, refund: OrderRefund, index: number): RefundParticular {
	const refundId = refund.id ?? `${line.order_line_id}-${index + 1}`;
	const state = refundState(refund) ?? null;
	const dates = [instant(refund.created_date), instant(refund.transaction_date)];
	return {
		name: `refund ${refundId}`,
		value: state ?? '',
		formerly: REFUND_STATES.filter((other) => other !== state),
		lineId: line.order_line_id,
		refundId,
		state,
		changedAt: dates.filter((date) => date !== undefined).at(-1),
	};
}

/** One incident: of a line, or of the order as a whole where no line shows it. */
export interface IncidentParticular extends Particular {
	readonly lineId: string | undefined;
	/** The line's own last change: tells a second incident of the same line from the first. */
	readonly since: string;
}

export const OPEN_INCIDENT = 'open';

/** Every place an incident can be at, with an open incident or without. */
export function incidentsOf(order: Order): IncidentParticular[] {
	const lines = order.order_lines.map((line) =>
		incident(
			line.order_line_state === 'INCIDENT_OPEN',
			line.order_line_id,
			typeof line.last_updated_date === 'string' ? line.last_updated_date : '',
		),
	);
	const placed = lines.some(({ value }) => value !== undefined);
	return [...lines, incident(order.has_incident === true && !placed, undefined, '')];
}

function incident(open: boolean, lineId: string | undefined, since: string): IncidentParticular {
	return {
		name: `incident ${lineId ?? ''}`,
		value: open ? OPEN_INCIDENT : undefined,
		formerly: open ? [] : [OPEN_INCIDENT],
		lineId,
		since,
	};
}
