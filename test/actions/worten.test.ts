import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { n8nTiming } from '../../nodes/Worten/marketplace/n8nTiming';
import { forgetReference } from '../../nodes/Worten/marketplace/reference';
import {
	goods,
	startSandbox,
	type PlaceOptions,
	type RunningSandbox,
	type SettingsPatch,
} from '../../sandbox';
import { API_KEY, executeWorten, type ExecuteOptions } from '../n8n/contexts';

/** The Worten node in n8n's real execute context, against the sandbox over HTTP. */

let sandbox: RunningSandbox;

async function open(settings: SettingsPatch = {}) {
	await sandbox?.close();
	sandbox = await startSandbox({ seed: 'actions', apiKey: API_KEY, settings });
	forgetReference();
}

// What happens does not depend on how long a wait is: a hundredth will do.
const wait = n8nTiming.wait;
beforeAll(() => {
	jest
		.spyOn(n8nTiming, 'wait')
		.mockImplementation(async (milliseconds) => await wait(milliseconds / 100));
});
afterAll(() => jest.restoreAllMocks());

beforeEach(async () => await open());
afterAll(async () => await sandbox.close());

const [first, second] = goods;

/** An order that waits for acceptance: two lines, one unit each, unless told otherwise. */
const place = (options: PlaceOptions = {}) =>
	sandbox.marketplace.placeOrder({
		skipStaging: true,
		shopId: sandbox.marketplace.settings.shops[0].id,
		fulfillmentCenter: 'DEFAULT',
		items: [
			{ sku: first.sku, quantity: 1, unitPrice: 30 },
			{ sku: second.sku, quantity: 1, unitPrice: 20 },
		],
		taxes: 'none',
		shipping: 4,
		...options,
	});

const placeReadyToShip = (options: PlaceOptions = {}) => {
	const order = place(options);
	sandbox.marketplace.acceptByHand(order.id);
	sandbox.marketplace.pay(order.id);
	return order;
};

const placeShipped = (options: PlaceOptions = {}) => {
	const order = placeReadyToShip(options);
	sandbox.marketplace.shipByHand(order.id, { carrier_code: 'CTT', tracking_number: 'X1' });
	return order;
};

const run = async (parameters: INodeParameters, options: ExecuteOptions = {}) =>
	await executeWorten(
		{ resource: 'order', ...parameters },
		{ credential: { baseUrl: sandbox.url, apiKey: sandbox.apiKey }, ...options },
	);

const one = async (parameters: INodeParameters, options?: ExecuteOptions): Promise<IDataObject> =>
	(await run(parameters, options))[0].json;

/** The error of a run: its message and, behind a line, what to do. */
const problem = async (parameters: INodeParameters, options?: ExecuteOptions): Promise<string> => {
	const error = await run(parameters, options).then(
		(items) => `no error, but ${JSON.stringify(items)}`,
		(thrown) => `${thrown.message} | ${thrown.description}`,
	);
	return error;
};

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const writes = () => sandbox.marketplace.requests.filter(({ method }) => method !== 'GET');
const journal = (kind: string) =>
	sandbox.marketplace.journal.filter((entry) => entry.kind === kind && entry.by === 'seller');

