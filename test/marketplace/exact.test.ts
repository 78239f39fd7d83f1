import { orderSchema, receiveOrder } from '../../nodes/Worten/marketplace/schemas/order';
import { exact } from '../../nodes/Worten/marketplace/schemas/exact';
import { Marketplace, VirtualClock } from '../../sandbox';

/*
 * Orders are read with exact fields first, and with tolerant ones where those do not fit. That must
 * never show: whatever comes out is what the tolerant fields alone would make of it.
 */

const ODD = [null, undefined, '', ' ', 'x', '5', ' 5 ', 'true', 5, 0, 1.5, -1, true, false, {}, []];

type Path = Array<string | number>;

/** The path of everything there is in an order, the order itself included. */
function paths(value: unknown, at: Path = []): Path[] {
	if (typeof value !== 'object' || value === null) return [at];
	return [at, ...Object.entries(value).flatMap(([key, inner]) => paths(inner, [...at, key]))];
}

function orderWith(order: object, path: Path, value: unknown): unknown {
	if (path.length === 0) return value;
	const copy = structuredClone(order) as Record<string, unknown>;
	const within = path
		.slice(0, -1)
		.reduce((at, key) => at[key] as Record<string, unknown>, copy as Record<string, unknown>);
	within[path[path.length - 1]] = value;
	return copy;
}

function soldOrder(): object {
	const marketplace = new Marketplace({ seed: 3, clock: new VirtualClock() });
	const { id } = marketplace.placeOrder();
	marketplace.acceptByHand(id);
	marketplace.pay(id);
	marketplace.shipByHand(id);
	marketplace.refundByOperator(id);
	return JSON.parse(JSON.stringify(marketplace.view(id))) as object;
}

describe('an order read with exact fields first', () => {
	const order = soldOrder();

	it('is what tolerant fields would make of it, whatever is odd about it', () => {
		const all = paths(order);
		expect(all.length).toBeGreaterThan(100);
		for (const path of all) {
			for (const value of ODD) {
				const raw = orderWith(order, path, value);
				const expected = orderSchema.safeParse(raw);
				const received = receiveOrder(raw);
				expect([path, value, received.readable]).toEqual([path, value, expected.success]);
				if (received.readable) expect(received.order).toEqual(expected.data);
			}
		}
	});

	it('keeps fields nobody described', () => {
		const raw = { ...order, brand_new: { deep: [1] } };
		expect(receiveOrder(raw)).toMatchObject({
			readable: true,
			order: { brand_new: { deep: [1] } },
		});
	});
});

describe('an exact field', () => {
	it('makes nothing good', () => {
		for (const [schema, value] of [
			[exact.text, 5],
			[exact.words, 5],
			[exact.flag, 'true'],
			[exact.amount, '5.00'],
			[exact.count, '5'],
			[exact.id, 5],
			[exact.id, ''],
			[exact.requiredDate, 'yesterday'],
		] as const) {
			expect(schema.safeParse(value).success).toBe(false);
		}
	});
});
