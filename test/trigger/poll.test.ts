import { Settings } from 'luxon';
import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type INodeExecutionData,
	type INodeParameters,
} from 'n8n-workflow';
import type { PollContext } from 'n8n-core';
import nock from 'nock';
import { WortenTrigger } from '../../nodes/Worten/WortenTrigger.node';
import { API_KEY, BASE_URL, pollContext, type PollOptions } from '../n8n/contexts';
import { aLine, rawOrder, type RawOrder } from '../orders/build';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async () => undefined,
}));

const START = Date.parse('2026-03-02T08:00:00Z');
let elapsed = 3_600_000;
const pass = (minutes: number) => {
	elapsed += minutes * 60_000;
};

beforeAll(() => {
	nock.disableNetConnect();
	jest.spyOn(performance, 'now').mockImplementation(() => elapsed);
	Settings.now = () => START + elapsed;
});
afterAll(() => {
	nock.enableNetConnect();
	jest.restoreAllMocks();
	Settings.now = () => Date.now();
});
beforeEach(() => {
	nock.cleanAll();
	pass(5);
	asked = [];
});

let asked: string[];

/** One answer of OR11, at the present time. */
function answerOrders(orders: unknown[], more: { total?: number; times?: number } = {}): void {
	nock(BASE_URL)
		.get('/api/orders')
		.query(true)
		.times(more.times ?? 1)
		.reply(function reply() {
			asked.push(this.req.path);
			return [
				200,
				{ orders, total_count: more.total ?? orders.length },
				{ Date: new Date(START + elapsed).toUTCString() },
			];
		});
}

function answerAccount(): void {
	nock(BASE_URL).get('/api/account').reply(200, { shop_id: 2077, shop_name: 'Casa do Som' });
}

const iso = (minutesAgo = 0) => new Date(START + elapsed - minutesAgo * 60_000).toISOString();

function order(over: Partial<RawOrder> = {}): RawOrder {
	return rawOrder({ created_date: iso(3), last_updated_date: iso(3), ...over });
}

function contextFor(parameters: INodeParameters = {}, options: PollOptions = {}): PollContext {
	return pollContext(
		new WortenTrigger(),
		{
			events: ['newOrder', 'statusChanged'],
			statuses: [],
			simplify: true,
			options: {},
			...parameters,
		},
		options,
	);
}

async function poll(context: PollContext): Promise<INodeExecutionData[] | null> {
	const output = await new WortenTrigger().poll.call(context);
	return output && output[0];
}

/** A trigger whose first poll has been. */
async function active(parameters?: INodeParameters): Promise<PollContext> {
	const context = contextFor(parameters);
	answerAccount();
	answerOrders([]);
	expect(await poll(context)).toBeNull();
	pass(15);
	return context;
}

async function failure(run: Promise<unknown>): Promise<NodeApiError> {
	const error: unknown = await run.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	expect(error).toBeInstanceOf(Error);
	expect(JSON.stringify(error)).not.toContain(API_KEY);
	return error as NodeApiError;
}