describe('get', () => {
	it('reads an order, simplified by default', async () => {
		const order = place();
		expect(await one({ operation: 'get', orderId: byId(order.id) })).toMatchObject({
			orderId: order.id,
			status: 'waiting_acceptance',
			state: 'WAITING_ACCEPTANCE',
			shippingAddress: null,
			lines: [{ offerSku: first.sku }, { offerSku: second.sku }],
		});
	});

	it('hands over the marketplace’s own object when not simplified, with the status beside it', async () => {
		const order = place();
		const raw = await one({ operation: 'get', orderId: byId(order.id), simplify: false });
		expect(raw).toMatchObject({
			status: 'waiting_acceptance',
			order_id: order.id,
			order_state: 'WAITING_ACCEPTANCE',
		});
	});

	it('takes the address of the order’s page', async () => {
		const order = place();
		const value = `${sandbox.url}/mmp/shop/order/${order.id}?tab=lines`;
		expect(
			await one({ operation: 'get', orderId: { __rl: true, mode: 'url', value } }),
		).toMatchObject({ orderId: order.id });
	});

	it('reads the orders of many items in one call, in the order of the items', async () => {
		const ids = Array.from({ length: 30 }, () => place().id).reverse();
		sandbox.marketplace.clearRequests();
		const items = await run(
			{ operation: 'get', orderId: byId('={{ $json.id }}') },
			{ input: ids.map((id) => ({ id })) },
		);
		expect(items.map(({ json }) => json.orderId)).toEqual(ids);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(ids.map((_, item) => ({ item })));
		expect(sandbox.marketplace.requests).toHaveLength(1);
	});

	it.each(['nope', '12/3', 'a b', 'Ω-ção', '../../account', '%2e%2e', '?x=1#y'])(
		'says which order is unknown: %s',
		async (id) => {
			expect(await problem({ operation: 'get', orderId: byId(id) })).toMatch(
				`Worten does not know an order ${id} of this shop | Check the order number`,
			);
		},
	);

	it('harms no other item when one is wrong and the node continues on fail', async () => {
		const order = place();
		const items = await run(
			{ operation: 'get', orderId: byId('={{ $json.id }}') },
			{
				input: [{ id: 'nope' }, { id: order.id }, { id: '' }],
				node: { onError: 'continueRegularOutput' },
			},
		);
		expect(items[0].json).toMatchObject({
			error: expect.stringContaining('nope'),
			details: { orderId: 'nope', hint: expect.any(String) },
		});
		expect(items[0].pairedItem).toEqual({ item: 0 });
		expect(items[1].json).toMatchObject({ orderId: order.id });
		expect(items[2].json.error).toMatch(/order/i);
	});
});

describe('get many', () => {
	it('lists the newest orders first, fifty by default', async () => {
		const ids = Array.from({ length: 55 }, () => place().id);
		const items = await run({ operation: 'getAll' });
		expect(items).toHaveLength(50);
		expect(new Set(items.map(({ json }) => json.orderId)).size).toBe(50);
		expect(items.every(({ json }) => ids.includes(json.orderId as string))).toBe(true);
	});

	it('lists all when asked to', async () => {
		Array.from({ length: 230 }, () => place());
		const items = await run({ operation: 'getAll', returnAll: true });
		expect(new Set(items.map(({ json }) => json.orderId)).size).toBe(230);
	});

	it('filters by status, derived ones included', async () => {
		const waiting = place();
		const ready = placeReadyToShip();
		const refunded = placeShipped();
		sandbox.marketplace.refundByOperator(refunded.id);
		const ids = async (statuses: string[]) =>
			(await run({ operation: 'getAll', filters: { statuses } })).map(({ json }) => json.orderId);
		expect(await ids(['waiting_acceptance'])).toEqual([waiting.id]);
		expect((await ids(['waiting_shipment', 'waiting_acceptance'])).sort()).toEqual(
			[waiting.id, ready.id].sort(),
		);
		expect(await ids(['refunding'])).toEqual([refunded.id]);
	});

	it('filters by ids, channel and dates', async () => {
		const spanish = place({ country: 'ES', channel: 'WRT_ES_ONLINE' });
		const portuguese = place({ country: 'PT', channel: 'WRT_PT_ONLINE' });
		const ids = async (filters: IDataObject) =>
			(await run({ operation: 'getAll', filters: filters as INodeParameters })).map(
				({ json }) => json.orderId,
			);
		expect(await ids({ channels: ['WRT_ES_ONLINE'] })).toEqual([spanish.id]);
		expect(await ids({ orderIds: ` ${portuguese.id} , nope` })).toEqual([portuguese.id]);
		expect(await ids({ createdAfter: '2999-01-01T00:00:00' })).toEqual([]);
	});

	it.each([
		[{ createdAfter: 'yesterday-ish' }, /createdAfter.*"yesterday-ish" is not a date/],
		[{ statuses: ['lost'] }, /no status "lost"/],
	])('says what is wrong with %j', async (filters, message) => {
		expect(await problem({ operation: 'getAll', filters })).toMatch(message);
		expect(sandbox.marketplace.requests).toHaveLength(0);
	});
});

