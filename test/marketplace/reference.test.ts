import { MarketplaceClient } from '../../nodes/Worten/marketplace/client';
import { MarketplaceError } from '../../nodes/Worten/marketplace/errors';
import { forgetReference, Reference } from '../../nodes/Worten/marketplace/reference';
import { NoAnswerError } from '../../nodes/Worten/marketplace/transport';
import { FakeTiming, FakeTransport } from './fakeTransport';

const CARRIERS = { body: { carriers: [{ code: 'CTT', label: 'CTT Expresso' }] } };
const REASONS = {
	body: { reasons: [{ code: '15', label: 'Return', type: 'REFUND', is_shop_right: true }] },
};

function referenceOver(answers: ConstructorParameters<typeof FakeTransport>[0], account = 'shop') {
	const transport = new FakeTransport(answers);
	const timing = new FakeTiming();
	const open = (name = account) =>
		new Reference(new MarketplaceClient(transport, timing), timing, name);
	return { transport, timing, open, reference: open() };
}

beforeEach(forgetReference);

describe('the marketplace’s lists', () => {
	it('are read once, for all items and executions', async () => {
		const { reference, open, transport } = referenceOver([CARRIERS]);
		await Promise.all([reference.carriers(), reference.carriers()]);
		await expect(open().carriers()).resolves.toHaveLength(1);
		expect(transport.requests).toHaveLength(1);
	});

	it('are kept apart by account', async () => {
		const { open, transport } = referenceOver([CARRIERS, CARRIERS]);
		await open('one shop').carriers();
		await open('another').carriers();
		expect(transport.requests).toHaveLength(2);
	});

	it('are read anew when they are old: carriers after a day, reasons after a quarter of an hour', async () => {
		const { reference, timing, transport } = referenceOver([CARRIERS, REASONS, REASONS, CARRIERS]);
		await reference.carriers();
		await reference.reasons();
		await timing.wait(16 * 60_000);
		await reference.carriers();
		await reference.reasons();
		expect(transport.requests.map(({ operation }) => operation)).toEqual(['SH21', 'RE01', 'RE01']);
		await timing.wait(24 * 60 * 60_000);
		await reference.carriers();
		expect(transport.requests).toHaveLength(4);
	});

	it('can be renewed when something is missing in them, but not more than once a minute', async () => {
		const { reference, timing, transport } = referenceOver([CARRIERS, CARRIERS]);
		await reference.carriers();
		await reference.carriers(true);
		expect(transport.requests).toHaveLength(1);
		await timing.wait(61_000);
		await reference.carriers(true);
		expect(transport.requests).toHaveLength(2);
	});

	it('fail at once for a minute when they could not be read, for all items', async () => {
		const { reference, open, timing, transport } = referenceOver([
			...Array.from({ length: 5 }, () => ({ status: 503 })),
			CARRIERS,
		]);
		const first = await reference.carriers().catch((error: unknown) => error);
		expect(first).toMatchObject({ kind: 'unavailable' });
		const waits = timing.waits.length;
		await expect(open().carriers()).rejects.toBe(first);
		await expect(reference.carriers(true)).rejects.toBe(first);
		expect(transport.requests).toHaveLength(5);
		expect(timing.waits).toHaveLength(waits);
		await timing.wait(60_001);
		await expect(reference.carriers()).resolves.toHaveLength(1);
	});

	it('keep what they held when they cannot be renewed', async () => {
		const { reference, timing } = referenceOver([CARRIERS, { status: 403 }]);
		await reference.carriers();
		await timing.wait(61_000);
		await expect(reference.carriers(true)).rejects.toMatchObject({ kind: 'forbidden' });
		await expect(reference.carriers()).resolves.toHaveLength(1);
	});

	it.each([
		['a key that may be corrected meanwhile', { status: 401 }],
		['a stopped execution', new NoAnswerError('canceled', 'ERR_CANCELED')],
	])('are asked for again after %s', async (_what, failure) => {
		const { reference } = referenceOver([failure, CARRIERS]);
		await expect(reference.carriers()).rejects.toBeInstanceOf(MarketplaceError);
		await expect(reference.carriers()).resolves.toHaveLength(1);
	});
});

describe('the settings of the platform', () => {
	it.each([403, 404])('are unknown, not a failure, where PC01 answers %d', async (status) => {
		const { reference, transport } = referenceOver([{ status }]);
		await expect(reference.configuration()).resolves.toEqual({});
		await expect(reference.configuration()).resolves.toEqual({});
		expect(transport.requests).toHaveLength(1);
	});

	it('are a failure where PC01 fails otherwise', async () => {
		const { reference } = referenceOver([{ status: 400 }]);
		await expect(reference.configuration()).rejects.toMatchObject({ kind: 'rejected' });
	});
});
