import { ApiError, badRequest, invalid } from './apiError';
import { fulfilledByMarketplace } from './order';
import type { Order } from './order';
import { move } from './lifecycle';
import type { World } from './world';

interface Decision {
	id: string;
	accepted: boolean;
}

/**
 * OR21: the shop's decision on every line, all or nothing.
 * @throws ApiError with the operation's documented codes.
 */
export function decide(world: World, order: Order, orderLines: unknown): void {
	const decisions = readDecisions(orderLines);
	if (fulfilledByMarketplace(order))
		throw badRequest(
			`Order ${order.id} is fulfilled by the marketplace: the shop cannot accept or refuse it`,
			'ORDER_FULFILLED_UNAUTHORIZED',
		);
	if (order.state !== 'WAITING_ACCEPTANCE')
		throw badRequest(
			`Order ${order.id} is ${order.state}, expected WAITING_ACCEPTANCE`,
			'ORDER_INVALID_STATE',
		);
	const seen = new Set<string>();
	for (const { id } of decisions) {
		if (seen.has(id))
			throw badRequest(`Order line ${id} is given twice`, 'ORDER_LINE_DUPLICATE_ID');
		seen.add(id);
		if (!order.lines.some((line) => line.id === id))
			throw badRequest(
				`Order line ${id} does not belong to order ${order.id}`,
				'ORDER_LINE_NOT_FOUND',
			);
	}
	const missing = order.lines.filter((line) => !seen.has(line.id));
	if (missing.length > 0)
		throw badRequest(
			`No decision is given for order line ${missing.map((line) => line.id).join(', ')}`,
			'ORDER_LINE_ACCEPTANCE_DECISION_MISSING',
		);
	const accepted = decisions.filter((decision) => decision.accepted).map((decision) => decision.id);
	const refused = decisions.filter((decision) => !decision.accepted).map((decision) => decision.id);
	if (accepted.length > 0 && refused.length > 0 && !world.settings.partialAcceptance)
		throw new ApiError(
			400,
			'Partial acceptance is disabled for this shop: accept or refuse all order lines',
			'ORDER_PARTIAL_ACCEPTANCE_DISABLED',
		);

	const now = world.now();
	order.decidedAt = now;
	for (const line of order.lines) {
		if (!refused.includes(line.id)) continue;
		line.state = 'REFUSED';
		line.updatedAt = now;
	}
	if (refused.length > 0) world.changed(order, 'seller', 'refused', { lines: refused });
	if (accepted.length > 0) {
		world.changed(order, 'seller', 'accepted', { lines: accepted });
		move(world, order, 'WAITING_DEBIT', ['WAITING_ACCEPTANCE'], {}, 'seller');
	} else {
		move(world, order, 'REFUSED', [], {}, 'seller');
	}
}

function readDecisions(orderLines: unknown): Decision[] {
	if (!Array.isArray(orderLines) || orderLines.length === 0)
		throw invalid([{ code: 'NotEmpty', field: 'order_lines', message: 'must not be empty' }]);
	return orderLines.map((line: unknown, index) => {
		if (line === null)
			throw badRequest('The order lines hold a null element', 'ORDER_LINE_NULL_ELEMENT');
		const { id, accepted } = line as Partial<Decision>;
		if (typeof id !== 'string' || id === '')
			throw invalid([
				{ code: 'NotBlank', field: `order_lines[${index}].id`, message: 'must not be blank' },
			]);
		if (typeof accepted !== 'boolean')
			throw invalid([
				{ code: 'NotNull', field: `order_lines[${index}].accepted`, message: 'must not be null' },
			]);
		return { id, accepted };
	});
}
