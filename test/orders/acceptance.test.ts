import {
	acceptanceOutcome,
	planAcceptance,
	statusAfterAcceptance,
	type AcceptanceChoice,
} from '../../nodes/Worten/orders/acceptance';
import { aLine, anOrder } from './build';
import { problemOf } from './problems';

const order = (order_state: string, ...lineStates: string[]) =>
	anOrder({
		order_state,
		order_lines: (lineStates.length > 0 ? lineStates : [order_state, order_state]).map(
			(order_line_state, index) => aLine({ order_line_id: `L${index + 1}`, order_line_state }),
		),
	});

const choice = (over: Partial<AcceptanceChoice> = {}): AcceptanceChoice => ({
	decision: 'accept',
	lines: 'all',
	lineIds: [],
	otherLines: 'fail',
	...over,
});

const short = (decisions: Array<{ id: string; accepted: boolean }>) =>
	decisions.map(({ id, accepted }) => `${id}${accepted ? '+' : '-'}`).join(' ');

describe('a waiting order', () => {
	const waiting = order('WAITING_ACCEPTANCE');

	test.each([
		[choice(), 'L1+ L2+'],
		[choice({ decision: 'refuse' }), 'L1- L2-'],
		[choice({ lines: 'selected', lineIds: ['L2'], otherLines: 'refuse' }), 'L1- L2+'],
		[choice({ lines: 'selected', lineIds: ['L2', 'L1'] }), 'L1+ L2+'],
		[
			choice({ decision: 'refuse', lines: 'selected', lineIds: ['L1'], otherLines: 'accept' }),
			'L1- L2+',
		],
		[
			choice({ decision: 'refuse', lines: 'selected', lineIds: ['L1'], otherLines: 'refuse' }),
			'L1- L2-',
		],
	])('%j decides every line', (chosen, decisions) => {
		const plan = planAcceptance(waiting, chosen);
		expect(plan.kind).toBe('decide');
		expect(short(plan.decisions)).toBe(decisions);
	});

	test('lines left without a decision are named', () => {
		const problem = problemOf(() =>
			planAcceptance(waiting, choice({ lines: 'selected', lineIds: ['L1'] })),
		);
		expect(problem.message).toBe('Order 30638830-A has lines without a decision: L2');
		expect(problem.hint).toContain('refuse them');
	});

	test('wrong lines are problems', () => {
		const selected =
			(...lineIds: string[]) =>
			() =>
				planAcceptance(waiting, choice({ lines: 'selected', lineIds }));
		expect(problemOf(selected('L9')).message).toContain('has no line L9');
		expect(problemOf(selected()).message).toContain('No line');
		expect(problemOf(selected('L1', 'L1')).message).toContain('twice');
	});
});

describe('an order decided before', () => {
	const mixed = order('WAITING_DEBIT', 'WAITING_DEBIT', 'REFUSED');
	const onlyFirst = choice({ lines: 'selected', lineIds: ['L1'], otherLines: 'refuse' });

	test.each([
		[order('WAITING_DEBIT'), choice()],
		[order('SHIPPING'), choice()],
		[order('SHIPPED'), choice()],
		[order('CLOSED'), choice()],
		[order('REFUSED'), choice({ decision: 'refuse' })],
		[mixed, onlyFirst],
		[order('SHIPPING', 'SHIPPING', 'CANCELED'), choice()],
	])('in this very way: nothing to do (%#)', (decided, chosen) => {
		expect(planAcceptance(decided, chosen).kind).toBe('alreadyDone');
	});

	test('in another way: said with both', () => {
		const problem = problemOf(() => planAcceptance(mixed, choice()));
		expect(problem.message).toBe(
			'Order 30638830-A has been decided before, and differently: accepted were L1, refused were L2; now L1, L2 would be accepted and none refused',
		);
		expect(problemOf(() => planAcceptance(order('SHIPPING'), onlyFirst)).message).toContain(
			'accepted were L1, L2, refused were none',
		);
	});

	test('accepting a refused order, refusing an accepted one', () => {
		expect(problemOf(() => planAcceptance(order('REFUSED'), choice())).message).toContain(
			'was refused',
		);
		const late = problemOf(() =>
			planAcceptance(order('WAITING_DEBIT'), choice({ decision: 'refuse' })),
		);
		expect(late.message).toContain('refusing needs the status "waiting_acceptance"');
		expect(late.hint).toContain('cannot be refused any more');
	});
});

test.each(['STAGING', 'CANCELED', 'NEW_STATE'])('%s is not to be decided', (state) => {
	for (const decision of ['accept', 'refuse'] as const) {
		const problem = problemOf(() => planAcceptance(order(state), choice({ decision })));
		expect(problem.message).toContain(state);
	}
});

test.each([
	['WAITING_ACCEPTANCE', [], 'notDone'],
	['STAGING', [], 'notDone'],
	['WAITING_DEBIT', ['WAITING_DEBIT', 'REFUSED'], 'done'],
	['SHIPPING', ['SHIPPING', 'REFUSED'], 'done'],
	['SHIPPING', ['SHIPPING', 'SHIPPING'], 'different'],
	['REFUSED', ['REFUSED', 'REFUSED'], 'different'],
	['CANCELED', ['CANCELED', 'CANCELED'], 'different'],
	['NEW_STATE', ['SHIPPING', 'REFUSED'], 'different'],
] as const)('afterwards at %s %j: %s', (state, lineStates, outcome) => {
	const decisions = [
		{ id: 'L1', accepted: true },
		{ id: 'L2', accepted: false },
	];
	expect(acceptanceOutcome(order(state, ...lineStates), decisions)).toBe(outcome);
});

test('one accepted line makes the order accepted', () => {
	expect(statusAfterAcceptance([{ id: 'a', accepted: false }])).toBe('refused');
	expect(
		statusAfterAcceptance([
			{ id: 'a', accepted: false },
			{ id: 'b', accepted: true },
		]),
	).toBe('accepted');
});
