import { badRequest } from './apiError';
import { everything, leftOn } from './amounts';
import { centsOf, readClaim, totalOf } from './claims';
import type { ReadClaim } from './claims';
import { followRefunds } from './lifecycle';
import { toText } from './money';
import { fulfilledByMarketplace } from './order';
import type { Line, Order, Refund, TaxMode } from './order';
import { canRefund } from './rights';
import type { World } from './world';

export interface MadeRefund {
	order: Order;
	line: Line;
	refund: Refund;
}

/**
 * OR28: all refunds of a request, or none of them.
 * @throws ApiError 400 / 404
 */
export function refundBySeller(
	world: World,
	shopId: number,
	refunds: unknown,
	mode: TaxMode,
): MadeRefund[] {
	if (!Array.isArray(refunds) || refunds.length === 0)
		throw badRequest('refunds must not be empty');
	const claims: ReadClaim[] = [];
	for (const [index, input] of refunds.entries()) {
		const claim = readClaim(world, shopId, input, `refunds[${index}]`, 'REFUND', mode);
		if (claims.some((other) => other.line === claim.line))
			throw badRequest(`Order line '${claim.line.id}' is given twice`);
		mayRefund(world, claim.order, claim.line);
		claims.push(claim);
	}
	const total = claims.reduce((cents, claim) => cents + totalOf(claim.claim), 0);
	if (world.balance !== null) {
		if (total > world.balance)
			throw badRequest('The shop does not have a sufficient payable balance for the refund');
		world.balance -= total;
	}
	return make(world, claims, 'seller', { taxMode: mode });
}

/** The marketplace gives money back, whatever is left of the lines. */
export function refundByOperator(
	world: World,
	order: Order,
	lineIds?: string[],
	reasonCode = '202',
): MadeRefund[] {
	const lines = order.lines.filter(
		(line) => (lineIds === undefined || lineIds.includes(line.id)) && canRefund(order, line),
	);
	if (lines.length === 0)
		throw badRequest(`Nothing of order ${order.id} can be refunded: it is ${order.state}`);
	const claims = lines.map((line) => ({
		order,
		line,
		claim: { reasonCode, quantity: line.quantity, ...everything(leftOn(line)) },
		excludedFromShipment: line.state === 'SHIPPING',
	}));
	return make(world, claims, 'operator', {});
}

function mayRefund(world: World, order: Order, line: Line): void {
	if (fulfilledByMarketplace(order))
		throw badRequest(
			`Order ${order.id} is fulfilled by the marketplace: the shop cannot refund it`,
		);
	if (line.debitedAt === null)
		throw badRequest(
			`Order line '${line.id}' cannot be refunded: the customer has not been debited`,
		);
	if (order.state === 'CLOSED' || line.state === 'CLOSED')
		throw badRequest(`Order line '${line.id}' cannot be refunded: it is CLOSED`);
	if (!canRefund(order, line))
		throw badRequest(`Order line '${line.id}' cannot be refunded: it is ${line.state}`);
	if (world.settings.oneRefundAtATime && line.refunds.some((refund) => refund.state !== 'REFUNDED'))
		throw badRequest(`A refund is already in progress on order line '${line.id}'`);
}

function make(
	world: World,
	claims: ReadClaim[],
	by: Refund['by'],
	detail: Record<string, unknown>,
): MadeRefund[] {
	const now = world.now();
	const groups = new Map<string, string>();
	const made: MadeRefund[] = [];
	for (const { order, line, claim, excludedFromShipment } of claims) {
		const id = String(++world.counters.refunds);
		const groupId = groups.get(order.id) ?? world.random('refundGroup', id).uuid();
		groups.set(order.id, groupId);
		const refund: Refund = {
			id,
			createdAt: now,
			...claim,
			groupId,
			by,
			state: 'WAITING_REFUND',
			since: now,
			excludedFromShipment,
			transactionAt: null,
			transactionNumber: null,
		};
		line.refunds.push(refund);
		line.updatedAt = now;
		world.changed(order, by === 'seller' ? 'seller' : 'marketplace', 'refund', {
			refundId: id,
			orderRefundId: groupId,
			lineId: line.id,
			reasonCode: refund.reasonCode,
			quantity: refund.quantity,
			excludedFromShipment,
			by,
			cents: centsOf(refund),
			text: toText(totalOf(refund)),
			...detail,
		});
		made.push({ order, line, refund });
	}
	for (const order of new Set(claims.map((claim) => claim.order))) followRefunds(world, order);
	return made;
}
