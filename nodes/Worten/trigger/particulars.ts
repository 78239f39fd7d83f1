import type { DateTime } from 'luxon';
import type { Order, OrderLine, OrderRefund } from '../marketplace/schemas/order';
import { instant } from '../orders/instant';
import { refundState } from '../orders/status';
import { digest32 } from './digest';

/** One refund of a line, as the ledger and the events name it. */
export interface RefundParticular {
	/** Its name in the ledger. */
	readonly name: string;
	readonly lineId: string;
	/** The marketplace's id; the position on the line where it gives none. */
	readonly refundId: string;
	readonly state: string | undefined;
	/** Its state as the ledger keeps it. */
	readonly value: number;
	/** When it last changed, as far as the refund itself tells. */
	readonly changedAt: DateTime | undefined;
}

const REFUND_STATES = [
	'WAITING_REFUND_TAX_CONFIRMATION',
	'WAITING_REFUND',
	'WAITING_REFUND_PAYMENT',
	'REFUNDED',
];

/** A refund state in a byte. States nobody has heard of yet share the upper half. */
function stateValue(state: string | undefined): number {
	const known = REFUND_STATES.indexOf(state ?? '');
	return known >= 0 ? known + 1 : 0x80 | (digest32(state ?? null) & 0x7f);
}

/** Every refund of an order. */
export function refundsOf(order: Order): RefundParticular[] {
	return order.order_lines.flatMap((line) =>
		(line.refunds ?? []).map((refund, index) => refundParticular(line, refund, index)),
	);
}

function refundParticular(line: OrderLine, refund: OrderRefund, index: number): RefundParticular {
	const refundId = refund.id ?? `${line.order_line_id}-${index + 1}`;
	const state = refundState(refund);
	const dates = [instant(refund.created_date), instant(refund.transaction_date)];
	return {
		name: `refund ${refundId}`,
		lineId: line.order_line_id,
		refundId,
		state,
		value: stateValue(state),
		changedAt: dates.filter((date) => date !== undefined).at(-1),
	};
}

/** One incident: of a line, or of the order as a whole where no line shows it. */
export interface IncidentParticular {
	readonly name: string;
	readonly lineId: string | undefined;
	readonly open: boolean;
	/** The line's own last change: tells a second incident of the same line from the first. */
	readonly since: string;
}

/** Every place an incident can be at, open or not. */
export function incidentsOf(order: Order): IncidentParticular[] {
	const lines = order.order_lines.map((line) => ({
		name: `incident ${line.order_line_id}`,
		lineId: line.order_line_id,
		open: line.order_line_state === 'INCIDENT_OPEN',
		since: typeof line.last_updated_date === 'string' ? line.last_updated_date : '',
	}));
	const unplaced = order.has_incident === true && !lines.some(({ open }) => open);
	return [...lines, { name: 'incident', lineId: undefined, open: unplaced, since: '' }];
}
