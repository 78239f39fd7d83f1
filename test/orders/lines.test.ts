import { chooseLines, linesOf, parseLineIds } from '../../nodes/Worten/orders/lines';
import { aLine, anOrder } from './build';
import { problemOf } from './problems';

describe('line ids as given', () => {
	test.each([
		[
			['a', ' b ', ''],
			['a', 'b'],
		],
		[
			[7, 'x'],
			['7', 'x'],
		],
		['a, b,,c', ['a', 'b', 'c']],
		['a\nb\r\n c', ['a', 'b', 'c']],
		['["a","b,c"]', ['a', 'b,c']],
		[' [1, 2] ', ['1', '2']],
		['a/b c-ção', ['a/b c-ção']],
		['', []],
		[[], []],
		[null, []],
		[undefined, []],
		[30638830, ['30638830']],
	])('%j gives %j', (given, ids) => {
		expect(parseLineIds(given)).toEqual(ids);
	});

	test.each([['[1, 2'], [{ lineId: 'a' }], [[{ lineId: 'a' }]], [true], ['[{"a":1}]']])(
		'%j cannot be read',
		(given) => {
			expect(problemOf(() => parseLineIds(given)).message).toMatch(/^The line ids cannot be read/);
		},
	);
});

describe('choosing lines', () => {
	const order = anOrder({
		order_lines: [
			aLine({ order_line_id: 'L1', product_title: 'Cafeteira' }),
			aLine({ order_line_id: 'L2', product_title: null }),
			aLine({ order_line_id: 'L3' }),
		],
	});
	const ids = (lines: 'all' | 'selected', ...lineIds: string[]) =>
		chooseLines(order, { lines, lineIds }).map((line) => line.order_line_id);

	test('all are all, whatever ids are left in the field', () => {
		expect(ids('all', 'L9')).toEqual(['L1', 'L2', 'L3']);
	});

	test('selected come in the sequence of the order', () => {
		expect(ids('selected', 'L3', 'L1')).toEqual(['L1', 'L3']);
	});

	test('an id of another order is named, with the real ones', () => {
		const problem = problemOf(() => ids('selected', 'L1', 'L9'));
		expect(problem.message).toBe('Order 30638830-A has no line L9');
		expect(problem.hint).toContain('L1 (Cafeteira), L2, L3 (Máquina de café).');
		expect(problem).toMatchObject({ orderId: '30638830-A', lineId: 'L9' });
	});

	test('none and twice the same are problems', () => {
		expect(problemOf(() => ids('selected')).message).toContain('No line of order 30638830-A');
		expect(problemOf(() => ids('selected', 'L1', 'L1')).message).toContain('given twice');
	});

	test('an order without lines is a problem of its own', () => {
		const empty = anOrder({ order_lines: [] });
		const problem = problemOf(() => chooseLines(empty, { lines: 'all', lineIds: [] }));
		expect(problem.message).toBe('Order 30638830-A has no lines');
	});

	test('a long list is cut short', () => {
		const long = anOrder({
			order_lines: Array.from({ length: 25 }, (_, index) =>
				aLine({ order_line_id: `L${index}`, product_title: null }),
			),
		});
		expect(linesOf(long)).toContain('L19 and 5 more.');
	});
});
