import {
	currencyDigits,
	decimal,
	format,
	readAmount,
	textOf,
} from '../../nodes/Worten/orders/money';
import { problemOf } from './problems';

test.each([
	['EUR', 2],
	['eur', 2],
	['JPY', 0],
	['KWD', 3],
	['XYZ', 2],
	[null, 2],
	[undefined, 2],
])('%s has %i decimals', (currency, digits) => {
	expect(currencyDigits(currency)).toBe(digits);
});

test.each([
	['12.5', 'EUR', '12.50 EUR'],
	['0', 'eur', '0.00 EUR'],
	['-3', 'EUR', '-3.00 EUR'],
	['1200', 'JPY', '1200 JPY'],
	['1.5', 'JPY', '1.5 JPY'],
	['1.2345', 'EUR', '1.2345 EUR'],
	['7', null, '7.00'],
])('%s %s is shown as %s', (amount, currency, shown) => {
	expect(format(decimal(amount), currency)).toBe(shown);
});

describe('an amount somebody typed', () => {
	const about = { name: 'Amount', currency: 'EUR', orderId: '7-A', lineId: '7-A-1' };

	test.each([
		[12.5, '12.5'],
		['12.50', '12.5'],
		[' 3 ', '3'],
		['12,50', '12.5'],
		['12,5', '12.5'],
		['1.230000', '1.23'],
	])('%p is %s', (given, text) => {
		expect(textOf(readAmount(given, about))).toBe(text);
	});

	test.each(['abc', '', '12€', '1.234,50', '1 234', '1,234', NaN, true, [], {}, null, '1e9999'])(
		'%p is not a number',
		(given) => {
			const problem = problemOf(() => readAmount(given, about));
			expect(problem.message).toMatch(/^Amount of line 7-A-1 is not a number: /);
			expect(problem.hint).toContain('such as 12.50');
			expect(problem).toMatchObject({ orderId: '7-A', lineId: '7-A-1' });
		},
	);

	test('zero, negative and too fine amounts are told apart', () => {
		expect(problemOf(() => readAmount(0, about)).message).toBe('Amount of line 7-A-1 is zero');
		expect(problemOf(() => readAmount('-5', about)).message).toBe(
			'Amount of line 7-A-1 is negative: -5',
		);
		const fine = problemOf(() => readAmount('1.005', about));
		expect(fine.message).toBe('Amount of line 7-A-1 has too many decimals for EUR: 1.005');
		expect(fine.hint).toBe('Round it to 2 decimals, for example 1.01.');
	});

	test('the decimals are those of the currency', () => {
		expect(textOf(readAmount('1.234', { ...about, currency: 'KWD' }))).toBe('1.234');
		const problem = problemOf(() => readAmount('1.5', { ...about, currency: 'JPY' }));
		expect(problem.hint).toContain('whole number');
		expect(problemOf(() => readAmount('x', { ...about, currency: 'JPY' })).hint).toContain(
			'such as 12.',
		);
	});

	test('zero passes where it says something', () => {
		expect(textOf(readAmount('0.00', { ...about, zeroAllowed: true }))).toBe('0');
	});
});
