import { LOGIN, WAREHOUSE_KEY } from '../scripts/demo';
import { ACTION, TRIGGER } from '../scripts/templates';
import { until } from './until';
import { World } from './world';

/*
 * The main job, whole: orders placed on the marketplace arrive in a real n8n, are accepted, paid,
 * shipped and refunded by the example workflows. Each step is looked up on both sides: in the
 * marketplace's journal and in n8n's execution data.
 */

interface JournalEntry {
	kind: string;
	by: string;
	detail: Record<string, unknown>;
}

let world: World;
const workflows: Record<string, string> = {};

/** One SKU the stock table of the template has plenty of, one it has none of. */
const IN_STOCK = 'NVK-N20-BK';
const SOLD_OUT = 'VEG-MON-27';

/** Starts with everything that happens to any order, and keeps it in its executions. */
const recorder = () => ({
	name: 'Recorder',
	nodes: [
		{
			id: 'recorder-trigger',
			name: 'Any event',
			type: TRIGGER,
			typeVersion: 1,
			position: [0, 0],
			parameters: {
				pollTimes: { item: [{ mode: 'everyMinute' }] },
				events: ['newOrder', 'statusChanged', 'refundChanged'],
			},
			credentials: { wortenApi: world.credentials.wortenApi },
		},
		{
			id: 'recorder-end',
			name: 'Recorded',
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: [200, 0],
			parameters: {},
		},
	],
	connections: { 'Any event': { main: [[{ node: 'Recorded', type: 'main', index: 0 }]] } },
});

/** Reads one order when its number is sent to a webhook. */
const reader = () => ({
	name: 'Reader',
	nodes: [
		{
			id: 'reader-webhook',
			name: 'Asked',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			position: [0, 0],
			webhookId: 'reader-webhook',
			parameters: { path: 'read-order', responseMode: 'lastNode', options: {} },
		},
		{
			id: 'reader-node',
			name: 'Read',
			type: ACTION,
			typeVersion: 1,
			position: [200, 0],
			parameters: {
				resource: 'order',
				operation: 'get',
				orderId: { __rl: true, mode: 'id', value: '={{ $json.query.id }}' },
			},
			credentials: { wortenApi: world.credentials.wortenApi },
		},
	],
	connections: { Asked: { main: [[{ node: 'Read', type: 'main', index: 0 }]] } },
});

beforeAll(async () => {
	world = await World.open();
	await world.addCredential('httpHeaderAuth', 'Warehouse key', {
		name: 'X-Warehouse-Key',
		value: WAREHOUSE_KEY,
	});
	await world.addCredential('httpBasicAuth', 'Refund form login', {
		user: LOGIN.email,
		password: LOGIN.password,
	});
	workflows.accept = await world.runTemplate('accept-in-stock');
	workflows.ship = await world.runTemplate('ship-when-tracked');
	workflows.refund = await world.runTemplate('refund-from-form');
	workflows.recorder = await world.runWorkflow(recorder());
	workflows.reader = await world.runWorkflow(reader());
});

afterAll(async () => await world?.close());

async function stateOf(orderId: string): Promise<string> {
	const { order } = await world.sandbox.order(orderId);
	return order.order_state;
}

const inState = async (orderId: string, state: string) =>
	await until(
		`order ${orderId} at ${state}`,
		async () => ((await stateOf(orderId)) === state ? state : undefined),
		{ within: 180_000 },
	);

async function sellerEntries(orderId: string, kind: string): Promise<JournalEntry[]> {
	const { journal } = (await world.sandbox.order(orderId)) as { journal: JournalEntry[] };
	return journal.filter((entry) => entry.kind === kind && entry.by === 'seller');
}

async function eventsOf(orderId: string) {
	const items = await world.outputOf(workflows.recorder, 'Any event');
	return items.filter((item) => item.orderId === orderId) as Array<{
		event: { id: string; type: string; previousStatus: string | null };
		status: string;
		state: string;
	}>;
}

const eventTold = async (orderId: string, type: string, status: string) =>
	await until(
		`the event ${type} (${status}) of order ${orderId} in n8n`,
		async () =>
			(await eventsOf(orderId)).find((item) => item.event.type === type && item.status === status),
		{ within: 180_000 },
	);