describe('accept and refuse', () => {
	it('accepts an order', async () => {
		const order = place();
		expect(await one({ operation: 'accept', orderId: byId(order.id) })).toEqual({
			orderId: order.id,
			operation: 'accept',
			done: true,
			alreadyDone: false,
			dryRun: false,
			before: { status: 'waiting_acceptance' },
			after: { status: 'accepted' },
			lines: order.lines.map(({ id }) => ({ lineId: id, accepted: true })),
		});
		expect(sandbox.marketplace.order(order.id)!.state).toBe('WAITING_DEBIT');
	});

	it('refuses an order', async () => {
		const order = place();
		expect(await one({ operation: 'refuse', orderId: byId(order.id) })).toMatchObject({
			done: true,
			after: { status: 'refused' },
		});
		expect(sandbox.marketplace.order(order.id)!.state).toBe('REFUSED');
	});

	it('accepts selected lines and refuses the others, with ids as a list or as text', async () => {
		for (const lineIds of [(id: string) => [id], (id: string) => ` ${id} ,`]) {
			const order = place();
			await one({
				operation: 'accept',
				orderId: byId(order.id),
				lines: 'selected',
				lineIds: lineIds(order.lines[1].id),
				otherLines: 'refuse',
			});
			expect(sandbox.marketplace.order(order.id)!.lines.map(({ state }) => state)).toEqual([
				'REFUSED',
				'WAITING_DEBIT',
			]);
		}
	});

	it('sends nothing when lines are left without a decision', async () => {
		const order = place();
		expect(
			await problem({
				operation: 'accept',
				orderId: byId(order.id),
				lines: 'selected',
				lineIds: [order.lines[0].id],
				otherLines: 'fail',
			}),
		).toMatch(order.lines[1].id);
		expect(writes()).toHaveLength(0);
	});

	it('offers the two honest ways out where partial acceptance is off', async () => {
		await open({ partialAcceptance: false });
		const order = place();
		const said = await problem({
			operation: 'accept',
			orderId: byId(order.id),
			lines: 'selected',
			lineIds: [order.lines[0].id],
			otherLines: 'refuse',
		});
		expect(said).toMatch(/only part of an order/);
		expect(said).toMatch(/accept all lines/);
		expect(said).toMatch(/refuse the whole order/);
		expect(said).toMatch(/at status "waiting_acceptance" now/);
	});

	it('sets the ship-from country first, where that is allowed', async () => {
		await open({ sellersEditShippingOrigin: true });
		const order = place();
		await one({
			operation: 'accept',
			orderId: byId(order.id),
			options: { shippingFromCountry: 'es' },
		});
		expect(sandbox.marketplace.order(order.id)!.lines[0].shippingFrom).toMatchObject({
			address: { country_iso_code: 'ESP' },
		});
		expect(writes().map(({ operation }) => operation)).toEqual(['OR07', 'OR21']);
	});

	it('checks before anything is sent that the ship-from country may be set', async () => {
		await open({ sellersEditShippingOrigin: false });
		const order = place();
		expect(
			await problem({
				operation: 'accept',
				orderId: byId(order.id),
				options: { shippingFromCountry: 'ESP' },
			}),
		).toMatch(/does not let your shop change the country/);
		expect(writes()).toHaveLength(0);
	});
});

