import {
	isKnownStatus,
	lineStatus,
	orderStatus,
	refundState,
	refundStatus,
	stateFilterFor,
	statesOfStatus,
	statusOfState,
	STATUSES,
} from '../../nodes/Worten/orders/status';
import { aLine, anOrder, aRefund } from './build';

test.each([
	['STAGING', 'new'],
	['WAITING_ACCEPTANCE', 'waiting_acceptance'],
	['WAITING_DEBIT', 'accepted'],
	['WAITING_DEBIT_PAYMENT', 'accepted'],
	['SHIPPING', 'waiting_shipment'],
	['SHIPPED', 'shipped'],
	['TO_COLLECT', 'shipped'],
	['REFUSED', 'refused'],
	['CLOSED', 'closed'],
	['RECEIVED', 'closed'],
	['CANCELED', 'canceled'],
	['WAITING_REFUND', 'refunding'],
	['WAITING_REFUND_PAYMENT', 'refunding'],
	['REFUNDED', 'refunded'],
	['shipped', 'shipped'],
	['SOMETHING_NEW', 'unknown'],
	['', 'unknown'],
	[null, 'unknown'],
	[undefined, 'unknown'],
	['toString', 'unknown'],
])('state %p is status %s', (state, status) => {
	expect(statusOfState(state)).toBe(status);
});

test('the mapping goes both ways', () => {
	for (const status of STATUSES) {
		for (const state of statesOfStatus(status)) expect(statusOfState(state)).toBe(status);
		expect(isKnownStatus(status)).toBe(true);
	}
	expect(isKnownStatus('unknown')).toBe(false);
	expect(isKnownStatus('toString')).toBe(false);
});

test('the state filter asks only for states the marketplace can filter by', () => {
	expect(stateFilterFor([])).toBeUndefined();
	expect(stateFilterFor(['accepted', 'closed'])).toEqual([
		'WAITING_DEBIT',
		'WAITING_DEBIT_PAYMENT',
		'CLOSED',
		'RECEIVED',
	]);
	expect(stateFilterFor(['shipped', 'refunding'])).toBeUndefined();
	expect(stateFilterFor(['refunded'])).toBeUndefined();
});

describe('refunds', () => {
	test.each([
		[{ refund_state: 'WAITING_REFUND_TAX_CONFIRMATION', state: 'WAITING_REFUND' }, 'refunding'],
		[{ refund_state: null, state: 'WAITING_REFUND_PAYMENT' }, 'refunding'],
		[{ refund_state: 'REFUNDED', state: 'WAITING_REFUND' }, 'refunded'],
		[{ refund_state: 'NEW_STATE' }, 'unknown'],
		[{ refund_state: null, state: null }, 'unknown'],
	])('%p is %s', (states, status) => {
		const [refund] = anOrder({ order_lines: [aLine({ refunds: [aRefund(states)] })] })
			.order_lines[0].refunds!;
		expect(refundStatus(refund)).toBe(status);
		expect(refundState(refund)).toBe(states.refund_state ?? states.state ?? undefined);
	});
});

describe('an order', () => {
	const withRefunds = (order_state: string, ...states: string[]) =>
		anOrder({
			order_state,
			fully_refunded: true,
			order_lines: [aLine({ refunds: states.map((refund_state) => aRefund({ refund_state })) })],
		});

	test('fully refunded is refunded once all is paid out, refunding until then', () => {
		expect(orderStatus(withRefunds('SHIPPED', 'REFUNDED', 'REFUNDED'))).toBe('refunded');
		expect(orderStatus(withRefunds('SHIPPED', 'REFUNDED', 'WAITING_REFUND'))).toBe('refunding');
		expect(orderStatus(withRefunds('RECEIVED', 'REFUNDED'))).toBe('refunded');
	});

	test('otherwise has the status of its own state', () => {
		expect(orderStatus(withRefunds('SHIPPED'))).toBe('shipped');
		expect(orderStatus(withRefunds('REFUSED', 'REFUNDED'))).toBe('refused');
		expect(orderStatus(withRefunds('CANCELED', 'REFUNDED'))).toBe('canceled');
		const partly = anOrder({ order_lines: [aLine({ refunds: [aRefund()] })] });
		expect(orderStatus(partly)).toBe('shipped');
	});
});

test.each([
	['SHIPPED', 'shipped'],
	['REFUSED', 'refused'],
	['REFUNDED', 'refunded'],
	['INCIDENT_OPEN', 'closed'],
	['INCIDENT_CLOSED', 'closed'],
	[null, 'closed'],
	['NEW_STATE', 'unknown'],
])('a line %p of a received order is %s', (order_line_state, status) => {
	const order = anOrder({ order_state: 'RECEIVED', order_lines: [aLine({ order_line_state })] });
	expect(lineStatus(order.order_lines[0], order)).toBe(status);
});
