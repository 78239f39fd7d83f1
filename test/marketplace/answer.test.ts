import { DateTime } from 'luxon';
import { errorOf } from '../../nodes/Worten/marketplace/answer';
import { explain } from '../../nodes/Worten/marketplace/explain';

/** What can be learnt from the body of an error, whatever its form. */

const failed = (body: unknown, status = 400) =>
	errorOf(
		{ operation: 'OR21' },
		{ status, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body) },
		DateTime.utc(),
	);

describe('the body of an error', () => {
	it.each([
		['a message', { message: 'No', status: 400 }, { said: 'No' }],
		['a number for a message', { message: 17 }, { said: '17' }],
		['a code', { error_code: 'X', message: 'No' }, { code: 'X', said: 'No' }],
		[
			'errors as text',
			{ message: 'Real reason', errors: ['a', 'b'] },
			{ said: 'Real reason', details: ['a', 'b'] },
		],
		[
			'errors by field',
			{ message: 'No', errors: [{ field: 'f', message: 'is wrong', code: 'C' }] },
			{ said: 'No', details: ['f: is wrong'], code: 'C' },
		],
		['errors as an object', { errors: { f: 'is wrong' } }, { details: ['f: is wrong'] }],
		[
			'an odd entry beside a good one',
			{ message: 'No', errors: [7, { message: 'good' }, null, []] },
			{ said: 'No', details: ['7', 'good'] },
		],
		[
			'one error as text',
			{ message: 'No', errors: 'because' },
			{ said: 'No', details: ['because'] },
		],
		[
			'a list at the top',
			[{ code: 'ORDER_INVALID_STATE', message: 'm' }],
			{ code: 'ORDER_INVALID_STATE', details: ['m'] },
		],
		[
			'an odd message beside good errors',
			{ message: {}, errors: [{ message: 'good' }] },
			{ details: ['good'] },
		],
		[
			'the words of a gateway',
			{ error: 'invalid_request', error_description: 'No key' },
			{ said: 'No key' },
		],
		['JSON text', '"just a sentence"', { said: 'just a sentence' }],
		[
			'plain text',
			'Tracking details\n  are mandatory ',
			{ said: 'Tracking details are mandatory' },
		],
		['JSON of a form of its own', { reason: 'No' }, { said: '{"reason":"No"}' }],
		['a page', '<html><head><title> Too large </title></head></html>', { said: 'Too large' }],
	])('is understood: %s', (_what, body, expected) => {
		expect(failed(body)).toMatchObject(expected);
	});

	it.each([
		['nothing', ''],
		['an empty object', '{}'],
		['an empty list', '[]'],
		['null', 'null'],
		['a page without a title', '<html><body>Lots of markup</body></html>'],
	])('leaves nothing to say: %s', (_what, body) => {
		expect(failed(body)).toMatchObject({ kind: 'rejected' });
		expect(failed(body).said).toBeUndefined();
		expect(failed(body).details).toBeUndefined();
	});

	it('is cut where it is a whole text', () => {
		expect(failed('word '.repeat(1_000)).said!.length).toBeLessThanOrEqual(301);
	});

	it('is what a seller reads, details too', () => {
		expect(explain(failed('Come back on Monday')).message).toBe(
			'Worten said no: Come back on Monday',
		);
		expect(explain(failed({ errors: ['Come back on Monday'] })).message).toBe(
			'Worten said no: Come back on Monday',
		);
		expect(explain(failed('')).message).toBe('Worten said no, without a reason');
		expect(explain(failed([{ code: 'ORDER_INVALID_STATE', message: 'm' }])).message).toBe(
			'The order no longer waits for acceptance',
		);
	});
});
