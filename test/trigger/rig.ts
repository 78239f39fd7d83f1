import type { DateTime } from 'luxon';
import type { Timing } from '../../nodes/Worten/marketplace/client';
import type {
	MarketplaceRequest,
	MarketplaceResponse,
} from '../../nodes/Worten/marketplace/transport';
import type { CredentialView } from '../../nodes/Worten/trigger/account';
import { Claims } from '../../nodes/Worten/trigger/claim';
import type { Delivery } from '../../nodes/Worten/trigger/delivery';
import { EVENT_TYPES, type EventType } from '../../nodes/Worten/trigger/eventType';
import type { Rules } from '../../nodes/Worten/trigger/rules';
import type { TriggerSettings } from '../../nodes/Worten/trigger/settings';
import { takeTurn } from '../../nodes/Worten/trigger/turn';
import { Marketplace, VirtualClock, type SettingsPatch } from '../../sandbox';
import { SandboxTiming, SandboxTransport } from '../support/sandboxTransport';

export const KEY = 'rig-key';

/** Rules in which every event is told and nothing is filtered, unless said otherwise. */
export function rules(over: Partial<Rules> = {}): Rules {
	return {
		events: new Set<EventType>(EVENT_TYPES),
		statuses: new Set(),
		channels: new Set(),
		fulfillmentCenters: new Set(),
		dueSoonHours: 24,
		stuckHours: 24,
		...over,
	};
}

export function settings(over: Partial<TriggerSettings> = {}): TriggerSettings {
	return {
		rules: rules(),
		firstRun: 'fromNow',
		overlapMinutes: 10,
		maxOrdersPerPoll: 500,
		dailySweep: true,
		sweepHour: 4,
		sweepDays: 5,
		timeZone: 'Europe/Lisbon',
		...over,
	};
}

/** A clock of n8n's machine that differs from the marketplace's. */
class SkewedTiming extends SandboxTiming {
	constructor(
		clock: VirtualClock,
		public skewMs: number,
	) {
		super(clock);
	}

	override now(): DateTime {
		return super.now().plus(this.skewMs);
	}
}

/**
 * The whole of the trigger but n8n, against a sandbox of its own, in a time of its own. Static data
 * goes through JSON at every poll, as in n8n's database.
 */
export class Rig {
	readonly clock: VirtualClock;
	readonly marketplace: Marketplace;
	readonly transport: SandboxTransport;
	readonly timing: Timing & { skewMs: number };
	claims = new Claims();
	/**
	 * When n8n saves static data: the node's with every poll (durable cursors), with deliveries alone and
	 * else in memory (the in-memory engine), or with deliveries alone and else not at all (scheduled polls
	 * without durable cursors).
	 */
	engine: 'durable' | 'in memory' | 'forgetful' = 'durable';
	private saved = '{"nodeData":{},"workflowData":{}}';
	/** The node's static data, and the workflow's. */
	nodeData: Record<string, unknown> = {};
	workflowData: Record<string, unknown> = {};
	credential: CredentialView = {
		baseUrl: 'https://sandbox',
		shopId: undefined,
		credentialId: 'c1',
	};
	patienceMs = 45_000;
	nodeId = 'node-1';
	/** Milliseconds since "the process" began. */
	processBegan: DateTime;

	constructor({
		seed = 1,
		start,
		sandbox = {},
		skewMs = 0,
	}: { seed?: number | string; start?: string; sandbox?: SettingsPatch; skewMs?: number } = {}) {
		this.clock = new VirtualClock(start);
		this.marketplace = new Marketplace({
			seed,
			clock: this.clock,
			settings: {
				apiKeys: [KEY],
				delays: {
					staging: 0,
					acceptanceTimeout: null,
					debit: null,
					debitPayment: null,
					delivery: null,
					close: null,
					refund: null,
					refundPayment: null,
					jitter: 0,
					arrival: null,
				},
				...sandbox,
			},
		});
		this.transport = new SandboxTransport(this.marketplace, KEY);
		this.timing = new SkewedTiming(this.clock, skewMs);
		this.processBegan = this.clock.now().minus({ hours: 1 });
	}