describe('a poll in n8n', () => {
	it('delivers one item for each event, simplified', async () => {
		const context = await active();
		answerOrders([order({ order_state: 'SHIPPING' })]);
		const items = await poll(context);
		expect(items).toHaveLength(1);
		expect(items?.[0].json).toMatchObject({
			event: { id: '30638830-A:newOrder', type: 'newOrder', previousStatus: null },
			status: 'waiting_shipment',
			orderId: '30638830-A',
			state: 'SHIPPING',
			lines: [{ lineId: '30638830-A-1' }],
		});
		expect(Object.keys(items?.[0].json ?? {}).slice(0, 2)).toEqual(['event', 'status']);
		pass(15);
		answerOrders([
			order({ order_state: 'SHIPPING', created_date: iso(18), last_updated_date: iso(18) }),
		]);
		expect(await poll(context)).toBeNull();
	});

	it('delivers the marketplace’s own object untouched with simplify off', async () => {
		const context = await active({ simplify: false });
		const raw = { ...order(), status: 'theirs', something_new: { deep: [1] } };
		answerOrders([raw]);
		const [{ json }] = (await poll(context)) ?? [];
		const { event, status, marketplace_status, ...rest } = json;
		expect(event).toMatchObject({ type: 'newOrder' });
		expect(status).toBe('shipped');
		expect(marketplace_status).toBe('theirs');
		expect({ ...rest, status: marketplace_status }).toEqual(raw);
	});

	it('splits lines into items', async () => {
		const context = await active({ options: { splitLines: true } });
		answerOrders([order({ order_lines: [aLine(), aLine({ order_line_id: '30638830-A-2' })] })]);
		const items = (await poll(context)) ?? [];
		expect(items.map(({ json }) => (json.line as IDataObject).lineId)).toEqual([
			'30638830-A-1',
			'30638830-A-2',
		]);
		expect(new Set(items.map(({ json }) => (json.event as IDataObject).id)).size).toBe(1);
	});

	it('delivers an order that cannot be read raw, with a note, once, beside the others', async () => {
		const context = await active({ statuses: ['closed'] });
		const broken = { ...order({ order_id: 'B-1' }), order_lines: 'none', total_price: [] };
		const page = [broken, 'not even an object', order({ order_state: 'CLOSED' })];
		answerOrders(page);
		const items = (await poll(context)) ?? [];
		expect(items).toHaveLength(3);
		expect(items[0].json).toMatchObject({
			event: { type: 'orderChanged', previousStatus: null },
			status: 'shipped',
			problem: expect.stringContaining('order_lines') as string,
			order_id: 'B-1',
			order_lines: 'none',
		});
		expect(items[1].json).toMatchObject({ status: 'unknown', raw: 'not even an object' });
		expect(items[2].json).toMatchObject({ event: { type: 'newOrder' }, orderId: '30638830-A' });
		pass(15);
		answerOrders(page);
		expect(await poll(context)).toBeNull();
	});

	it('asks in the tax mode chosen', async () => {
		const context = await active({ options: { taxMode: 'TAX_EXCLUDED' } });
		answerOrders([]);
		await poll(context);
		expect(asked.at(-1)).toContain('order_tax_mode=TAX_EXCLUDED');
	});

	it('keeps all it remembers in top-level keys of static data, and a bookmark for a new name', async () => {
		const context = await active();
		const node = context.getWorkflowStaticData('node');
		expect(Object.keys(node)).toEqual([
			'format',
			'account',
			'life',
			'listedAt',
			'progress',
			'orders',
			'particulars',
		]);
		expect(Object.keys(context.getWorkflowStaticData('global'))).toEqual(['wortenTrigger node-1']);
		expect(JSON.stringify(node)).not.toContain(API_KEY);
		expect(JSON.parse(JSON.stringify(node))).toEqual({ ...node });
	});

	it('works where n8n does not tell how long a poll may take', async () => {
		const context = await active();
		Object.assign(context, { getPollBudgetMs: undefined });
		answerOrders([order()]);
		expect(await poll(context)).toHaveLength(1);
	});
});

describe('a poll that fails', () => {
	it.each([
		[401, { cause: 'credential-invalid' }, /API key/],
		[403, { cause: 'credential-invalid' }, /not allowed/],
		[302, { cause: 'configuration-invalid' }, /somewhere else/],
		[400, { cause: 'configuration-invalid' }, /said no/],
	])('with %i says so, after one request', async (status, cause, message) => {
		const context = await active();
		const scope = nock(BASE_URL)
			.get('/api/orders')
			.query(true)
			.reply(status, { message: 'no', status }, { Location: 'https://elsewhere.example' });
		const error = await failure(poll(context));
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.failure).toEqual(cause);
		expect(error.message).toMatch(message);
		expect(error.httpCode).toBe(String(status));
		expect(scope.isDone()).toBe(true);
		expect(nock.pendingMocks()).toEqual([]);
	});

	it('with 429 tells n8n how long to wait', async () => {
		const context = await active();
		nock(BASE_URL)
			.get('/api/orders')
			.query(true)
			.reply(429, { message: 'slow down', status: 429 }, { 'Retry-After': '120' });
		expect((await failure(poll(context))).failure).toEqual({
			cause: 'rate-limited',
			retryAfterMs: 120_000,
		});
	});

	it.each([
		['5xx', () => nock(BASE_URL).get('/api/orders').query(true).times(5).reply(503, 'down')],
		[
			'a broken connection',
			() =>
				nock(BASE_URL)
					.get('/api/orders')
					.query(true)
					.times(5)
					.replyWithError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })),
		],
		[
			'a page that breaks off',
			() => nock(BASE_URL).get('/api/orders').query(true).times(5).reply(200, '{"orders":[{"or'),
		],
		[
			'a page meant for a person',
			() => nock(BASE_URL).get('/api/orders').query(true).times(5).reply(200, '<html></html>'),
		],
	])('with %s five times over is told as passing', async (_name, mock) => {
		const context = await active();
		mock();
		const error = await failure(poll(context));
		expect(error.failure).toEqual({ cause: 'temporarily-unavailable' });
		expect(nock.isDone()).toBe(true);
	});

	it('gets over an answer that fails once', async () => {
		const context = await active();
		nock(BASE_URL).get('/api/orders').query(true).reply(502, '<html>Bad Gateway</html>');
		answerOrders([order()]);
		expect(await poll(context)).toHaveLength(1);
	});

	it('on activation fails the activation, and remembers nothing', async () => {
		const context = contextFor();
		nock(BASE_URL).get('/api/account').reply(401, { message: 'Unauthorized', status: 401 });
		const error = await failure(poll(context));
		expect(error.failure).toEqual({ cause: 'credential-invalid' });
		expect(context.getWorkflowStaticData('node')).toEqual({});
	});

	it('in the middle delivers what it has, and goes on from there', async () => {
		const context = await active();
		const orders = Array.from({ length: 101 }, (_, index) =>
			order({
				order_id: `O-${index}`,
				created_date: iso(14 - index / 10),
				last_updated_date: iso(3),
			}),
		);
		answerOrders(orders.slice(0, 100), { total: 101 });
		nock(BASE_URL).get('/api/orders').query(true).times(5).reply(500, 'broken');
		expect(await poll(context)).toHaveLength(100);
		pass(1);
		answerOrders(orders.slice(98), { total: 3 });
		const items = await poll(context);
		expect(items?.map(({ json }) => json.orderId)).toEqual(['O-100']);
		expect(asked.at(-1)).toContain('start_date=');
	});

	it('may read the account no further than it is allowed', async () => {
		const context = contextFor();
		nock(BASE_URL).get('/api/account').reply(403, { message: 'Forbidden', status: 403 });
		answerOrders([]);
		expect(await poll(context)).toBeNull();
		expect(context.getWorkflowStaticData('node').account).toBeDefined();
	});
});