/** Send the refund form the way a browser does. */
async function sendRefundForm(orderId: string, reason: string, what: string): Promise<void> {
	const form = new FormData();
	form.set('field-0', orderId);
	form.set('field-1', reason);
	form.set('field-2', '');
	form.set('field-3', 'Refund them too');
	form.set('field-4', what);
	const login = Buffer.from(`${LOGIN.email}:${LOGIN.password}`).toString('base64');
	const response = await fetch(`${world.n8n.url}/form/worten-refund`, {
		method: 'POST',
		body: form,
		headers: { authorization: `Basic ${login}` },
	});
	expect(response.status).toBe(200);
}

const warehouse = async (body: object, key = WAREHOUSE_KEY) =>
	await fetch(`${world.n8n.url}/webhook/worten-tracking`, {
		method: 'POST',
		body: JSON.stringify(body),
		headers: { 'content-type': 'application/json', 'x-warehouse-key': key },
	});

const ids: Record<'full' | 'none' | 'part', string> = { full: '', none: '', part: '' };

it('lists the package on the Community Nodes screen, with both nodes', async () => {
	const [listed] = await world.api.call('GET', '/rest/community-packages');
	expect(listed).toMatchObject({ packageName: 'n8n-nodes-worten', failedLoading: false });
	expect(listed.installedNodes.map((node: { type: string }) => node.type).sort()).toEqual([
		'n8n-nodes-worten.worten',
		'n8n-nodes-worten.wortenTrigger',
	]);
});

it('accepts what is in stock, refuses what is not, and accepts the part that is', async () => {
	const place = async (skus: string[]): Promise<string> => {
		const order = await world.sandbox.place({
			items: skus.map((sku) => ({ sku, quantity: 1 })),
			fulfillmentCenter: 'DEFAULT',
			skipStaging: true,
			shipping: 4.99,
			taxes: 'proportional',
		});
		return order.id;
	};
	ids.full = await place([IN_STOCK]);
	ids.none = await place([SOLD_OUT]);
	ids.part = await place([IN_STOCK, SOLD_OUT]);

	await Promise.all([
		inState(ids.full, 'WAITING_DEBIT'),
		inState(ids.none, 'REFUSED'),
		inState(ids.part, 'WAITING_DEBIT'),
	]);
	const { order } = await world.sandbox.order(ids.part);
	expect(
		order.order_lines.map((line: Record<string, string>) => [
			line.offer_sku,
			line.order_line_state,
		]),
	).toEqual([
		[IN_STOCK, 'WAITING_DEBIT'],
		[SOLD_OUT, 'REFUSED'],
	]);

	const accepted = await until('the accepted orders in n8n', async () => {
		const items = await world.outputOf(workflows.accept, 'Accept what is there');
		return items.length === 2 ? items : undefined;
	});
	expect(accepted).toEqual(
		expect.arrayContaining([
			expect.objectContaining({
				orderId: ids.full,
				operation: 'accept',
				done: true,
				alreadyDone: false,
				dryRun: false,
				before: { status: 'waiting_acceptance' },
				after: { status: 'accepted' },
			}),
			expect.objectContaining({ orderId: ids.part, done: true }),
		]),
	);
	const refused = await until('the refused order in n8n', async () => {
		const items = await world.outputOf(workflows.accept, 'Refuse');
		return items.length > 0 ? items : undefined;
	});
	expect(refused).toEqual([
		expect.objectContaining({ orderId: ids.none, done: true, after: { status: 'refused' } }),
	]);
});

it('reads an order when a workflow asks for it', async () => {
	const response = await fetch(`${world.n8n.url}/webhook/read-order?id=${ids.full}`);
	expect(await response.json()).toMatchObject({
		orderId: ids.full,
		status: 'accepted',
		shippingAddress: null,
	});
});

it('does not let a stranger report tracking numbers', async () => {
	const response = await warehouse({ orderId: ids.part, trackingNumber: 'X' }, 'wrong');
	expect(response.status).toBe(403);
});

it('tells the warehouse why an order cannot be shipped yet', async () => {
	const response = await warehouse({
		orderId: ids.part,
		trackingNumber: 'DA000000001PT',
		carrier: 'CTT',
	});
	expect(response.status).toBe(422);
	expect(await response.json()).toMatchObject({ error: expect.stringContaining(ids.part) });
	expect(await stateOf(ids.part)).toBe('WAITING_DEBIT');
});

