import { badRequest } from './apiError';
import { everything, leftOn } from './amounts';
import { centsOf, readClaim } from './claims';
import { move } from './lifecycle';
import type { Cancelation, Line, Order, TaxMode } from './order';
import { canCancel } from './rights';
import type { World } from './world';

export interface MadeCancelation {
	order: Order;
	line: Line;
	cancelation: Cancelation;
}

/** OR30: all cancelations of a request, or none of them. @throws ApiError 400 / 404 */
export function cancelLines(
	world: World,
	shopId: number,
	cancelations: unknown,
	mode: TaxMode,
): MadeCancelation[] {
	if (!Array.isArray(cancelations) || cancelations.length === 0)
		throw badRequest('cancelations must not be empty');
	const claims = cancelations.map((input: unknown, index) => {
		const claim = readClaim(world, shopId, input, `cancelations[${index}]`, 'CANCELATION', mode);
		mayCancel(claim.order);
		if (claim.line.state === 'REFUSED' || claim.line.state === 'CANCELED')
			throw badRequest(
				`Order line '${claim.line.id}' cannot be canceled: it is ${claim.line.state}`,
			);
		return claim;
	});
	if (new Set(claims.map((claim) => claim.line)).size < claims.length)
		throw badRequest('An order line is given twice');

	const now = world.now();
	const made = claims.map(({ order, line, claim }) => {
		const cancelation: Cancelation = {
			id: String(++world.counters.cancelations),
			createdAt: now,
			...claim,
		};
		enter(world, order, line, cancelation, 'seller');
		return { order, line, cancelation };
	});
	for (const order of new Set(claims.map((claim) => claim.order)))
		followCancelations(world, order, 'seller');
	return made;
}

/** OR29 by the seller, or the marketplace's own decision: all that is left of the order. */
export function cancelOrder(
	world: World,
	order: Order,
	by: 'seller' | 'marketplace',
	reasonCode: string,
): void {
	if (by === 'seller') mayCancel(order);
	else if (
		!['STAGING', 'WAITING_ACCEPTANCE', 'WAITING_DEBIT', 'WAITING_DEBIT_PAYMENT'].includes(
			order.state,
		)
	)
		throw badRequest(`Order ${order.id} cannot be canceled: it is ${order.state}`);
	for (const line of order.lines) {
		if (line.state === 'REFUSED' || line.state === 'CANCELED') continue;
		const cancelation: Cancelation = {
			id: String(++world.counters.cancelations),
			createdAt: world.now(),
			reasonCode,
			quantity: line.quantity,
			...everything(leftOn(line)),
		};
		enter(world, order, line, cancelation, by);
	}
	order.reasonCode = reasonCode;
	move(world, order, 'CANCELED', [], { reason: reasonCode }, by);
}

function mayCancel(order: Order): void {
	if (!canCancel(order))
		throw badRequest(
			`Order ${order.id} cannot be canceled: it is ${order.state}, expected WAITING_DEBIT or WAITING_DEBIT_PAYMENT`,
		);
}

function enter(
	world: World,
	order: Order,
	line: Line,
	cancelation: Cancelation,
	by: 'seller' | 'marketplace',
): void {
	line.cancelations.push(cancelation);
	line.updatedAt = world.now();
	const left = leftOn(line);
	if (left.amount === 0 && left.shipping === 0) {
		line.state = 'CANCELED';
		line.reasonCode = cancelation.reasonCode;
	}
	world.changed(order, by, 'cancelation', {
		cancelationId: cancelation.id,
		lineId: line.id,
		reasonCode: cancelation.reasonCode,
		quantity: cancelation.quantity,
		cents: centsOf(cancelation),
	});
}

function followCancelations(world: World, order: Order, by: 'seller' | 'marketplace'): void {
	if (order.lines.every((line) => line.state === 'CANCELED' || line.state === 'REFUSED'))
		move(world, order, 'CANCELED', [], {}, by);
}
