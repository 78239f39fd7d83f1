import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Operation } from '../../nodes/Worten/actions/operation';
import { accept } from '../../nodes/Worten/actions/order/accept.operation';
import { refund } from '../../nodes/Worten/actions/order/refund.operation';
import { ship } from '../../nodes/Worten/actions/order/ship.operation';
import { recentWrites } from '../../nodes/Worten/actions/write/recentWrites';
import { MarketplaceClient } from '../../nodes/Worten/marketplace/client';
import { forgetReference, Reference } from '../../nodes/Worten/marketplace/reference';
import { goods, Marketplace, VirtualClock, type SettingsPatch } from '../../sandbox';
import { executeContext } from '../../test/n8n/contexts';
import { SandboxTiming, SandboxTransport } from '../../test/support/sandboxTransport';

/**
 * The second promise, tried: many orders are accepted, shipped and refunded by the node's own
 * operations while the marketplace breaks connections, does things without saying so, and asks
 * for fewer calls. Afterwards its journal says what really happened.
 */
export interface OnceOptions {
	operation: 'accept' | 'ship' | 'refund';
	orders: number;
	seed: number | string;
	/** Shares of calls that go wrong; none by default. */
	writes?: NonNullable<SettingsPatch['faults']>['writes'];
	reads?: NonNullable<SettingsPatch['faults']>['reads'];
	/** How often the node is run over the same items, without a pause between; once by default. */
	runs?: number;
	/** How late changes show in what is read, in milliseconds. */
	visibilityDelayMs?: number;
}

export interface OnceFigures {
	operation: string;
	orders: number;
	/** Items whose output says done. */
	saidDone: number;
	/** Items whose output is an error. */
	saidFailed: number;
	/** Orders the journal shows done exactly once. */
	onceInJournal: number;
	/** Orders the journal shows done more than once. */
	twiceInJournal: number;
	/** Items whose output does not agree with the journal. */
	disagreeing: number;
	/** Calls that read orders (OR11). */
	reads: number;
	/** Calls that write. */
	writes: number;
	/** Virtual time, in seconds. */
	waitedSeconds: number;
}

const API_KEY = 'bench';
const OPERATIONS: Record<
	OnceOptions['operation'],
	{ operation: Operation; parameters: INodeParameters; journal: string }
> = {
	accept: { operation: accept, parameters: {}, journal: 'accepted' },
	ship: {
		operation: ship,
		parameters: {
			trackingNumber: '=T-{{ $json.id }}',
			carrierMode: 'registered',
			carrierCode: 'CTT',
		},
		journal: 'shipped',
	},
	refund: {
		operation: refund,
		parameters: {
			reasonCode: '201',
			refundLines: { line: [{ lineId: '={{ $json.lineId }}', amount: '7.31' }] },
		},
		journal: 'refund',
	},
};

/** Run one operation over many orders and compare what it said with what the journal says. */
export async function proveOnce(options: OnceOptions): Promise<OnceFigures> {
	const { operation, parameters, journal } = OPERATIONS[options.operation];
	const clock = new VirtualClock();
	const marketplace = new Marketplace({
		seed: options.seed,
		clock,
		settings: {
			apiKeys: [API_KEY],
			visibilityDelayMs: options.visibilityDelayMs ?? 0,
			visibilityDelayOnIds: (options.visibilityDelayMs ?? 0) > 0,
		},
	});
	const shopId = marketplace.settings.shops[0].id;
	const orders = Array.from({ length: options.orders }, () => {
		const order = marketplace.placeOrder({
			skipStaging: true,
			shopId,
			fulfillmentCenter: 'DEFAULT',
			items: [{ sku: goods[0].sku, quantity: 1 }],
		});
		if (options.operation !== 'accept') {
			marketplace.acceptByHand(order.id);
			marketplace.pay(order.id);
		}
		if (options.operation === 'refund') {
			marketplace.shipByHand(order.id, { carrier_code: 'CTT', tracking_number: `T-${order.id}` });
		}
		clock.advance(1_000);
		return order;
	});
	clock.advance(60_000);
	marketplace.clearRequests();
	const begun = marketplace.journal.length;
	marketplace.setFaults({ reads: options.reads ?? {}, writes: options.writes ?? {} });

	const timing = new SandboxTiming(clock);
	const transport = new SandboxTransport(marketplace, API_KEY);
	const client = new MarketplaceClient(transport, timing);
	forgetReference();
	recentWrites.clear();
	const context = executeContext(
		{
			resource: 'order',
			operation: operation.value,
			orderId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
			...parameters,
		},
		{
			input: orders.map(({ id, lines }) => ({ id, lineId: lines[0].id })),
			node: { onError: 'continueRegularOutput' },
		},
	);
	const reference = new Reference(client, timing, 'bench');
	let output: INodeExecutionData[] = [];
	for (let runs = 0; runs < (options.runs ?? 1); runs++) {
		output = await operation.execute({ context, client, timing, baseUrl: 'bench', reference });
	}

	const done = new Map<string, number>();
	for (const { kind, orderId } of marketplace.journal.slice(begun)) {
		if (kind === journal) done.set(orderId, (done.get(orderId) ?? 0) + 1);
	}
	const times = orders.map(({ id }) => done.get(id) ?? 0);
	const said = orders.map((_, index) => output[index]?.json.done === true);
	return {
		operation: options.operation,
		orders: orders.length,
		saidDone: said.filter(Boolean).length,
		saidFailed: output.filter(({ json }) => json.error !== undefined).length,
		onceInJournal: times.filter((count) => count === 1).length,
		twiceInJournal: times.filter((count) => count > 1).length,
		disagreeing: times.filter(
			(count, index) =>
				said[index] !== (count === 1) || orderIdOf(output[index]) !== orders[index].id,
		).length,
		reads: transport.sent.filter(({ operation: name }) => name === 'OR11').length,
		writes: transport.sent.filter(({ method }) => method !== 'GET').length,
		waitedSeconds: Math.round(timing.waited / 1000),
	};
}

function orderIdOf(item: INodeExecutionData | undefined): unknown {
	const { orderId, details } = (item?.json ?? {}) as IDataObject & { details?: IDataObject };
	return orderId ?? details?.orderId;
}

/** The faults of the proof: a tenth done and then cut off, a tenth cut off before, 429 and 5xx. */
export const FAULTS = {
	writes: {
		resetAfter: 0.1,
		resetBefore: 0.1,
		tooManyRequests: 0.05,
		serverError: 0.025,
		serverErrorAfter: 0.025,
	},
	reads: { resetBefore: 0.05, tooManyRequests: 0.05, serverError: 0.05, truncated: 0.02 },
} as const;