describe('ship', () => {
	const parcel = {
		operation: 'ship',
		trackingNumber: 'DA123456789PT',
		carrierMode: 'registered',
		carrierCode: 'CTT',
	};

	it('saves the tracking number and ships, with a registered carrier', async () => {
		const order = placeReadyToShip();
		expect(await one({ ...parcel, orderId: byId(order.id) })).toMatchObject({
			done: true,
			before: { status: 'waiting_shipment' },
			after: { status: 'shipped' },
			tracking: { tracking_number: 'DA123456789PT' },
		});
		expect(sandbox.marketplace.order(order.id)!).toMatchObject({
			state: 'SHIPPED',
			tracking: { carrierCode: 'CTT', number: 'DA123456789PT' },
		});
	});

	it('ships with another carrier', async () => {
		const order = placeReadyToShip();
		await one({
			operation: 'ship',
			orderId: byId(order.id),
			trackingNumber: 'S-77',
			carrierMode: 'other',
			carrierName: 'Transportes Silva',
			trackingUrl: 'https://silva.example/S-77',
		});
		expect(sandbox.marketplace.order(order.id)!.state).toBe('SHIPPED');
	});

	it('tells a half-done shipment, and finishes it on the next run', async () => {
		const order = placeReadyToShip();
		sandbox.marketplace.failNext({
			kind: 'serverError',
			method: 'PUT',
			path: /ship$/,
			times: 20,
			status: 500,
		});
		const said = await problem({ ...parcel, orderId: byId(order.id) });
		expect(said).toMatch(`Order ${order.id} was not shipped`);
		expect(said).toMatch(
			/The tracking number is saved\..*Running this item again finishes the job\./,
		);
		sandbox.marketplace.clearNextFaults();
		sandbox.marketplace.clearRequests();
		expect(await one({ ...parcel, orderId: byId(order.id) })).toMatchObject({
			done: true,
			alreadyDone: false,
		});
		expect(writes().map(({ operation }) => operation)).toEqual(['OR24']);
	});

	it('says so when the order left with another tracking number', async () => {
		const order = placeShipped();
		expect(await problem({ ...parcel, orderId: byId(order.id) })).toMatch(
			/was shipped before, with the tracking number X1/,
		);
	});
});

describe('ship where the marketplace works with shipments', () => {
	const parcel = (id: string, options: INodeParameters = {}): INodeParameters => ({
		operation: 'ship',
		orderId: byId(id),
		trackingNumber: 'DA1',
		carrierMode: 'other',
		carrierName: 'Silva',
		trackingUrl: 'https://silva.example/DA1',
		options,
	});
	beforeEach(async () => await open({ multiShipment: true }));

	it('puts all that is left into one parcel, with one look for all orders', async () => {
		const orders = [placeReadyToShip(), placeReadyToShip()];
		sandbox.marketplace.clearRequests();
		const items = await run(parcel('={{ $json.id }}'), { input: orders.map(({ id }) => ({ id })) });
		for (const { json } of items) {
			expect(json).toMatchObject({
				done: true,
				shippedWith: 'shipment',
				shipmentId: expect.any(String),
			});
		}
		for (const { id } of orders) {
			expect(sandbox.marketplace.order(id)!).toMatchObject({
				state: 'SHIPPED',
				tracking: { number: 'DA1', url: 'https://silva.example/DA1' },
			});
		}
		expect(
			sandbox.marketplace.requests.filter(({ operation }) => operation === 'ST12'),
		).toHaveLength(1);
		expect(writes().map(({ operation }) => operation)).toEqual(['ST01', 'ST01']);
	});

	it('is not done twice when the answer was lost', async () => {
		const order = placeReadyToShip();
		sandbox.marketplace.failNext({ kind: 'resetAfter', method: 'POST' });
		expect(await one(parcel(order.id))).toMatchObject({ done: true });
		expect(await one(parcel(order.id))).toMatchObject({ done: true, alreadyDone: true });
		expect(sandbox.marketplace.order(order.id)!.shipments).toHaveLength(1);
	});

	it('can be told to ship the order as such', async () => {
		const order = placeReadyToShip();
		expect(await one(parcel(order.id, { shipWith: 'order' }))).toMatchObject({
			shippedWith: 'order',
		});
		expect(writes().map(({ operation }) => operation)).toEqual(['OR23', 'OR24']);
	});

	it('says so when shipments are asked for where there are none', async () => {
		await open({ multiShipment: false });
		const order = placeReadyToShip();
		expect(await problem(parcel(order.id, { shipWith: 'shipment' }))).toMatch(
			/does not work with shipments/,
		);
		expect(writes()).toHaveLength(0);
	});
});

