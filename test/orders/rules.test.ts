import {
	allows,
	lineNotRefundable,
	refusedAutomatically,
	requireStatus,
	type Action,
} from '../../nodes/Worten/orders/rules';
import { aLine, anOrder, type RawOrder } from './build';
import { problemOf } from './problems';

const STATES = [
	'STAGING',
	'WAITING_ACCEPTANCE',
	'WAITING_DEBIT',
	'WAITING_DEBIT_PAYMENT',
	'SHIPPING',
	'SHIPPED',
	'TO_COLLECT',
	'RECEIVED',
	'CLOSED',
	'REFUSED',
	'CANCELED',
	'WAITING_REFUND',
	'REFUNDED',
	'NEW_STATE',
];

const at = (order_state: string, over: Partial<RawOrder> = {}) =>
	anOrder({
		order_state,
		order_lines: [aLine({ order_line_state: order_state, can_refund: false })],
		...over,
	});

const ALLOWED: Record<Action, string[]> = {
	accept: ['WAITING_ACCEPTANCE'],
	refuse: ['WAITING_ACCEPTANCE'],
	ship: ['SHIPPING'],
	refund: ['SHIPPED', 'TO_COLLECT', 'RECEIVED'],
	cancel: [],
};

describe.each(Object.keys(ALLOWED) as Action[])('%s', (action) => {
	test.each(STATES)('at %s', (state) => {
		const order = at(state);
		if (ALLOWED[action].includes(state)) {
			expect(() => requireStatus(order, action)).not.toThrow();
			return;
		}
		const problem = problemOf(() => requireStatus(order, action));
		expect(problem.message).toMatch(/^Order 30638830-A .+ \(status "\w+", \w+\); .+ needs /);
		expect(problem.message).toContain(state);
		expect(problem.hint.length).toBeGreaterThan(20);
		expect(problem.orderId).toBe('30638830-A');
	});
});

test('cancelling goes by what the marketplace says', () => {
	for (const state of STATES) expect(allows(at(state, { can_cancel: true }), 'cancel')).toBe(true);
});

test('a line marked as refundable opens the refund, except on a closed order', () => {
	const order_lines = [aLine({ can_refund: true })];
	expect(allows(at('SHIPPING', { order_lines }), 'refund')).toBe(true);
	expect(allows(at('NEW_STATE', { order_lines }), 'refund')).toBe(true);
	expect(allows(at('CLOSED', { order_lines }), 'refund')).toBe(false);
});

describe('what the seller is told', () => {
	test('waiting for payment', () => {
		const problem = problemOf(() => requireStatus(at('WAITING_DEBIT'), 'ship'));
		expect(problem.message).toBe(
			'Order 30638830-A waits for payment: it is accepted, but the marketplace has not debited the customer yet (status "accepted", WAITING_DEBIT); shipping needs the status "waiting_shipment"',
		);
		expect(problem.hint).toContain('ready to ship by itself');
	});

	test('refused by the marketplace for lack of time, or by the shop', () => {
		const timeout = at('REFUSED', { order_state_reason_code: 'ACCEPTANCE_TIMEOUT' });
		const unnamed = at('REFUSED', { acceptance_decision_date: null });
		for (const order of [timeout, unnamed]) {
			expect(refusedAutomatically(order)).toBe(true);
			expect(problemOf(() => requireStatus(order, 'accept')).message).toContain(
				'refused automatically because it was not accepted in time',
			);
		}
		const byShop = at('REFUSED', { order_state_reason_label: 'Out of stock' });
		expect(refusedAutomatically(byShop)).toBe(false);
		expect(problemOf(() => requireStatus(byShop, 'ship')).message).toContain(
			'was refused (Out of stock)',
		);
		expect(refusedAutomatically(at('SHIPPED', { acceptance_decision_date: null }))).toBe(false);
	});

	test('already shipped, at the pick-up point, received', () => {
		const said = (state: string) => problemOf(() => requireStatus(at(state), 'ship')).message;
		expect(said('SHIPPED')).toContain('is already shipped');
		expect(said('TO_COLLECT')).toContain('pick-up point');
		expect(said('RECEIVED')).toContain('has reached the customer');
	});

	test('a canceled order must not be sent', () => {
		expect(problemOf(() => requireStatus(at('CANCELED'), 'ship')).hint).toContain(
			'Do not send the goods',
		);
	});
});

describe('one line', () => {
	const refusal = (state: string, lineState: string, can_refund: boolean) => {
		const order = at(state, {
			order_lines: [
				aLine({ order_line_state: lineState, can_refund }),
				aLine({ order_line_id: 'other', can_refund: true }),
			],
		});
		return lineNotRefundable(order.order_lines[0], order);
	};

	test('once the goods have left, can_refund says nothing against a refund', () => {
		expect(refusal('SHIPPED', 'SHIPPED', false)).toBeUndefined();
		expect(refusal('RECEIVED', 'INCIDENT_OPEN', false)).toBeUndefined();
	});

	test('before, only can_refund allows it', () => {
		expect(refusal('SHIPPING', 'SHIPPING', true)).toBeUndefined();
		const problem = refusal('SHIPPING', 'SHIPPING', false)!;
		expect(problem.message).toContain('does not mark it as refundable (SHIPPING)');
		expect(problem.lineId).toBe('30638830-A-1');
	});

	test('refused, canceled and closed lines are out', () => {
		expect(refusal('SHIPPED', 'REFUSED', true)!.message).toContain('was refused');
		expect(refusal('SHIPPED', 'CANCELED', true)!.message).toContain('was canceled');
		expect(refusal('SHIPPED', 'CLOSED', true)!.message).toContain('is closed');
		expect(refusal('CLOSED', 'CLOSED', true)!.message).toContain('is over');
	});

	test('where no line may, the order says why', () => {
		const order = at('WAITING_DEBIT');
		expect(lineNotRefundable(order.order_lines[0], order)!.message).toContain('waits for payment');
	});
});
