import type { Order, OrderLine } from '../marketplace/schemas/order';
import { OrderProblem } from './problem';
import { lineStatus, orderStatus, statusOfState, type KnownStatus, type Status } from './status';

export type Action = 'accept' | 'refuse' | 'ship' | 'refund' | 'cancel';

/** What has to be true for an action, in the words of the statuses. */
const NEEDED: Readonly<Record<Action, string>> = {
	accept: 'accepting needs the status "waiting_acceptance"',
	refuse: 'refusing needs the status "waiting_acceptance"',
	ship: 'shipping needs the status "waiting_shipment"',
	refund: 'refunding needs the status "shipped", or a line the marketplace marks as refundable',
	cancel: 'cancelling needs the marketplace to allow it for the order (canCancel)',
};

const WAIT_FOR_DEBIT =
	'Nothing has to be done: it becomes ready to ship by itself once the marketplace has debited the customer, mostly within hours, at times days. Let the trigger start this workflow when an order is ready to ship.';
const NOT_RELEASED =
	'Wait until the marketplace hands the order to your shop: it then waits for acceptance. Let the trigger start this workflow for orders that wait for acceptance.';
const NEVER_CHARGED = 'The customer is not charged for it, so there is nothing to give back.';
const CANCELED_STOP = 'Do not send the goods: the order has been canceled for the customer too.';
const REFUSED_FOR_GOOD =
	'A refused order cannot be taken up again; the customer has to order anew. Do not send the goods.';
const BEING_REFUNDED = 'The order is being refunded: look at its refunds in the back office.';
const UNKNOWN =
	'The marketplace uses a state this version of the node does not know. Handle the order in the back office, and look for a newer version of the node.';

/** What to do instead, for each action at each status that stands in its way. */
const INSTEAD: Readonly<Record<Action, Readonly<Record<Status, string>>>> = {
	accept: {
		new: NOT_RELEASED,
		waiting_acceptance: 'Run this item again.',
		accepted: 'It is accepted already. Go on with shipping once it is ready to ship.',
		waiting_shipment: 'It is accepted and paid already. Go on with shipping.',
		shipped: 'It is accepted and shipped already. Nothing is left to do.',
		refused: `${REFUSED_FOR_GOOD} To be in time with the next one, let the workflow run more often than the acceptance period is long.`,
		closed: 'The order is over. Nothing is left to do.',
		canceled: CANCELED_STOP,
		refunding: BEING_REFUNDED,
		refunded: BEING_REFUNDED,
		unknown: UNKNOWN,
	},
	refuse: {
		new: NOT_RELEASED,
		waiting_acceptance: 'Run this item again.',
		accepted:
			'An accepted order cannot be refused any more. Cancel it in the back office where the marketplace allows it, or wait for the debit and refund it.',
		waiting_shipment:
			'An accepted order cannot be refused any more. The customer has paid: refund it.',
		shipped: 'It is on its way to the customer. Refund it once the goods are back.',
		refused: 'It is refused already. Nothing is left to do.',
		closed: 'The order is over and cannot be refused any more.',
		canceled: 'It is canceled already. Nothing is left to do.',
		refunding: BEING_REFUNDED,
		refunded: BEING_REFUNDED,
		unknown: UNKNOWN,
	},
	ship: {
		new: NOT_RELEASED,
		waiting_acceptance:
			'Accept the order first. It is ready to ship once the marketplace has debited the customer.',
		accepted: WAIT_FOR_DEBIT,
		waiting_shipment: 'Run this item again.',
		shipped: 'It is shipped already. A wrong tracking number can be corrected in the back office.',
		refused: REFUSED_FOR_GOOD,
		closed: 'It is shipped and over already. Nothing is left to do.',
		canceled: CANCELED_STOP,
		refunding: 'Do not send the goods before you have looked at its refunds in the back office.',
		refunded: 'Do not send the goods: the customer gets the money back.',
		unknown: UNKNOWN,
	},
	refund: {
		new: `${NEVER_CHARGED} Refuse it once it waits for acceptance.`,
		waiting_acceptance: `${NEVER_CHARGED} Refuse the order instead.`,
		accepted:
			'The customer has not been debited yet, so there is nothing to give back. Cancel the order in the back office where the marketplace allows it, or wait for the debit.',
		waiting_shipment:
			'Ship it first and refund it then. If the goods will never leave, cancel or refund it in the back office.',
		shipped: 'Run this item again.',
		refused: NEVER_CHARGED,
		closed:
			'A closed order cannot be refunded any more. Agree with Worten seller support on how the customer gets the money.',
		canceled: NEVER_CHARGED,
		refunding: BEING_REFUNDED,
		refunded: BEING_REFUNDED,
		unknown: UNKNOWN,
	},
	cancel: {
		new: NOT_RELEASED,
		waiting_acceptance: 'Refuse the order instead.',
		accepted: 'Wait for the debit and refund it then.',
		waiting_shipment: 'The customer has paid: refund it instead.',
		shipped: 'It is on its way to the customer: refund it instead.',
		refused: 'It is refused already. Nothing is left to do.',
		closed: 'The order is over and cannot be canceled any more.',
		canceled: 'It is canceled already. Nothing is left to do.',
		refunding: BEING_REFUNDED,
		refunded: BEING_REFUNDED,
		unknown: UNKNOWN,
	},
};

