import { revive } from '../../scripts/flatted';

describe('revive', () => {
	it('puts objects, lists and texts back where they belong', () => {
		const text = JSON.stringify([
			{ name: '1', list: '2', count: 3, none: null },
			'Auscultadores',
			['3', true, '1'],
			{ deep: '4' },
			'',
		]);
		expect(revive(text)).toEqual({
			name: 'Auscultadores',
			list: [{ deep: '' }, true, 'Auscultadores'],
			count: 3,
			none: null,
		});
	});

	it('keeps numbers that are values apart from positions', () => {
		expect(revive('[{"amount":"1"},12.5]')).toEqual({ amount: 12.5 });
		expect(revive('[{"text":"1"},"2"]')).toEqual({ text: '2' });
	});

	it('makes one object of what occurs twice, circles too', () => {
		const value = revive('[{"a":"1","b":"1","self":"0"},{"x":1}]') as Record<string, unknown>;
		expect(value.a).toBe(value.b);
		expect(value.self).toBe(value);
	});
});
