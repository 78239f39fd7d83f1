import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Operation } from '../../nodes/Worten/actions/operation';
import { MarketplaceClient } from '../../nodes/Worten/marketplace/client';
import { Reference } from '../../nodes/Worten/marketplace/reference';
import type {
	MarketplaceRequest,
	MarketplaceResponse,
	Transport,
} from '../../nodes/Worten/marketplace/transport';
import { goods, Marketplace, VirtualClock } from '../../sandbox';
import { executeContext } from '../n8n/contexts';
import { SandboxTiming, SandboxTransport } from '../support/sandboxTransport';

type Settings = ConstructorParameters<typeof Marketplace>[0]['settings'];
type Stage = 'new' | 'paid' | 'shipped';

/** An answer other than the sandbox's own, or `undefined` to let the sandbox answer. */
export type Instead = (
	request: MarketplaceRequest,
	real: () => Promise<MarketplaceResponse>,
) => Promise<MarketplaceResponse> | MarketplaceResponse | undefined;

export interface Outcome {
	readonly output: INodeExecutionData[];
	readonly sent: MarketplaceRequest[];
	/** How often an API operation was called. */
	calls(operation: string): number;
	/** What an item's error says, with what to do; '' for one that went well. */
	error(index?: number): string;
}

/** Operations on a sandbox without HTTP between, on a clock that only moves when somebody waits. */
export class InSandbox {
	readonly clock = new VirtualClock();
	readonly marketplace: Marketplace;
	private static opened = 0;
	private readonly account = `sandbox ${(InSandbox.opened += 1)}`;

	constructor(settings: Settings = {}) {
		this.marketplace = new Marketplace({
			seed: 'actions',
			clock: this.clock,
			settings: { apiKeys: ['key'], ...settings },
		});
	}

	/** Orders of two lines: 30.00 and 20.00, and 4.00 of shipping. */
	place(count: number, stage: Stage) {
		const orders = Array.from({ length: count }, () => {
			const order = this.marketplace.placeOrder({
				skipStaging: true,
				shopId: this.marketplace.settings.shops[0].id,
				fulfillmentCenter: 'DEFAULT',
				items: [
					{ sku: goods[0].sku, quantity: 1, unitPrice: 30 },
					{ sku: goods[1].sku, quantity: 1, unitPrice: 20 },
				],
				taxes: 'none',
				shipping: 4,
			});
			if (stage !== 'new') {
				this.marketplace.acceptByHand(order.id);
				this.marketplace.pay(order.id);
			}
			if (stage === 'shipped') {
				this.marketplace.shipByHand(order.id, {
					carrier_code: 'CTT',
					tracking_number: `T${order.id}`,
				});
			}
			this.clock.advance(1_000);
			return order;
		});
		this.clock.advance(60_000);
		return orders;
	}

	/** Run an operation; errors become items. */
	async run(
		operation: Operation,
		parameters: INodeParameters,
		input: IDataObject[],
		instead: Instead = () => undefined,
	): Promise<Outcome> {
		const sandbox = new SandboxTransport(this.marketplace, 'key');
		const sent: MarketplaceRequest[] = [];
		const transport: Transport = {
			async send(request) {
				sent.push(request);
				const real = async () => await sandbox.send(request);
				return (await instead(request, real)) ?? (await real());
			},
		};
		const timing = new SandboxTiming(this.clock);
		const client = new MarketplaceClient(transport, timing);
		const context = executeContext(
			{
				resource: 'order',
				operation: operation.value,
				orderId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
				...parameters,
			},
			{ input, node: { onError: 'continueRegularOutput' } },
		);
		const reference = new Reference(client, timing, this.account);
		const output = await operation.execute({
			context,
			client,
			timing,
			reference,
			baseUrl: this.account,
		});
		return {
			output,
			sent,
			calls: (name) => sent.filter((request) => request.operation === name).length,
			error: (index = 0) => {
				const json = output[index]?.json;
				if (json?.error === undefined) return '';
				return typeof json.message === 'string' ? json.message : String(json.error);
			},
		};
	}
}