/**
 * Whether an order is at the point where an action is possible at all.
 * Accept, refuse: WAITING_ACCEPTANCE. Ship: SHIPPING. Refund: once shipped or received, or where a
 * line is marked `can_refund`, never CLOSED. Cancel: `can_cancel`.
 */
export function allows(order: Order, action: Action): boolean {
	switch (action) {
		case 'accept':
		case 'refuse':
			return statusOfState(order.order_state) === 'waiting_acceptance';
		case 'ship':
			return statusOfState(order.order_state) === 'waiting_shipment';
		case 'refund':
			return (
				hasLeft(order) ||
				(!isClosed(order) && order.order_lines.some((line) => line.can_refund === true))
			);
		case 'cancel':
			return order.can_cancel === true;
	}
}

/**
 * Insist that an order is at the point where an action is possible, before anything is sent.
 * @throws OrderProblem that names the order, its status and state, the status needed and what to do instead
 */
export function requireStatus(order: Order, action: Action): void {
	if (!allows(order, action)) throw wrongStatus(order, action);
}

/** The problem `requireStatus` throws, for whoever has looked already. */
export function wrongStatus(order: Order, action: Action): OrderProblem {
	return new OrderProblem(
		`Order ${order.order_id} ${situation(order)} (status "${orderStatus(order)}", ${order.order_state}); ${NEEDED[action]}`,
		INSTEAD[action][statusOfState(order.order_state)],
		{ orderId: order.order_id },
	);
}

/**
 * Why a line may not be refunded although its order is where others may be; undefined when it may.
 * Before the goods have left only `can_refund` allows it. Afterwards `can_refund` says nothing
 * against it: it is about the *full* amount and so turns false with the first partial refund.
 */
export function lineNotRefundable(line: OrderLine, order: Order): OrderProblem | undefined {
	const about = { orderId: order.order_id, lineId: line.order_line_id };
	const named = `Line ${line.order_line_id} of order ${order.order_id}`;
	const status = lineStatus(line, order);
	if (status === 'refused' || status === 'canceled') {
		return new OrderProblem(
			`${named} was ${status}`,
			`${NEVER_CHARGED} Leave this line out.`,
			about,
		);
	}
	if (isClosed(order)) return wrongStatus(order, 'refund');
	if (line.order_line_state === 'CLOSED') {
		return new OrderProblem(`${named} is closed`, INSTEAD.refund.closed, about);
	}
	if (hasLeft(order) || line.can_refund === true) return undefined;
	return allows(order, 'refund')
		? new OrderProblem(
				`${named} cannot be refunded now: the marketplace does not mark it as refundable (${line.order_line_state ?? order.order_state})`,
				INSTEAD.refund[status],
				about,
			)
		: wrongStatus(order, 'refund');
}

/** Whether an order was refused by the marketplace because nobody decided in time, and not by the shop. */
export function refusedAutomatically(order: Order): boolean {
	if (statusOfState(order.order_state) !== 'refused') return false;
	return (
		order.order_state_reason_code === 'ACCEPTANCE_TIMEOUT' ||
		(order.acceptance_decision_date ?? null) === null
	);
}

/** Goods have left the shop and the order is not closed. RECEIVED counts: returns begin there. */
function hasLeft(order: Order): boolean {
	return statusOfState(order.order_state) === 'shipped' || order.order_state === 'RECEIVED';
}

function isClosed(order: Order): boolean {
	return order.order_state === 'CLOSED';
}

const SITUATIONS: Readonly<Record<KnownStatus, string>> = {
	new: 'is still with the marketplace and not yet handed to your shop',
	waiting_acceptance: 'waits to be accepted or refused',
	accepted:
		'waits for payment: it is accepted, but the marketplace has not debited the customer yet',
	waiting_shipment: 'is paid and waits to be shipped',
	shipped: 'is already shipped',
	refused: 'was refused',
	closed: 'is over',
	canceled: 'was canceled',
	refunding: 'is being refunded',
	refunded: 'was refunded',
};

function situation(order: Order): string {
	const status = statusOfState(order.order_state);
	if (status === 'unknown') return 'is in a state this version does not know';
	if (refusedAutomatically(order)) {
		return 'was refused automatically because it was not accepted in time';
	}
	if (order.order_state === 'TO_COLLECT') {
		return 'is already shipped and waits at the pick-up point';
	}
	if (order.order_state === 'RECEIVED') return 'has reached the customer';
	if (status === 'refused' || status === 'canceled') {
		const reason = order.order_state_reason_label ?? order.order_state_reason_code;
		return reason ? `${SITUATIONS[status]} (${reason})` : SITUATIONS[status];
	}
	return SITUATIONS[status];
}
