import { ship } from '../../nodes/Worten/actions/order/ship.operation';
import { forgetReference } from '../../nodes/Worten/marketplace/reference';
import { InSandbox, type Instead } from './inSandbox';

/** Ship makes no call it does not need, and goes on without those that only might have helped. */

const registered = { trackingNumber: 'Z9', carrierMode: 'registered', carrierCode: 'CTT' };
const other = { trackingNumber: 'Z9', carrierMode: 'other', carrierName: 'Silva' };

const failing =
	(operation: string, status: number): Instead =>
	(request) =>
		request.operation === operation ? { status, headers: {}, body: '' } : undefined;

beforeEach(forgetReference);

describe('the settings of the platform (PC01)', () => {
	it.each([403, 404])('are done without where they answer %d', async (status) => {
		const shop = new InSandbox();
		const [order] = shop.place(1, 'paid');
		const shipped = await shop.run(ship, registered, [{ id: order.id }], failing('PC01', status));
		expect(shipped.error()).toBe('');
		expect(shipped.output[0].json).toMatchObject({ done: true, shippedWith: 'order' });
	});

	it('are not asked for when nothing depends on them', async () => {
		const shop = new InSandbox({ multiShipment: true });
		const [order] = shop.place(1, 'paid');
		const shipped = await shop.run(
			ship,
			{ ...registered, options: { shipWith: 'order' } },
			[{ id: order.id }],
			failing('PC01', 500),
		);
		expect(shipped.error()).toBe('');
		expect(shipped.calls('PC01')).toBe(0);
		expect(shipped.calls('ST12')).toBe(0);
	});

	it('are asked for to use a carrier that is not registered', async () => {
		const shop = new InSandbox({ disableSellerAlternativeCarrier: true });
		const [order] = shop.place(1, 'paid');
		const refused = await shop.run(ship, other, [{ id: order.id }]);
		expect(refused.error()).toMatch(/accepts only carriers it has registered.*CTT/);
	});

	it('are enough to use a carrier that is not registered: the list of registered ones is not', async () => {
		const shop = new InSandbox();
		const [order] = shop.place(1, 'paid');
		const shipped = await shop.run(ship, other, [{ id: order.id }], failing('SH21', 500));
		expect(shipped.output[0].json).toMatchObject({ done: true });
		expect(shipped.calls('SH21')).toBe(0);
	});

	it('fail only the items that need them', async () => {
		const shop = new InSandbox({ multiShipment: true });
		const [one, two] = shop.place(2, 'paid');
		const shipped = await shop.run(
			ship,
			{ ...registered, options: { shipWith: '={{ $json.with }}' } },
			[
				{ id: one.id, with: 'order' },
				{ id: two.id, with: 'auto' },
			],
			failing('PC01', 500),
		);
		expect(shipped.error(0)).toBe('');
		expect(shipped.error(1)).toMatch(/could not answer/);
	});
});

describe('what is left to ship (ST12)', () => {
	it('is asked only for the items that want a parcel', async () => {
		const shop = new InSandbox({ multiShipment: true });
		const [one, two] = shop.place(2, 'paid');
		const shipped = await shop.run(
			ship,
			{ ...registered, options: { shipWith: '={{ $json.with }}' } },
			[
				{ id: one.id, with: 'order' },
				{ id: two.id, with: 'auto' },
			],
		);
		expect(shipped.output.map(({ json }) => json.shippedWith)).toEqual(['order', 'shipment']);
		const asked = shipped.sent.filter(({ operation }) => operation === 'ST12');
		expect(asked.map(({ query }) => query?.order_id)).toEqual([{ each: [two.id] }]);
	});

	it.each([403, 404])('is done without where it answers %d', async (status) => {
		const shop = new InSandbox({ multiShipment: true });
		const [order] = shop.place(1, 'paid');
		const shipped = await shop.run(ship, registered, [{ id: order.id }], failing('ST12', status));
		expect(shipped.output[0].json).toMatchObject({ done: true, shippedWith: 'order' });
	});

	it('stops an item that insists on a parcel, and says why', async () => {
		const shop = new InSandbox({ multiShipment: true });
		const [order] = shop.place(1, 'paid');
		const parcel = { ...registered, options: { shipWith: 'shipment' } };
		const input = [{ id: order.id }];
		expect((await shop.run(ship, parcel, input, failing('ST12', 403))).error()).toMatch(
			/API key is not allowed/,
		);
		expect((await shop.run(ship, parcel, input, failing('ST12', 404))).error()).toMatch(
			/does not work with shipments/,
		);
	});

	it('is asked for an item that insists on a parcel where the settings are unknown', async () => {
		const shop = new InSandbox({ multiShipment: true });
		const [order] = shop.place(1, 'paid');
		const shipped = await shop.run(
			ship,
			{ ...registered, options: { shipWith: 'shipment' } },
			[{ id: order.id }],
			failing('PC01', 403),
		);
		expect(shipped.output[0].json).toMatchObject({ done: true, shippedWith: 'shipment' });
	});

	it('refused for one order fails that order alone', async () => {
		const shop = new InSandbox({ multiShipment: true });
		const orders = shop.place(5, 'paid');
		const shipped = await shop.run(
			ship,
			registered,
			orders.map(({ id }) => ({ id })),
			(request) =>
				request.operation === 'ST12' && JSON.stringify(request.query).includes(orders[2].id)
					? { status: 400, headers: {}, body: '{"message":"not this one"}' }
					: undefined,
		);
		expect(shipped.output.map(({ json }) => json.shippedWith ?? 'failed')).toEqual([
			'shipment',
			'shipment',
			'failed',
			'shipment',
			'shipment',
		]);
	});
});
