import { badRequest } from './apiError';
import { settled } from './amounts';
import { activeLines, fulfilledByMarketplace } from './order';
import type { LineState, Order, OrderState, Refund } from './order';
import { nextDue } from './timetable';
import type { World } from './world';

/** Moves an order to a state, and with it the lines that are in one of `from`. */
export function move(
	world: World,
	order: Order,
	to: OrderState,
	from: LineState[],
	detail: Record<string, unknown> = {},
	by: 'seller' | 'marketplace' = 'marketplace',
): void {
	const before = order.state;
	const now = world.now();
	for (const line of order.lines) {
		if (!from.includes(line.state)) continue;
		line.state = to;
		line.updatedAt = now;
	}
	order.state = to;
	order.since = now;
	world.changed(order, by, 'state', { from: before, to, ...detail });
}

/** Lets everything happen that is due by then, each at its own moment. */
export function runDue(world: World, now: number): void {
	for (;;) {
		const appointment = world.schedule.take(now);
		if (!appointment) return;
		const order = world.book.get(appointment.orderId);
		if (!order || order.version !== appointment.version) continue;
		const due = nextDue(order, world.settings.delays);
		if (!due) continue;
		world.at(appointment.at, () => {
			switch (due.what) {
				case 'offer':
					return offer(world, order);
				case 'timeOut':
					return timeOut(world, order);
				case 'askDebit':
					return askDebit(world, order);
				case 'debit':
					return debit(world, order);
				case 'deliver':
					return deliver(world, order);
				case 'close':
					return close(world, order);
				case 'refund':
					return advanceRefund(world, order, due.refund);
			}
		});
	}
}

/** STAGING ends: the seller is asked. Orders the marketplace fulfils itself are accepted at once. */
export function offer(world: World, order: Order): void {
	requireState(order, ['STAGING'], 'offered to the shop');
	move(world, order, 'WAITING_ACCEPTANCE', ['STAGING']);
	if (fulfilledByMarketplace(order)) move(world, order, 'WAITING_DEBIT', ['WAITING_ACCEPTANCE']);
}

/** Nobody decided in time: refused, without a decision date. */
export function timeOut(world: World, order: Order): void {
	requireState(order, ['WAITING_ACCEPTANCE'], 'refused for lack of an answer');
	order.reasonCode = 'ACCEPTANCE_TIMEOUT';
	for (const line of order.lines) line.reasonCode = 'ACCEPTANCE_TIMEOUT';
	move(world, order, 'REFUSED', ['WAITING_ACCEPTANCE'], { reason: 'ACCEPTANCE_TIMEOUT' });
}

/** The payment provider has been asked for the money. */
export function askDebit(world: World, order: Order): void {
	requireState(order, ['WAITING_DEBIT'], 'sent to debit');
	move(world, order, 'WAITING_DEBIT_PAYMENT', ['WAITING_DEBIT']);
}

/** The buyer has paid: addresses appear and the seller may ship. */
export function debit(world: World, order: Order): void {
	requireState(order, ['WAITING_DEBIT', 'WAITING_DEBIT_PAYMENT'], 'debited');
	if (order.state === 'WAITING_DEBIT') askDebit(world, order);
	const now = world.now();
	order.debitedAt = now;
	order.addressShown = true;
	order.shippingDeadline = now + order.leadtimeToShip * 24 * 3600 * 1000;
	order.transactionNumber = `TX${world.random('transaction', order.ordinal).token(12).toUpperCase()}`;
	for (const line of order.lines) {
		if (line.state === 'WAITING_DEBIT_PAYMENT') line.debitedAt = now;
	}
	move(world, order, 'SHIPPING', ['WAITING_DEBIT_PAYMENT'], { debited: true });
}

/** The parcel waits at a pick-up point. */
export function toCollect(world: World, order: Order): void {
	requireState(order, ['SHIPPED'], 'waiting at a pick-up point');
	move(world, order, 'TO_COLLECT', ['SHIPPED']);
}

/** The buyer has the goods. */
export function deliver(world: World, order: Order): void {
	requireState(order, ['SHIPPED', 'TO_COLLECT'], 'delivered');
	const now = world.now();
	for (const line of order.lines) {
		if (line.state === 'SHIPPED' || line.state === 'TO_COLLECT') line.receivedAt = now;
		if (line.stateBeforeIncident === 'SHIPPED') line.stateBeforeIncident = 'RECEIVED';
	}
	for (const shipment of order.shipments) {
		if (shipment.state !== 'SHIPPED') continue;
		shipment.state = 'RECEIVED';
		shipment.updatedAt = now;
	}
	move(world, order, 'RECEIVED', ['SHIPPED', 'TO_COLLECT']);
}

/** Nothing more can be asked of the seller. */
export function close(world: World, order: Order): void {
	requireState(order, ['SHIPPING', 'SHIPPED', 'TO_COLLECT', 'RECEIVED', 'REFUNDED'], 'closed');
	for (const shipment of order.shipments) {
		shipment.state = 'CLOSED';
		shipment.updatedAt = world.now();
	}
	move(world, order, 'CLOSED', ['SHIPPING', 'SHIPPED', 'TO_COLLECT', 'RECEIVED']);
}

/** One step of a refund: WAITING_REFUND, WAITING_REFUND_PAYMENT, REFUNDED. */
export function advanceRefund(world: World, order: Order, refund: Refund): void {
	const now = world.now();
	const before = refund.state;
	refund.state = before === 'WAITING_REFUND' ? 'WAITING_REFUND_PAYMENT' : 'REFUNDED';
	refund.since = now;
	if (refund.state === 'REFUNDED') {
		refund.transactionAt = now;
		refund.transactionNumber = `RF${world.random('refund', refund.id).token(12).toUpperCase()}`;
	}
	const line = order.lines.find((candidate) => candidate.refunds.includes(refund));
	if (line) {
		line.updatedAt = now;
		if (settled(line)) line.state = 'REFUNDED';
	}
	world.changed(order, 'marketplace', 'refundState', {
		refundId: refund.id,
		lineId: line?.id,
		from: before,
		to: refund.state,
	});
	followRefunds(world, order);
}

/** An order whose every line is refunded in full has nothing left to ship, and in old installations shows it. */
export function followRefunds(world: World, order: Order): void {
	const lines = activeLines(order);
	if (lines.length === 0) return;
	if (world.settings.legacyRefundStates) {
		const full = lines.every((line) => line.refunds.length > 0) && lines.every(settledOrAsked);
		if (!full) return;
		const states = lines.flatMap((line) => line.refunds.map((refund) => refund.state));
		const to = states.includes('WAITING_REFUND')
			? 'WAITING_REFUND'
			: states.includes('WAITING_REFUND_PAYMENT')
				? 'WAITING_REFUND_PAYMENT'
				: 'REFUNDED';
		if (order.state !== to && order.state !== 'CLOSED') move(world, order, to, []);
	} else if (order.state === 'SHIPPING' && lines.every((line) => line.state === 'REFUNDED')) {
		close(world, order);
	}
}

function settledOrAsked(line: Order['lines'][number]): boolean {
	return settled(line, true);
}

/** Refuses what the order's state does not allow, in words. */
export function requireState(order: Order, states: OrderState[], what: string): void {
	if (!states.includes(order.state))
		throw badRequest(
			`Order ${order.id} cannot be ${what}: it is ${order.state}, expected ${states.join(' or ')}`,
		);
}
