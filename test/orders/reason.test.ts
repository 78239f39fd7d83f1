import { reasonsFor, resolveReason } from '../../nodes/Worten/orders/reason';
import { problemOf } from './problems';

const reasons = [
	{ code: '19', label: 'Returned', type: 'REFUND', is_shop_right: true },
	{ code: '20', label: null, type: 'REFUND' },
	{ code: '21', label: 'Operator only', type: 'REFUND', is_shop_right: false },
	{ code: '34', label: 'Out of stock', type: 'CANCELATION', is_shop_right: true },
];

test('reasons of a kind a shop may use, in the marketplace’s order', () => {
	expect(reasonsFor(reasons, 'REFUND').map((reason) => reason.code)).toEqual(['19', '20']);
	expect(reasonsFor(reasons, 'CANCELATION').map((reason) => reason.code)).toEqual(['34']);
});

test('a code is found, as text or number', () => {
	expect(resolveReason(' 19 ', reasons, 'REFUND').label).toBe('Returned');
	expect(resolveReason(20, reasons, 'REFUND').code).toBe('20');
});

test.each([
	['99', 'REFUND', 'The marketplace has no refund reason 99'],
	['34', 'REFUND', 'The reason 34 is no refund reason (CANCELATION)'],
	['19', 'CANCELATION', 'The reason 19 is no cancelation reason (REFUND)'],
	['21', 'REFUND', 'The reason 21 is not one a shop may use'],
	['', 'REFUND', 'No refund reason was given'],
	[undefined, 'CANCELATION', 'No cancelation reason was given'],
] as const)('%p as %s: %s', (code, type, message) => {
	const problem = problemOf(() => resolveReason(code, reasons, type));
	expect(problem.message).toBe(message);
	expect(problem.hint).toBe(
		type === 'REFUND' ? 'Choose one of: 19 (Returned), 20.' : 'Choose one of: 34 (Out of stock).',
	);
});

test('a marketplace without reasons is said so', () => {
	expect(problemOf(() => resolveReason('1', [], 'REFUND')).hint).toContain('no refund reason');
});
