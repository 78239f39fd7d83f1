import type { INodeParameters } from 'n8n-workflow';
import { forgetReference } from '../../nodes/Worten/marketplace/reference';
import { searchOrders } from '../../nodes/Worten/methods/listSearch';
import {
	getCarriers,
	getChannels,
	getOrderLines,
	getRefundReasons,
} from '../../nodes/Worten/methods/loadOptions';
import { startSandbox, type RunningSandbox } from '../../sandbox';
import { API_KEY, loadOptionsContext } from '../n8n/contexts';

/** The dropdowns in n8n's real context, against the sandbox over HTTP. */

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ seed: 'dropdowns', apiKey: API_KEY, orders: 60 });
	forgetReference();
});
afterEach(async () => await sandbox.close());

const context = (parameters: INodeParameters = {}, baseUrl = sandbox.url) =>
	loadOptionsContext(parameters, { baseUrl });
const requests = () => sandbox.marketplace.requests.length;

describe('dropdowns', () => {
	it('offer the carriers by name, read once', async () => {
		const carriers = await getCarriers.call(context());
		expect(carriers.length).toBeGreaterThan(2);
		expect(carriers).toContainEqual({ name: expect.any(String), value: 'CTT' });
		await getCarriers.call(context());
		expect(requests()).toBe(1);
	});

	it('offer the refund reasons a shop may use, and no others', async () => {
		const reasons = await getRefundReasons.call(context());
		const all = JSON.parse(
			sandbox.marketplace.handle({
				method: 'GET',
				path: '/api/reasons',
				query: {},
				headers: { authorization: API_KEY },
			}).body,
		).reasons as Array<{ code: string; type: string; is_shop_right: boolean }>;
		const allowed = all.filter(({ type, is_shop_right: ours }) => type === 'REFUND' && ours);
		expect(reasons.map(({ value }) => value)).toEqual(allowed.map(({ code }) => code));
		expect(all.length).toBeGreaterThan(allowed.length);
	});

	it('offer the channels', async () => {
		expect((await getChannels.call(context())).map(({ value }) => value).sort()).toEqual([
			'WRT_ES_ONLINE',
			'WRT_PT_ONLINE',
		]);
	});

	it('offer the lines of the chosen order, and none before one is chosen', async () => {
		const order = sandbox.marketplace.orders[0];
		const lines = await getOrderLines.call(
			context({ orderId: { __rl: true, mode: 'id', value: order.id } }),
		);
		expect(lines.map(({ value }) => value)).toEqual(order.lines.map(({ id }) => id));
		expect(lines[0].name).toMatch(/^\d+ × \S/);
		for (const value of ['', '={{ $json.orderId }}']) {
			expect(
				await getOrderLines.call(context({ orderId: { __rl: true, mode: 'id', value } })),
			).toEqual([]);
		}
	});

	it('show a wrong address as a clear error', async () => {
		await expect(getCarriers.call(context({}, 'http://marketplace.example'))).rejects.toThrow(
			/has to start with https/,
		);
	});
});

describe('the order list', () => {
	it('shows the newest first and pages on', async () => {
		const first = await searchOrders.call(context());
		expect(first.results).toHaveLength(50);
		const second = await searchOrders.call(context(), undefined, first.paginationToken as string);
		expect(second.results).toHaveLength(10);
		expect(second.paginationToken).toBeUndefined();
		const newest = [...sandbox.marketplace.orders].sort((a, b) => b.createdAt - a.createdAt)[0];
		expect(first.results.map(({ value }) => value)).toContain(newest.id);
		expect(new Set([...first.results, ...second.results].map(({ value }) => value)).size).toBe(60);
	});

	it('names customer, status and day, and links to the page of the order', async () => {
		const [entry] = (await searchOrders.call(context())).results;
		expect(entry.name).toMatch(
			new RegExp(`^${entry.value} · .+ · [a-z ]+ · \\d{4}-\\d\\d-\\d\\d$`),
		);
		expect(entry.url).toBe(`${sandbox.url}/mmp/shop/order/${entry.value}`);
	});

	it('finds an order by its number, and nothing for a number nobody has', async () => {
		const order = sandbox.marketplace.orders[7];
		expect(
			(await searchOrders.call(context(), ` ${order.id} `)).results.map(({ value }) => value),
		).toEqual([order.id]);
		expect((await searchOrders.call(context(), 'nope')).results).toEqual([]);
	});
});
