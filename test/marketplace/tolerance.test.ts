import { MarketplaceClient } from '../../nodes/Worten/marketplace/client';
import {
	receiveOrder,
	type ReadOrder,
	type UnreadableOrder,
} from '../../nodes/Worten/marketplace/schemas/order';
import { simplifyOrder } from '../../nodes/Worten/orders/simplify';
import { aLine, anOrder, aRefund } from '../orders/build';
import { FakeTiming, FakeTransport } from './fakeTransport';

/** A field of an order in a form it should not have harms at most itself. */

/** An order with one field set, by its path. */
function orderWith(path: string, value: unknown): object {
	const order = structuredClone(
		anOrder({
			order_id: 'A-1',
			customer: { shipping_address: { city: 'Porto' } },
			order_lines: [aLine({ refunds: [aRefund()] })],
		}),
	) as Record<string, unknown>;
	const keys = path.split('.');
	const last = keys.pop()!;
	const at = keys.reduce((within, key) => within[key] as Record<string, unknown>, order);
	at[last] = value;
	return order;
}

const read = (path: string, value: unknown) => receiveOrder(orderWith(path, value)) as ReadOrder;
const valueAt = (within: unknown, path: string) =>
	path
		.split('.')
		.reduce((at, key) => (at as Record<string, unknown> | undefined)?.[key], within as unknown);

describe('an order with a field in an odd form', () => {
	it.each([
		['customer.shipping_address.zip_code', 4000, '4000'],
		['customer.shipping_address.phone', 912345678, '912345678'],
		['order_lines.0.offer_sku', 123, '123'],
		['shipping_tracking', 123456, '123456'],
		['order_lines.0.quantity', '2', 2],
		['order_lines.0.quantity', '', undefined],
		['has_invoice', 'false', false],
		['order_lines.0.can_refund', 'TRUE', true],
		['has_incident', 0, false],
		['has_incident', 1, true],
		['price', '', undefined],
		['order_lines.0.price', ' ', undefined],
		['order_lines.0.price', '12.50', '12.50'],
		// What it does not understand, and does not need, it does without.
		['has_invoice', 'perhaps', undefined],
		['customer', 'Maria', undefined],
		['customer.shipping_address', [], undefined],
		['customer.firstname', { first: 'Maria' }, undefined],
		['channel', 'WRT_PT_ONLINE', undefined],
		['references', [], undefined],
		['shipping_deadline', 1_772_445_600_000, '1772445600000'],
		['commercial_id', {}, undefined],
		['order_lines.0.order_line_index', 'first', undefined],
		['order_lines.0.product_title', ['a'], undefined],
		['order_lines.0.shipping_from', 'PT', undefined],
	])('is read all the same: %s %p', (path, value, expected) => {
		const received = read(path, value);
		expect(received).toMatchObject({ readable: true });
		expect(valueAt(received.order, path)).toEqual(expected);
		expect(valueAt(received.raw, path)).toEqual(value);
		expect(() => simplifyOrder(received.order)).not.toThrow();
	});

	it.each([
		['order_lines.0.price', 'twelve'],
		['order_lines.0.price', '12,50'],
		['order_lines.0.price', {}],
		['order_lines.0.refunds.0.amount', ''],
		['order_lines.0.refunds.0.amount', 'much'],
		['order_lines.0.quantity', 'some'],
		['order_lines.0.order_line_id', ''],
		['order_lines.0.order_line_id', null],
		['order_lines.0.order_line_state', 5],
		['order_lines.0.refunds.0.refund_state', {}],
		['order_state', null],
		['created_date', 'yesterday'],
		['order_lines', 'none'],
	])('is not, where it matters: %s %p', (path, value) => {
		const received = receiveOrder(orderWith(path, value)) as UnreadableOrder;
		expect(received.readable).toBe(false);
		expect(received.problem).toContain(path);
	});

	it('says what is wrong with it in plain words', () => {
		const problem = (path: string, value: unknown) =>
			(receiveOrder(orderWith(path, value)) as UnreadableOrder).problem;
		expect(problem('order_state', 7)).toBe('order_state: has to be text, but is a number');
		expect(problem('order_lines', 'none')).toBe('order_lines: has to be a list, but is text');
		expect(problem('order_state', undefined)).toBe('order_state: is missing');
		expect(problem('order_lines.0.order_line_id', {})).toBe(
			'order_lines.0.order_line_id: has to be text or a number, but is an object',
		);
		expect(problem('order_lines.0.order_line_id', '')).toBe(
			'order_lines.0.order_line_id: is empty',
		);
		expect(problem('created_date', 'yesterday')).toBe('created_date: is not a date');
		expect(problem('order_lines.0.price', 'twelve')).toBe(
			'order_lines.0.price: is not an amount of money',
		);
		expect((receiveOrder('nonsense') as UnreadableOrder).problem).toBe(
			'the order: has to be an object, but is text',
		);
	});
});

describe('lists of the marketplace', () => {
	const client = (body: object) =>
		new MarketplaceClient(
			new FakeTransport(Array.from({ length: 5 }, () => ({ body }))),
			new FakeTiming(),
		);

	it('keep the carriers that can be used, with a code or a standard code', async () => {
		const carriers = await client({
			carriers: [
				{ code: 'CTT', label: 'CTT', tracking_url: {} },
				{ label: 'New', standard_code: 'NEW' },
				{ label: 'Nothing to name it by' },
				'nonsense',
				{ code: 7, label: 9 },
			],
		}).carriers();
		expect(carriers).toMatchObject([
			{ code: 'CTT' },
			{ standard_code: 'NEW' },
			{ code: '7', label: '9' },
		]);
	});

	it('keep the reasons that can be used', async () => {
		const reasons = await client({
			reasons: [{ label: 'no code' }, { code: 15, type: 'REFUND', is_shop_right: 'true' }, null],
		}).reasons();
		expect(reasons).toEqual([{ code: '15', type: 'REFUND', is_shop_right: true }]);
	});

	it('keep the channels that can be used', async () => {
		const channels = await client({
			channels: [{ label: 'no code' }, { code: 'WRT_PT_ONLINE', label: null }],
		}).channels();
		expect(channels).toEqual([{ code: 'WRT_PT_ONLINE', label: null }]);
	});

	it('are unreadable when they are no lists', async () => {
		await expect(client({ carriers: 'CTT' }).carriers()).rejects.toMatchObject({
			kind: 'unreadable',
			said: 'The answer has an unexpected form (carriers: has to be a list, but is text)',
		});
	});
});
