import { KNOWN_ERRORS, knownError } from '../../nodes/Worten/marketplace/catalogue';
import {
	MarketplaceError,
	type MarketplaceErrorFields,
} from '../../nodes/Worten/marketplace/errors';
import { explain } from '../../nodes/Worten/marketplace/explain';

const explained = (fields: Partial<MarketplaceErrorFields>) =>
	explain(
		new MarketplaceError({
			kind: 'rejected',
			operation: 'OR21',
			maybeCarriedOut: false,
			...fields,
		}),
	);

describe('errors in the seller’s words', () => {
	it('say what happened, what to do, and quote the marketplace in full', () => {
		const { message, description } = explained({
			status: 400,
			code: 'ORDER_PARTIAL_ACCEPTANCE_DISABLED',
			said: 'Partial acceptance is disabled for this shop',
		});
		expect(message).toBe('Worten does not let your shop accept only part of an order');
		expect(description).toContain('accept all lines');
		expect(description).toContain('refuse the whole order');
		expect(description).toContain(
			'ORDER_PARTIAL_ACCEPTANCE_DISABLED Partial acceptance is disabled for this shop',
		);
	});

	it.each([
		['OR24', 'Tracking details are mandatory for this shipping method', /needs tracking details/],
		[
			'OR28',
			'The shop does not have a sufficient payable balance for the refund',
			/payable balance/,
		],
		['OR28', 'The order line has not been debited', /not been charged/],
		['OR28', 'A refund is already in progress', /still being processed/],
		['OR28', 'The amount exceeds the refundable amount', /higher than what is left/],
		['OR28', 'Unknown reason code', /the reason/],
		['OR23', 'Unknown carrier', /the carrier/],
	])('knows %s "%s"', (operation, said, message) => {
		expect(explained({ operation, status: 400, said }).message).toMatch(message);
	});

	it('pass an unknown error through in full', () => {
		const { message, description } = explained({
			status: 400,
			code: 'MOON_PHASE',
			said: 'Not on a full moon',
			details: ['moon: is full'],
		});
		expect(message).toBe('Worten said no: Not on a full moon');
		expect(description).toContain('400 MOON_PHASE Not on a full moon; moon: is full');
	});

	it.each([
		['unauthorized', /API key/],
		['forbidden', /not allowed/],
		['notFound', /does not know/],
		['rateLimited', /fewer calls/],
		['unavailable', /could not answer/],
		['redirected', /Base URL leads somewhere else/],
		['unreadable', /cannot be read/],
	] as const)('tell %s apart from all others', (kind, message) => {
		expect(explained({ kind, operation: 'OR11' }).message).toMatch(message);
	});

	it('name the wait a 429 asks for', () => {
		expect(explained({ kind: 'rateLimited', retryAfterMs: 1_000 }).description).toContain(
			'Wait 1 second and',
		);
		expect(explained({ kind: 'rateLimited', retryAfterMs: 90_500 }).description).toContain(
			'Wait 91 seconds',
		);
		expect(explained({ kind: 'rateLimited', retryAfterMs: 600_000 }).description).toContain(
			'Wait 10 minutes',
		);
	});

	it('tell an unreachable marketplace from a connection that broke', () => {
		expect(explained({ kind: 'noAnswer', maybeCarriedOut: false }).message).toMatch(
			/could not be reached/,
		);
		expect(explained({ kind: 'noAnswer', maybeCarriedOut: true }).message).toMatch(/broke off/);
	});
});

describe('the catalogue', () => {
	it('knows every error code the API declares for acceptance (OR21)', () => {
		for (const code of [
			'ORDER_FULFILLED_UNAUTHORIZED',
			'ORDER_INVALID_STATE',
			'ORDER_LINE_ACCEPTANCE_DECISION_MISSING',
			'ORDER_LINE_DUPLICATE_ID',
			'ORDER_LINE_NOT_FOUND',
			'ORDER_LINE_NULL_ELEMENT',
			'ORDER_NOT_FOUND',
			'ORDER_PARTIAL_ACCEPTANCE_DISABLED',
			'VALIDATION_ERROR',
		]) {
			expect(knownError('OR21', code, '')).toMatchObject({ code });
		}
	});

	it('recognises every entry by a code or by words, and tells what to do', () => {
		for (const entry of KNOWN_ERRORS) {
			const operation = entry.operations?.[0] ?? 'OR21';
			expect(knownError(operation, entry.code, entry.example ?? '')).toBe(entry);
			expect(entry.next.length).toBeGreaterThan(15);
		}
	});
});