describe('fields that cannot be used', () => {
	it.each<[string, INodeParameters, PollOptions, RegExp]>([
		['no event', { events: [] }, {}, /No event is chosen/],
		['an unknown event', { events: ['soldOut'] }, {}, /Events: there is no "soldOut"/],
		['an unknown status', { statuses: ['lost'] }, {}, /Statuses: there is no "lost"/],
		['an hour that is none', { options: { sweepHour: 24 } }, {}, /Sweep Hour.*0 to 23/],
		[
			'half an order',
			{ options: { maxOrdersPerPoll: 1.5 } },
			{},
			/Max Orders per Poll.*whole number/,
		],
		['text for a number', { options: { dueSoonHours: 'soon' } }, {}, /Due Soon Hours/],
		['no web address', {}, { credential: { baseUrl: 'worten' } }, /not a web address/],
		['an unprotected address', {}, { credential: { baseUrl: 'http://worten.pt' } }, /https/],
		['a shop id that is none', {}, { credential: { shopId: 'abc' } }, /not a number/],
	])('%s: said before anything is sent', async (_name, parameters, options, message) => {
		const error = await failure(poll(contextFor(parameters, options)));
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toMatch(message);
		expect(error.description).toBeTruthy();
	});

	it('numbers and lists may come from expressions', async () => {
		const context = await active({
			events: 'newOrder, refundChanged',
			options: {
				overlapMinutes: '30',
				channels: 'WRT_PT_ONLINE',
				fulfillmentCenters: ' DEFAULT , X ',
			},
		});
		answerOrders([order()]);
		expect(await poll(context)).toHaveLength(1);
	});
});

describe('a test run in the editor', () => {
	it('shows the most recent orders and touches nothing', async () => {
		const context = contextFor({}, { mode: 'manual' });
		answerOrders(Array.from({ length: 8 }, (_, index) => order({ order_id: `O-${index}` })));
		const items = await poll(context);
		expect(items?.map(({ json }) => json.orderId)).toEqual(['O-0', 'O-1', 'O-2', 'O-3', 'O-4']);
		expect(asked[0]).toContain('order=desc');
		expect(context.getWorkflowStaticData('node')).toEqual({});
		expect(context.getWorkflowStaticData('global')).toEqual({});
		answerOrders([order()]);
		expect(await poll(context)).toHaveLength(1);
	});

	it('shows nothing but orders that would start the workflow, and says when there are none', async () => {
		const context = contextFor({ events: ['incidentOpened'] }, { mode: 'manual' });
		answerOrders([order(), order({ order_id: 'I-1', has_incident: true })]);
		expect((await poll(context))?.map(({ json }) => json.orderId)).toEqual(['I-1']);
		answerOrders([order()]);
		expect((await failure(poll(context))).message).toMatch(/would start this workflow/);
		answerOrders([]);
		expect((await failure(poll(context))).message).toMatch(/no orders yet/);
	});

	it('says what is wrong with the key', async () => {
		nock(BASE_URL).get('/api/orders').query(true).reply(401, { message: 'Unauthorized' });
		const error = await failure(poll(contextFor({}, { mode: 'manual' })));
		expect(error.failure).toEqual({ cause: 'credential-invalid' });
	});
});
