import { readOrders } from '../../nodes/Worten/marketplace/readOrders';
import { MarketplaceClient } from '../../nodes/Worten/marketplace/client';
import {
	queryString,
	type MarketplaceRequest,
	type MarketplaceResponse,
} from '../../nodes/Worten/marketplace/transport';
import { OrderProblem } from '../../nodes/Worten/orders/problem';
import { anOrder } from '../orders/build';
import { FakeTiming } from './fakeTransport';

const orderIds = (request: MarketplaceRequest) => request.query!.order_ids as string[];

/** A marketplace that knows every order, unless `refuse` has a status for a request. */
function marketplace(refuse: (ids: string[], url: string) => number | undefined = () => undefined) {
	const requests: MarketplaceRequest[] = [];
	const transport = {
		async send(request: MarketplaceRequest): Promise<MarketplaceResponse> {
			requests.push(request);
			const ids = orderIds(request);
			const status = refuse(ids, queryString(request.query));
			const body = status
				? '{"message":"no"}'
				: JSON.stringify({ orders: ids.map((id) => anOrder({ order_id: id })) });
			return { status: status ?? 200, headers: {}, body };
		},
	};
	return { requests, client: new MarketplaceClient(transport, new FakeTiming()) };
}

const many = (count: number, name = 'A') =>
	Array.from({ length: count }, (_, index) => `${name}-${index}`);

const failed = (found: Awaited<ReturnType<typeof readOrders>>) =>
	[...found].filter(([, entry]) => 'error' in entry).map(([id]) => id);

describe('reading many orders by id', () => {
	it('takes 100 a call', async () => {
		const { client, requests } = marketplace();
		const found = await readOrders(client, many(250));
		expect(failed(found)).toEqual([]);
		expect(requests.map((request) => orderIds(request).length)).toEqual([100, 100, 50]);
	});

	it.each([
		['far too long', 'x'.repeat(9_000)],
		['longer than any order number', 'x'.repeat(101)],
		['with a line break in it', 'A-1\nA-2'],
		['with half a character in it', 'A-\ud800'],
		['with a comma, which would be two ids', 'A-1,A-2'],
	])('an id %s is unknown without being asked for', async (_what, bad) => {
		const { client, requests } = marketplace();
		const found = await readOrders(client, [...many(3), bad]);
		expect(failed(found)).toEqual([bad]);
		const { error } = found.get(bad) as { error: Error };
		expect(error).toBeInstanceOf(OrderProblem);
		expect(error.message).toMatch(/does not know an order/);
		expect(error.message.length).toBeLessThan(200);
		expect(requests.flatMap(orderIds)).toEqual(many(3));
	});

	it('asks for nothing when no id can be asked for', async () => {
		const { client, requests } = marketplace();
		await readOrders(client, ['a,b', 'x'.repeat(101)]);
		expect(requests).toEqual([]);
	});

	it('keeps addresses at a length every server takes', async () => {
		let longest = 0;
		const { client } = marketplace((_ids, url) => {
			longest = Math.max(longest, url.length);
			return undefined;
		});
		const ids = many(300, 'çãé'.repeat(10));
		expect(failed(await readOrders(client, ids))).toEqual([]);
		expect(longest).toBeLessThan(4_200);
	});

	it.each([400, 404, 414])(
		'a single id refused with %d is the failure of its own order only',
		async (status) => {
			const { client, requests } = marketplace((ids) => (ids.includes('bad') ? status : undefined));
			const found = await readOrders(client, [...many(70), 'bad', ...many(80, 'B')]);
			expect(failed(found)).toEqual(['bad']);
			expect(found.get('bad')).toMatchObject({ error: { status } });
			expect(requests.length).toBeLessThan(20);
		},
	);

	it('several refused ids are told apart', async () => {
		const bad = ['A-0', 'A-1', 'A-50', 'A-99'];
		const { client } = marketplace((ids) => (ids.some((id) => bad.includes(id)) ? 400 : undefined));
		expect(failed(await readOrders(client, many(100)))).toEqual(bad);
	});

	it('gives up soon where everything is refused', async () => {
		const { client, requests } = marketplace(() => 404);
		const found = await readOrders(client, many(1_000));
		expect(failed(found)).toHaveLength(1_000);
		expect(requests.length).toBeLessThan(40);
	});

	it.each([401, 403])('does not take a %d for the fault of an id', async (status) => {
		const { client, requests } = marketplace(() => status);
		await readOrders(client, many(100));
		expect(requests).toHaveLength(1);
	});
});
