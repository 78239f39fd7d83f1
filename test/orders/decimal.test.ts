import fc from 'fast-check';
import {
	add,
	amountOf,
	compare,
	decimal,
	equal,
	isNegative,
	isZero,
	min,
	multiplyByRatio,
	negate,
	notBelowZero,
	round,
	splitInProportion,
	subtract,
	sum,
	textOf,
	toNumber,
	type Decimal,
} from '../../nodes/Worten/orders/decimal';

const cents = (units: number): Decimal => ({ units: BigInt(units), scale: 2 });

describe('reading decimals', () => {
	test.each([
		[19.99, '19.99'],
		['12.50', '12.5'],
		['-3.1', '-3.1'],
		[0, '0'],
		[-0, '0'],
		[1e21, '1000000000000000000000'],
		[1e-7, '0.0000001'],
		['1.5E+3', '1500'],
		['  7 ', '7'],
		['5.', '5'],
		['000.10', '0.1'],
	])('%p is %s', (given, text) => {
		expect(textOf(decimal(given))).toBe(text);
	});

	test.each([NaN, Infinity, '', 'abc', '1,5', '0x10', '1e9999', '1e-401', '.5', '--1', '1 000'])(
		'%p is no decimal',
		(given) => {
			expect(() => decimal(given)).toThrow(RangeError);
		},
	);

	test('an absent amount is zero', () => {
		expect([null, undefined, '2.5'].map((value) => textOf(amountOf(value)))).toEqual([
			'0',
			'0',
			'2.5',
		]);
	});

	test('every JSON number reads back as itself', () => {
		fc.assert(
			fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
				expect(toNumber(decimal(number))).toBe(number === 0 ? 0 : number);
			}),
		);
	});

	test('a number with too many digits for JSON is not silently rounded', () => {
		expect(() => toNumber(decimal('12345678901234567890.12'))).toThrow(/too many digits/);
	});
});

describe('arithmetic', () => {
	test('0.1 + 0.2 is 0.3', () => {
		expect(toNumber(add(decimal(0.1), decimal(0.2)))).toBe(0.3);
		expect(toNumber(subtract(decimal(0.3), decimal(0.1)))).toBe(0.2);
		expect(toNumber(sum([decimal(0.1), decimal(0.2), decimal('-0.3')]))).toBe(0);
	});

	test('comparing looks at the value, not at its digits', () => {
		expect(compare(decimal('1.50'), decimal(1.5))).toBe(0);
		expect(compare(decimal('-2'), decimal('1.999'))).toBe(-1);
		expect(compare(decimal('2'), decimal('1.999'))).toBe(1);
		expect(equal(decimal('0.00'), decimal(0))).toBe(true);
		expect(isZero(decimal('0.000'))).toBe(true);
		expect(isNegative(decimal('-0.01'))).toBe(true);
		expect(isNegative(decimal('-0.00'))).toBe(false);
		expect(textOf(negate(decimal('1.5')))).toBe('-1.5');
		expect(textOf(min(decimal(2), decimal('1.5')))).toBe('1.5');
		expect(textOf(notBelowZero(decimal(-1)))).toBe('0');
	});

	test.each([
		['1.005', 2, '1.01'],
		['-1.005', 2, '-1.01'],
		['1.004', 2, '1'],
		['2.5', 0, '3'],
		['1.2', 3, '1.2'],
	])('%s to %i digits is %s', (given, digits, text) => {
		expect(textOf(round(decimal(given), digits))).toBe(text);
	});

	test.each([
		['10', '1', '3', 2, '3.33'],
		['10', '2', '3', 2, '6.67'],
		['0.05', '1', '2', 2, '0.03'],
		['-10', '2', '3', 2, '-6.67'],
		['100', '0.5', '0.25', 0, '200'],
	])('%s × %s / %s to %i digits is %s', (amount, part, whole, digits, text) => {
		const result = multiplyByRatio(decimal(amount), decimal(part), decimal(whole), digits);
		expect(textOf(result)).toBe(text);
	});

	test('there is no ratio to zero', () => {
		expect(() => multiplyByRatio(decimal(1), decimal(1), decimal(0), 2)).toThrow(RangeError);
	});

	test('sums do not depend on the sequence', () => {
		fc.assert(
			fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true })), (numbers) => {
				const forward = sum(numbers.map(decimal));
				expect(equal(forward, sum([...numbers].reverse().map(decimal)))).toBe(true);
			}),
		);
	});
});

describe('splitting', () => {
	test('the largest remainders take the cents that are over', () => {
		const parts = splitInProportion(decimal('10'), [1, 1, 1].map(decimal), 2);
		expect(parts.map(textOf)).toEqual(['3.34', '3.33', '3.33']);
	});

	test('what is finer than the currency is kept', () => {
		const parts = splitInProportion(decimal('0.005'), [1, 1].map(decimal), 2);
		expect(textOf(sum(parts))).toBe('0.005');
	});

	test('nothing to split gives nothing; something by nothing is an error', () => {
		expect(splitInProportion(decimal(0), [decimal(0)], 2).map(textOf)).toEqual(['0']);
		expect(splitInProportion(decimal(0), [], 2)).toEqual([]);
		expect(() => splitInProportion(decimal(1), [decimal(0)], 2)).toThrow(RangeError);
		expect(() => splitInProportion(decimal(-1), [decimal(1)], 2)).toThrow(RangeError);
		expect(() => splitInProportion(decimal(1), [decimal(-1), decimal(3)], 2)).toThrow(RangeError);
	});

	test('parts add up, are never negative and never exceed their weights', () => {
		const weights = fc.array(fc.nat(100_000), { minLength: 1, maxLength: 6 });
		fc.assert(
			fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), (given, fraction) => {
				const whole = given.reduce((a, b) => a + b, 0);
				const amount = cents(Math.floor(whole * fraction));
				const parts = splitInProportion(amount, given.map(cents), 2);
				expect(equal(sum(parts), amount)).toBe(true);
				parts.forEach((part, index) => {
					expect(isNegative(part)).toBe(false);
					expect(compare(part, cents(given[index]))).toBeLessThanOrEqual(0);
				});
			}),
		);
	});
});
