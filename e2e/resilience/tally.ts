import type { Marketplace, OrderState } from '../../sandbox';
import type { Recorded } from './recorder';

/** What n8n says of an execution. */
export interface Execution {
	readonly id: string;
	readonly status: string;
	/** The execution this one repeats, at a user's wish. */
	readonly retryOf?: string | null;
}

export interface Tally {
	/** Orders placed on the marketplace, and refunds made. */
	readonly orders: number;
	readonly refunds: number;
	/** Different events recorded, those of the error workflow apart. */
	readonly events: number;
	/** Orders of which nothing was ever recorded, those whose last status was not, and refunds whose last step was not. */
	readonly lostOrders: string[];
	readonly outdated: string[];
	readonly lostRefunds: string[];
	/** Events that came with two executions of their own: delivered twice. */
	readonly twice: string[];
	/** Events recorded again because an interrupted execution was run again from its beginning. */
	readonly repeated: string[];
}

/** The design's table, written out once more: a test must not take it from what it tests. */
const STATUS: Record<OrderState, string> = {
	STAGING: 'new',
	WAITING_ACCEPTANCE: 'waiting_acceptance',
	WAITING_DEBIT: 'accepted',
	WAITING_DEBIT_PAYMENT: 'accepted',
	SHIPPING: 'waiting_shipment',
	SHIPPED: 'shipped',
	TO_COLLECT: 'shipped',
	RECEIVED: 'closed',
	CLOSED: 'closed',
	REFUSED: 'refused',
	CANCELED: 'canceled',
	WAITING_REFUND: 'refunding',
	WAITING_REFUND_PAYMENT: 'refunding',
	REFUNDED: 'refunded',
};

/** Compare what was recorded with the marketplace's own journal. */
export function tally(
	marketplace: Marketplace,
	recorded: readonly Recorded[],
	executions: readonly Execution[] = [],
): Tally {
	const placed = marketplace.journal
		.filter(({ kind }) => kind === 'placed')
		.map(({ orderId }) => orderId);
	const seen = new Set(recorded.map(({ orderId, status }) => `${orderId} ${status}`));
	const known = new Set(recorded.map(({ orderId }) => orderId));
	const refunds = new Map<string, string>();
	for (const { kind, detail } of marketplace.journal) {
		if (kind === 'refund') refunds.set(String(detail.refundId), 'WAITING_REFUND');
		if (kind === 'refundState') refunds.set(String(detail.refundId), String(detail.to));
	}
	const told = new Set(recorded.flatMap(({ refunds }) => refunds));
	const outdated = placed.filter(
		(id) => known.has(id) && !seen.has(`${id} ${finalStatus(marketplace.view(id) as View)}`),
	);
	return {
		orders: placed.length,
		refunds: refunds.size,
		events: new Set(recorded.filter(({ type }) => type !== 'caughtUp').map(({ id }) => id)).size,
		lostOrders: placed.filter((id) => !known.has(id)),
		outdated,
		lostRefunds: [...refunds]
			.map(([id, state]) => `${id} ${state}`)
			.filter((refund) => !told.has(refund)),
		...repetitions(recorded, executions),
	};
}

/** All that has not arrived: ids of orders, and refunds by id and state. */
export function lost({ lostOrders, outdated, lostRefunds }: Tally): string[] {
	return [...lostOrders, ...outdated, ...lostRefunds];
}

/** Whether everything has arrived. */
export const complete = (result: Tally): boolean => lost(result).length === 0;

/** What a status rests on, as the marketplace shows an order. */
interface View {
	order_state: OrderState;
	fully_refunded?: boolean;
	order_lines: Array<{ refunds?: Array<{ state?: string; refund_state?: string }> }>;
}

/** Orders refunded in full are refunding or refunded, though their own state seldom says so. */
function finalStatus({
	order_state: state,
	fully_refunded: full,
	order_lines: lines,
}: View): string {
	const refunds = lines.flatMap((line) => line.refunds ?? []);
	if (!full || refunds.length === 0 || ['REFUSED', 'CANCELED'].includes(state))
		return STATUS[state];
	const paid = refunds.every((refund) => (refund.refund_state ?? refund.state) === 'REFUNDED');
	return paid ? 'refunded' : 'refunding';
}

function repetitions(
	recorded: readonly Recorded[],
	executions: readonly Execution[],
): Pick<Tally, 'twice' | 'repeated'> {
	const retryOf = new Map(executions.map((one) => [one.id, one.retryOf ?? undefined]));
	const origin = (id: string): string => {
		const before = retryOf.get(id);
		return before === undefined ? id : origin(before);
	};
	const comings = new Map<string, string[]>();
	for (const { id, type, execution } of recorded) {
		if (type === 'caughtUp') continue;
		comings.set(id, [...(comings.get(id) ?? []), origin(execution)]);
	}
	const twice: string[] = [];
	const repeated: string[] = [];
	for (const [id, origins] of comings) {
		if (new Set(origins).size > 1) twice.push(id);
		else if (origins.length > 1) repeated.push(id);
	}
	return { twice, repeated };
}