	/** One poll; what it delivers, or null. */
	async poll(over: Partial<TriggerSettings> = {}): Promise<Delivery[] | null> {
		if (this.engine === 'in memory') {
			const delivered = await this.pollOn(this.nodeData, over);
			if (delivered) this.save();
			return delivered;
		}
		// Static data is read anew for every poll.
		if (this.engine === 'forgetful') this.load();
		const nodeData = copy(this.nodeData);
		const workflowData = copy(this.workflowData);
		const before = JSON.stringify(nodeData);
		const delivered = await this.pollOn(nodeData, over, workflowData);
		const moved = JSON.stringify(nodeData) !== before;
		if (delivered) Object.assign(this, { nodeData, workflowData });
		else if (this.engine === 'durable' && moved) this.nodeData = nodeData;
		else return delivered;
		this.save();
		return delivered;
	}

	/** One poll on this very static data, whatever else is going on. */
	async pollOn(
		nodeData: Record<string, unknown>,
		over: Partial<TriggerSettings> = {},
		workflowData = this.workflowData,
	): Promise<Delivery[] | null> {
		return await takeTurn({
			workflowId: 'workflow-1',
			nodeId: this.nodeId,
			nodeData,
			workflowData,
			transport: { send: async (request) => await this.send(request) },
			credential: this.credential,
			settings: settings(over),
			timing: this.timing,
			monotonic: () => this.clock.now().diff(this.processBegan).milliseconds,
			claims: this.claims,
			patienceMs: this.patienceMs,
			present: (delivery) => [delivery],
		});
	}

	/**
	 * The node gets another name: n8n finds no static data under it, but the workflow keeps its own.
	 * Durable cursors go by the node's id and stay.
	 */
	rename(): void {
		this.load();
		if (this.engine !== 'durable') this.nodeData = {};
		this.save();
	}

	/** The workflow is switched off and on: static data is read anew. */
	reactivate(): void {
		this.load();
	}

	/** As the transport of n8n does, with the shop of the credential. */
	private async send(request: MarketplaceRequest): Promise<MarketplaceResponse> {
		const { shopId } = this.credential;
		return await this.transport.send({ ...request, query: { ...request.query, shop_id: shopId } });
	}

	/** As n8n does with deliveries, and after activation. */
	save(): void {
		const { nodeData, workflowData } = this;
		this.saved = JSON.stringify({ nodeData, workflowData });
	}

	private load(): void {
		Object.assign(this, JSON.parse(this.saved));
	}

	/** Let minutes pass, then poll. */
	async later(minutes: number, over: Partial<TriggerSettings> = {}): Promise<Delivery[] | null> {
		this.pass(minutes);
		return await this.poll(over);
	}

	pass(minutes: number): void {
		this.clock.advance(minutes * 60_000);
	}

	/** The first poll, which delivers nothing, and a minute after it. */
	async activate(over: Partial<TriggerSettings> = {}): Promise<void> {
		// What this poll leaves is saved, whatever it finds.
		const first = await this.pollOn(this.nodeData, over);
		if (first !== null) throw new Error('The first poll delivered something');
		this.save();
		this.pass(2);
	}

	/** A new process: only what was saved is left. */
	restart(): void {
		this.claims = new Claims();
		this.processBegan = this.clock.now();
		this.load();
	}

	/** The requests since the last time this was asked. */
	requests(): MarketplaceRequest[] {
		return this.transport.sent.splice(0);
	}
}

function copy(data: Record<string, unknown>): Record<string, unknown> {
	return JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
}

/** Events as `order type previous → status`, easy to compare. */
export function told(deliveries: Delivery[] | null): string[] {
	return (deliveries ?? []).map(({ event, status, received }) => {
		const id = received.readable ? received.order.order_id : (received.orderId ?? '?');
		return `${id} ${event.type} ${event.previousStatus ?? 'null'} → ${status}`;
	});
}