describe('refund', () => {
	const back = (more: INodeParameters = {}): INodeParameters => ({
		operation: 'refund',
		reasonCode: '15',
		...more,
	});

	it('refunds all that is left of the goods', async () => {
		const order = placeShipped();
		const answer = await one(back({ orderId: byId(order.id), reasonCode: refundReason() }));
		expect(answer).toMatchObject({
			done: true,
			currency: 'EUR',
			total: 50,
			refunds: [{ amount: 30 }, { amount: 20 }],
		});
		expect(
			(answer.refunds as IDataObject[]).every(({ refundId }) => typeof refundId === 'string'),
		).toBe(true);
		expect(journal('refund')).toHaveLength(2);
	});

	it('refunds exact amounts of chosen lines, given as text or number', async () => {
		const order = placeShipped();
		const answer = await one(
			back({
				orderId: byId(order.id),
				reasonCode: refundReason(),
				refundShipping: true,
				refundLines: {
					line: [
						{ lineId: order.lines[0].id, amount: '12.34', shippingAmount: '1.1', quantity: 0 },
						{ lineId: order.lines[1].id, amount: 0.1, shippingAmount: '', quantity: 0 },
					],
				},
			}),
		);
		expect(answer).toMatchObject({
			refunds: [{ amount: 12.34, shippingAmount: 1.1 }, { amount: 0.1 }],
		});
	});

	it('does not refund the same twice, unless asked to', async () => {
		const order = placeShipped();
		const part = back({
			orderId: byId(order.id),
			reasonCode: refundReason(),
			refundLines: { line: [{ lineId: order.lines[0].id, amount: '5' }] },
		});
		expect(await one(part)).toMatchObject({ alreadyDone: false });
		expect(await one(part)).toMatchObject({ done: true, alreadyDone: true });
		expect(await problem({ ...part, options: { ifAlreadyDone: 'fail' } })).toMatch(
			/as it should be already/,
		);
		expect(journal('refund')).toHaveLength(1);
		expect(await one({ ...part, options: { refundAgain: true } })).toMatchObject({
			alreadyDone: false,
		});
		expect(journal('refund')).toHaveLength(2);
	});

	it.each([
		['zero', '0', /zero|above/i],
		['negative', '-3', /negative|below|above zero/i],
		['above what is left', '30.01', /above what is left.*30/],
		['with too many decimals', '1.005', /decimal/],
		['not a number', 'ten', /not a number|ten/],
	])('refuses an amount that is %s', async (_what, amount, message) => {
		const order = placeShipped();
		const said = await problem(
			back({
				orderId: byId(order.id),
				reasonCode: refundReason(),
				refundLines: { line: [{ lineId: order.lines[0].id, amount }] },
			}),
		);
		expect(said).toMatch(message);
		expect(said).toMatch(order.lines[0].id);
		expect(writes()).toHaveLength(0);
	});

	it('refuses an unknown reason and names those there are', async () => {
		const order = placeShipped();
		const said = await problem(back({ orderId: byId(order.id), reasonCode: '99999' }));
		expect(said).toMatch(/no refund reason 99999/);
		expect(said).toMatch(refundReason());
		expect(writes()).toHaveLength(0);
	});
});

/** A refund reason of the sandbox that a shop may use. */
function refundReason(): string {
	const answer = sandbox.marketplace.handle({
		method: 'GET',
		path: '/api/reasons',
		query: {},
		headers: { authorization: API_KEY },
	});
	const { reasons } = JSON.parse(answer.body) as {
		reasons: Array<{ code: string; type: string; is_shop_right: boolean }>;
	};
	return reasons.find(({ type, is_shop_right: ours }) => type === 'REFUND' && ours)!.code;
}