it('ships once the customer has paid: when the warehouse reports the number, and by the table', async () => {
	await world.sandbox.act(ids.part, 'pay');
	const response = await warehouse({
		orderId: ids.part,
		trackingNumber: 'DA000000001PT',
		carrier: 'CTT',
	});
	expect(await response.json()).toEqual({
		orderId: ids.part,
		status: 'shipped',
		alreadyDone: false,
	});
	expect((await world.sandbox.order(ids.part)).order).toMatchObject({
		order_state: 'SHIPPED',
		shipping_tracking: 'DA000000001PT',
		shipping_carrier_code: 'CTT',
	});

	await world.sandbox.act(ids.full, 'pay');
	await inState(ids.full, 'SHIPPED');
	const shipped = await until('the shipped order in n8n', async () => {
		const items = await world.outputOf(workflows.ship, 'Ship');
		return items.length > 0 ? items : undefined;
	});
	expect(shipped).toEqual([
		expect.objectContaining({
			orderId: ids.full,
			operation: 'ship',
			done: true,
			before: { status: 'waiting_shipment' },
			after: { status: 'shipped' },
		}),
	]);
	expect(await sellerEntries(ids.full, 'shipped')).toHaveLength(1);
	expect(await sellerEntries(ids.part, 'shipped')).toHaveLength(1);
});

it('changes nothing when the warehouse reports the same number again', async () => {
	const again = { orderId: ids.part, trackingNumber: 'DA000000001PT', carrier: 'CTT' };
	expect(await (await warehouse(again)).json()).toMatchObject({ alreadyDone: true });
	expect(await sellerEntries(ids.part, 'shipped')).toHaveLength(1);
});

it('shows what a refund would be, and then makes it: once', async () => {
	const refunds = async () => await world.outputOf(workflows.refund, 'Refund');
	const total = (await world.sandbox.order(ids.full)).order.total_price;

	await sendRefundForm(ids.full, '202', 'Preview');
	const [preview] = await until('the preview in n8n', async () => {
		const items = await refunds();
		return items.length === 1 ? items : undefined;
	});
	expect(preview).toMatchObject({ orderId: ids.full, dryRun: true, done: false, total });
	expect(await sellerEntries(ids.full, 'refund')).toEqual([]);

	await sendRefundForm(ids.full, '202', 'Refund now');
	const [, made] = await until('the refund in n8n', async () => {
		const items = await refunds();
		return items.length === 2 ? items : undefined;
	});
	expect(made).toMatchObject({ orderId: ids.full, operation: 'refund', done: true, total });
	expect(await sellerEntries(ids.full, 'refund')).toHaveLength(1);

	await sendRefundForm(ids.full, '202', 'Refund now');
	const [, , again] = await until('the same refund once more in n8n', async () => {
		const items = await refunds();
		return items.length === 3 ? items : undefined;
	});
	expect(again).toMatchObject({ orderId: ids.full, alreadyDone: true });
	expect(await sellerEntries(ids.full, 'refund')).toHaveLength(1);
});

it('tells of everything that happened to the order, each thing once', async () => {
	await eventTold(ids.full, 'refundChanged', 'refunding');
	await world.sandbox.act(ids.full, 'advanceRefunds');
	await world.sandbox.act(ids.full, 'advanceRefunds');
	await eventTold(ids.full, 'statusChanged', 'refunded');

	const events = await eventsOf(ids.full);
	const eventIds = events.map(({ event }) => event.id);
	expect(new Set(eventIds).size).toBe(eventIds.length);
	expect(events.filter(({ event }) => event.type === 'newOrder')).toHaveLength(1);
	// Between two polls an order may pass through more than one status; none comes twice.
	const statuses = events
		.filter(({ event }) => event.type === 'statusChanged')
		.map(({ status }) => status);
	expect(new Set(statuses).size).toBe(statuses.length);
	expect(statuses.at(-1)).toBe('refunded');
});

it('has no failed execution but the one the warehouse was told of', async () => {
	for (const name of ['accept', 'ship', 'refund', 'recorder', 'reader']) {
		expect(await world.executionStatuses(workflows[name])).not.toContain('error');
	}
});
