import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { recentWrites } from '../../nodes/Worten/actions/write/recentWrites';
import { n8nTiming } from '../../nodes/Worten/marketplace/n8nTiming';
import { forgetReference } from '../../nodes/Worten/marketplace/reference';
import {
	goods,
	startSandbox,
	SystemClock,
	type RunningSandbox,
	type SettingsPatch,
} from '../../sandbox';
import { API_KEY, type TestCredential } from '../n8n/contexts';
import { runInEngine } from '../n8n/engine';

/** The Worten node in n8n's own engine: what becomes of failed items, and of nodes that are run again. */

/** Time passes a hundred times as fast as it is. */
const SPEED = 100;
const REASON = '201';

let sandbox: RunningSandbox;
let clock: SystemClock;

async function open(settings: SettingsPatch = {}) {
	await sandbox?.close();
	clock = new SystemClock(SPEED);
	sandbox = await startSandbox({ seed: 'engine', apiKey: API_KEY, clock, settings, tickEvery: 0 });
	forgetReference();
	recentWrites.clear();
}

const wait = n8nTiming.wait;
beforeAll(() => {
	jest.spyOn(n8nTiming, 'wait').mockImplementation(async (ms) => await wait(ms / SPEED));
	jest.spyOn(n8nTiming, 'now').mockImplementation(() => clock.now());
});
beforeEach(async () => await open());
afterAll(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

const run = async (
	parameters: INodeParameters,
	input: IDataObject[],
	settings: Partial<INode> = {},
	credential: TestCredential = { baseUrl: sandbox.url },
) =>
	await runInEngine(
		{ orderId: { __rl: true, mode: 'id', value: '={{ $json.id }}' }, ...parameters },
		input,
		settings,
		credential,
	);

const refundPart: INodeParameters = {
	operation: 'refund',
	reasonCode: REASON,
	refundLines: { line: [{ lineId: '={{ $json.line }}', amount: '={{ $json.amount }}' }] },
};

function placeShipped() {
	const order = sandbox.marketplace.placeOrder({
		skipStaging: true,
		shopId: sandbox.marketplace.settings.shops[0].id,
		fulfillmentCenter: 'DEFAULT',
		items: [{ sku: goods[0].sku, quantity: 1, unitPrice: 30 }],
		taxes: 'none',
	});
	sandbox.marketplace.acceptByHand(order.id);
	sandbox.marketplace.pay(order.id);
	sandbox.marketplace.shipByHand(order.id, { carrier_code: 'CTT', tracking_number: 'X1' });
	return { id: order.id, line: order.lines[0].id };
}

const refunds = (orderId: string) =>
	sandbox.marketplace.journal.filter(
		(entry) => entry.kind === 'refund' && entry.orderId === orderId,
	).length;

describe.each(['continueErrorOutput', 'continueRegularOutput'] as const)(
	'with On Error: %s',
	(onError) => {
		const failed = ({ success, failure }: Awaited<ReturnType<typeof run>>) =>
			onError === 'continueErrorOutput'
				? failure
				: success.filter((json) => json.error !== undefined);

		it('a failed item keeps what is known about it, and the others are done', async () => {
			const [good, bad] = [placeShipped(), placeShipped()];
			const result = await run(
				refundPart,
				[
					{ ...bad, amount: '999', erp: 'E1' },
					{ ...good, amount: '5', erp: 'E2' },
				],
				{ onError },
			);
			expect(failed(result)).toHaveLength(1);
			expect(failed(result)[0]).toMatchObject({
				error: expect.stringContaining('above what is left'),
				message: expect.stringContaining('Give a smaller amount'),
				details: {
					orderId: bad.id,
					lineId: bad.line,
					hint: expect.stringContaining('Give a smaller amount'),
				},
			});
			expect(result.success).toContainEqual(
				expect.objectContaining({ orderId: good.id, done: true }),
			);
			expect(refunds(good.id)).toBe(1);
		});

		it('a failure before the first item is a failure of all of them', async () => {
			const { id } = placeShipped();
			const result = await run(
				{ operation: 'refund', reasonCode: REASON },
				[{ id }],
				{ onError },
				{ baseUrl: 'http://worten.example' },
			);
			expect(failed(result)).toHaveLength(1);
			expect(failed(result)[0].error).toMatch(/has to start with https/);
			if (onError === 'continueErrorOutput') expect(result.success).toEqual([]);
		});
	},
);

describe('a node that is run again at once', () => {
	it('does not refund twice although the marketplace shows changes late (Retry On Fail)', async () => {
		await open({ visibilityDelayMs: 8_000, visibilityDelayOnIds: true });
		const [first, second] = [placeShipped(), placeShipped()];
		await n8nTiming.wait(9_000);
		// The second order's refund is refused, so that n8n tries the node again, with the first one done.
		sandbox.marketplace.failNext({
			kind: 'serverError',
			method: 'PUT',
			path: /refund/,
			skip: 1,
			times: 1,
			status: 400,
		});
		const { error } = await run(
			refundPart,
			[
				{ ...first, amount: '5' },
				{ ...second, amount: '5' },
			],
			{ retryOnFail: true, maxTries: 3, waitBetweenTries: 10 },
		);
		expect(error).toBeUndefined();
		expect([refunds(first.id), refunds(second.id)]).toEqual([1, 1]);
	});

	it('does not refund twice when a first refund is uncertain', async () => {
		await open({ visibilityDelayMs: 8_000, visibilityDelayOnIds: true });
		const order = placeShipped();
		await n8nTiming.wait(9_000);
		// Done, the answer lost, and the look afterwards turned away: nobody can tell.
		sandbox.marketplace.failNext({ kind: 'resetAfter', method: 'PUT', path: /refund/ });
		sandbox.marketplace.failNext({
			kind: 'serverError',
			method: 'GET',
			path: /orders/,
			status: 403,
			skip: 1,
			times: 4,
		});
		const { success } = await run(
			refundPart,
			[
				{ ...order, amount: '5' },
				{ ...order, amount: '5' },
			],
			{ onError: 'continueRegularOutput' },
		);
		expect(success[0].error).toMatch(
			`Order ${order.id}: it is not certain whether Worten carried this out`,
		);
		expect(success[1]).toMatchObject({ done: true, alreadyDone: true });
		expect(refunds(order.id)).toBe(1);
	});
});

describe('errors that end an execution', () => {
	it('tell an uncertain action apart, whatever else failed', async () => {
		const orders = [placeShipped(), placeShipped()];
		sandbox.marketplace.failNext({
			kind: 'serverError',
			method: 'PUT',
			path: /refund/,
			status: 400,
		});
		sandbox.marketplace.failNext({ kind: 'resetAfter', method: 'PUT', path: /refund/ });
		// Not the reading of all orders, but every later look.
		sandbox.marketplace.failNext({
			kind: 'serverError',
			method: 'GET',
			path: /orders/,
			status: 403,
			skip: 1,
			times: 20,
		});
		const { error } = await run(
			refundPart,
			orders.map((order) => ({ ...order, amount: '5' })),
		);
		expect(error!.message).toMatch(/it is not certain whether Worten carried this out/);
		expect(error!.message).not.toMatch(/retry|closed unexpectedly/i);
		expect(error!.description).toMatch(/Look at the order in the back office/);
		expect(error!.description).toMatch(/Also failed: Order \S+ was not refunded/);
	});
});
