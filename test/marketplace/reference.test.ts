import { MarketplaceClient } from '../../nodes/Worten/marketplace/client';
import { forgetReference, Reference } from '../../nodes/Worten/marketplace/reference';
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

	it('are not remembered when they could not be read', async () => {
		const { reference } = referenceOver([{ status: 403 }, CARRIERS]);
		await expect(reference.carriers()).rejects.toMatchObject({ kind: 'forbidden' });
		await expect(reference.carriers()).resolves.toHaveLength(1);
	});
});