describe('bad input is found before anything is sent', () => {
	it.each<
		[string, (order: { id: string; lines: Array<{ id: string }> }) => INodeParameters, RegExp]
	>([
		[
			'an unknown line',
			() => ({ operation: 'accept', lines: 'selected', lineIds: ['nope'], otherLines: 'refuse' }),
			/nope/,
		],
		[
			'no lines',
			() => ({ operation: 'accept', lines: 'selected', lineIds: [], otherLines: 'refuse' }),
			/no line/i,
		],
		[
			'a line twice',
			(order) => ({
				operation: 'refuse',
				lines: 'selected',
				lineIds: [order.lines[0].id, order.lines[0].id],
				otherLines: 'accept',
			}),
			/twice|more than once/,
		],
		[
			'an unknown country',
			() => ({ operation: 'accept', options: { shippingFromCountry: 'Atlantis' } }),
			/Atlantis/,
		],
		['an empty order', () => ({ operation: 'accept', orderId: byId('  ') }), /order/i],
		[
			'shipping before its time',
			() => ({
				operation: 'ship',
				trackingNumber: 'X',
				carrierMode: 'registered',
				carrierCode: 'CTT',
			}),
			/waiting_acceptance/,
		],
		[
			'refunding before its time',
			() => ({ operation: 'refund', reasonCode: refundReason() }),
			/waiting_acceptance/,
		],
		['no reason', () => ({ operation: 'refund', reasonCode: '' }), /reason/],
	])('%s', async (_what, parameters, message) => {
		const order = place();
		sandbox.marketplace.clearRequests();
		const said = await problem({ orderId: byId(order.id), ...parameters(order) });
		expect(said).toMatch(message);
		expect(said).not.toMatch(/^no error/);
		expect(writes()).toHaveLength(0);
	});

	it.each<[string, INodeParameters, RegExp]>([
		[
			'no tracking number',
			{ trackingNumber: '', carrierMode: 'registered', carrierCode: 'CTT' },
			/tracking number is missing/i,
		],
		[
			'a blank tracking number',
			{ trackingNumber: '  ', carrierMode: 'registered', carrierCode: 'CTT' },
			/tracking number is missing/i,
		],
		[
			'no carrier',
			{ trackingNumber: 'X', carrierMode: 'registered', carrierCode: '' },
			/carrier is missing/i,
		],
		[
			'an unknown carrier',
			{ trackingNumber: 'X', carrierMode: 'registered', carrierCode: 'PIGEON' },
			/no registered carrier "PIGEON"/,
		],
		[
			'no carrier name',
			{ trackingNumber: 'X', carrierMode: 'other', carrierName: ' ' },
			/carrier is missing/i,
		],
		[
			'a tracking URL that is none',
			{
				trackingNumber: 'X',
				carrierMode: 'other',
				carrierName: 'Silva',
				trackingUrl: 'silva dot com',
			},
			/silva dot com/,
		],
	])('shipping with %s', async (_what, parameters, message) => {
		const order = placeReadyToShip();
		sandbox.marketplace.clearRequests();
		expect(await problem({ operation: 'ship', orderId: byId(order.id), ...parameters })).toMatch(
			message,
		);
		expect(writes()).toHaveLength(0);
	});

	it('keeps a line of another order out', async () => {
		const order = place();
		const other = place();
		const said = await problem({
			operation: 'accept',
			orderId: byId(order.id),
			lines: 'selected',
			lineIds: [other.lines[0].id],
			otherLines: 'refuse',
		});
		expect(said).toMatch(other.lines[0].id);
		expect(said).toMatch(order.lines[0].id);
		expect(writes()).toHaveLength(0);
	});

	it('stops the whole run before it began when one item is bad', async () => {
		const good = place();
		const said = await problem(
			{ operation: 'accept', orderId: byId('={{ $json.id }}') },
			{ input: [{ id: good.id }, { id: 'nope' }] },
		);
		expect(said).toMatch(/nope/);
		expect(writes()).toHaveLength(0);
	});

	it('does the good items when the node continues on fail, in the order of the input', async () => {
		const [a, b] = [place(), place()];
		const items = await run(
			{ operation: 'accept', orderId: byId('={{ $json.id }}') },
			{
				input: [{ id: a.id }, { id: 'nope' }, { id: b.id }],
				node: { onError: 'continueRegularOutput' },
			},
		);
		expect(items.map(({ json }) => json.done ?? 'failed')).toEqual([true, 'failed', true]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(items[1].json).toMatchObject({
			details: { orderId: 'nope', hint: expect.any(String) },
		});
	});
});

describe('what every write can do', () => {
	it('checks everything and sends nothing in a dry run', async () => {
		const order = place();
		expect(
			await one({ operation: 'accept', orderId: byId(order.id), options: { dryRun: true } }),
		).toMatchObject({
			done: false,
			dryRun: true,
			after: { status: 'accepted' },
			wouldSend: [
				{
					operation: 'OR21',
					body: { order_lines: order.lines.map(({ id }) => ({ id, accepted: true })) },
				},
			],
		});
		expect(writes()).toHaveLength(0);
	});

	it('takes what is already so for done, and can be told not to', async () => {
		const order = place();
		const accept = { operation: 'accept', orderId: byId(order.id) };
		await one(accept);
		expect(await one(accept)).toMatchObject({
			done: true,
			alreadyDone: true,
			before: { status: 'accepted' },
		});
		expect(await problem({ ...accept, options: { ifAlreadyDone: 'fail' } })).toMatch(
			/as it should be already/,
		);
		expect(journal('accepted')).toHaveLength(1);
	});

	it('does two items on one order one after the other', async () => {
		const order = placeShipped();
		const [line] = order.lines;
		const items = await run(
			{
				operation: 'refund',
				orderId: byId(order.id),
				reasonCode: refundReason(),
				refundLines: { line: [{ lineId: line.id, amount: '={{ $json.amount }}' }] },
			},
			{
				input: [{ amount: 10 }, { amount: 20 }, { amount: 5 }],
				node: { onError: 'continueRegularOutput' },
			},
		);
		expect(items[0].json).toMatchObject({ done: true, total: 10 });
		expect(items[1].json).toMatchObject({ done: true, total: 20 });
		// 30.00 were paid: nothing is left for the third.
		expect(items[2].json.error).toMatch(/left/);
	});
});

describe('answers that are none', () => {
	it.each([
		['an HTML error page', { kind: 'htmlError' as const, times: 9 }, /could not answer/],
		['an empty body', { kind: 'empty' as const, times: 9 }, /cannot be read/],
		['truncated JSON', { kind: 'truncated' as const, times: 9 }, /broke off|cannot be read/],
		['a redirect', { kind: 'redirect' as const, times: 1 }, /leads somewhere else/],
	])('%s gives a clear error and nothing is sent', async (_what, fault, message) => {
		const order = place();
		sandbox.marketplace.failNext({ ...fault, method: 'GET' });
		const said = await problem({ operation: 'accept', orderId: byId(order.id) });
		expect(said).toMatch(message);
		expect(writes()).toHaveLength(0);
	});

	it('never show the API key', async () => {
		const order = place();
		for (const kind of ['htmlError', 'redirect', 'resetBefore'] as const) {
			sandbox.marketplace.failNext({ kind, times: 9 });
			const error = await run({ operation: 'accept', orderId: byId(order.id) }).catch(
				(thrown) => thrown,
			);
			expect(error.message).toMatch(`Order ${order.id}`);
			expect(
				JSON.stringify(error, Object.getOwnPropertyNames(error)) + String(error.stack),
			).not.toContain(API_KEY);
			sandbox.marketplace.clearNextFaults();
		}
	});

	it('a wrong key is told as such', async () => {
		expect(
			await problem(
				{ operation: 'getAll' },
				{ credential: { baseUrl: sandbox.url, apiKey: 'wrong' } },
			),
		).toMatch(/did not accept the API key/);
	});

	it('an unsafe address is refused before the key is sent', async () => {
		expect(
			await problem(
				{ operation: 'getAll' },
				{ credential: { baseUrl: 'http://marketplace.example' } },
			),
		).toMatch(/has to start with https/);
	});
});
