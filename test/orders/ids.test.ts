import { COUNTRIES, countryCode, twoLetterCountry } from '../../nodes/Worten/orders/country';
import { instant, instantText } from '../../nodes/Worten/orders/instant';
import { backOfficePage, orderIdFrom } from '../../nodes/Worten/orders/orderId';
import { problemOf } from './problems';

describe('the order somebody means', () => {
	const page = 'https://marketplace.worten.pt/mmp/shop/order/';

	test.each([
		['30638830-A', '30638830-A'],
		['  30638830-A ', '30638830-A'],
		[30638830, '30638830'],
		['a/b c-ção', 'a/b c-ção'],
		['100%', '100%'],
		[`${page}30638830-A`, '30638830-A'],
		[`${page}30638830-A?tab=lines`, '30638830-A'],
		[`${page}30638830-A#messages`, '30638830-A'],
		[`${page}30638830-A/messages/4?x=1`, '30638830-A'],
		[`${page}a%2Fb%20c-%C3%A7%C3%A3o`, 'a/b c-ção'],
		[`${page}100%`, '100%'],
		['HTTPS://Marketplace.Worten.pt/MMP/shop/order/X1', 'X1'],
		['/mmp/shop/order/X1?y', 'X1'],
	])('%p is order %p', (given, id) => {
		expect(orderIdFrom(given)).toBe(id);
	});

	test.each(['', '   ', null, undefined, `${page}`, `${page}%20`, `${page}?x=1`])(
		'%p is no order',
		(given) => {
			expect(problemOf(() => orderIdFrom(given)).message).toBe('No order was given');
		},
	);

	test.each([
		[{}, 'an object'],
		[['30638830-A'], 'a list'],
		[true, 'true or false'],
	])('%p is said to be what it is', (given, kind) => {
		expect(problemOf(() => orderIdFrom(given)).message).toBe(
			`The order cannot be read: ${kind} was given, not an order number`,
		);
	});

	test('an address of something else is not taken for an id', () => {
		const problem = problemOf(() => orderIdFrom('https://marketplace.worten.pt/mmp/shop/offers/1'));
		expect(problem.message).toContain('not the address of an order');
		expect(problem.hint).toContain('/mmp/shop/order/');
	});

	test('the address of any id leads back to it', () => {
		for (const id of ['30638830-A', 'a/b c-ção', '100%', '?#']) {
			expect(orderIdFrom(backOfficePage('https://marketplace.worten.pt/', id))).toBe(id);
		}
	});
});

describe('countries', () => {
	test.each([
		['PT', 'PRT'],
		['prt', 'PRT'],
		[' es ', 'ESP'],
		['Deu', 'DEU'],
	])('%p is %s', (given, code) => {
		expect(countryCode(given)).toBe(code);
	});

	test.each(['XX', 'Portugal', 'P', 'ZZZ'])('%p is none', (given) => {
		const problem = problemOf(() => countryCode(given));
		expect(problem.message).toBe(`There is no country with the code "${given}"`);
		expect(problem.hint).toContain('PRT');
	});

	test.each(['', ' ', undefined, 7])('%p is not given', (given) => {
		expect(problemOf(() => countryCode(given)).message).toBe('No country was given');
	});

	test('the list is ISO 3166-1, both ways', () => {
		expect(COUNTRIES).toHaveLength(249);
		const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
		for (const three of COUNTRIES) {
			const two = twoLetterCountry(three)!;
			expect(names.of(two)).toBeDefined();
			expect(countryCode(two)).toBe(three);
		}
		expect(twoLetterCountry('Portugal')).toBeUndefined();
		expect(twoLetterCountry(null)).toBeUndefined();
	});
});

describe('dates', () => {
	test.each([
		['2026-03-01T09:00:00Z', '2026-03-01T09:00:00.000Z'],
		['2026-03-01T09:00:00.123Z', '2026-03-01T09:00:00.123Z'],
		['2026-03-01T10:00:00+01:00', '2026-03-01T09:00:00.000Z'],
		['2026-03-01T09:00:00', '2026-03-01T09:00:00.000Z'],
	])('%s is %s', (given, text) => {
		expect(instantText(given)).toBe(text);
	});

	test.each([null, undefined, '', 'soon', '2026-13-01'])('%p is no date', (given) => {
		expect(instant(given)).toBeUndefined();
		expect(instantText(given)).toBeNull();
	});
});
