import { DateTime } from 'luxon';
import { MarketplaceClient, type Timing } from '../../nodes/Worten/marketplace/client';
import type { Transport } from '../../nodes/Worten/marketplace/transport';
import { Claims } from '../../nodes/Worten/trigger/claim';
import { EVENT_TYPES } from '../../nodes/Worten/trigger/eventType';
import { Ledger, type WrittenLedger } from '../../nodes/Worten/trigger/ledger';
import type { TriggerSettings } from '../../nodes/Worten/trigger/settings';
import { takeTurn } from '../../nodes/Worten/trigger/turn';
import { digestOf, type Handed } from './tally';

/** Something that is called every 15 minutes and answers what it found. */
export interface Poller {
	poll(): Promise<Handed[]>;
	/** Bytes it keeps between polls, an order it remembers. */
	bytesAnOrder(): BytesAnOrder;
	readonly tellsEvents: boolean;
}

export interface BytesAnOrder {
	/** Of the ledger alone, at most. */
	readonly ledger: number;
	/** Of all static data: at the end, and at most. */
	readonly last: number;
	readonly most: number;
}

const NO_BYTES: BytesAnOrder = { ledger: 0, last: 0, most: 0 };

export interface Surroundings {
	readonly transport: Transport;
	readonly timing: Timing;
	/** Milliseconds since the beginning, by a clock that only goes forward. */
	readonly monotonic: () => number;
	readonly pageSize: number;
}

export const BENCH_SETTINGS: TriggerSettings = {
	rules: {
		events: new Set(EVENT_TYPES),
		statuses: new Set(),
		channels: new Set(),
		fulfillmentCenters: new Set(),
		dueSoonHours: 24,
		stuckHours: 6,
	},
	firstRun: 'fromNow',
	overlapMinutes: 10,
	maxOrdersPerPoll: 500,
	dailySweep: true,
	sweepHour: 4,
	sweepDays: 5,
	timeZone: 'Europe/Lisbon',
};

/** The Worten Trigger, all of it but n8n. Its memory goes through JSON at every poll. */
export function wortenTrigger({ transport, timing, monotonic, pageSize }: Surroundings): Poller {
	const claims = new Claims();
	let written = '{}';
	let bytes = NO_BYTES;
	return {
		tellsEvents: true,
		bytesAnOrder: () => bytes,
		async poll() {
			const { nodeData = {}, workflowData = {} } = JSON.parse(written) as Record<
				string,
				Record<string, unknown>
			>;
			const keep = () => {
				written = JSON.stringify({ nodeData, workflowData });
				const { orders = {}, particulars = {} } = nodeData as Partial<WrittenLedger>;
				const remembered = new Ledger({ orders, particulars }).size;
				// What does not grow with the orders weighs little only where there are some.
				if (remembered < 500) return;
				const ledger = JSON.stringify({ orders, particulars }).length / remembered;
				const last = written.length / remembered;
				bytes = {
					ledger: Math.max(bytes.ledger, ledger),
					last,
					most: Math.max(bytes.most, last),
				};
			};
			const handed = await takeTurn<Handed>({
				workflowId: 'bench',
				nodeId: 'bench',
				nodeData,
				workflowData,
				transport,
				credential: { baseUrl: 'https://bench', shopId: undefined, credentialId: 'bench' },
				settings: { ...BENCH_SETTINGS, pageSize },
				timing,
				monotonic,
				claims,
				patienceMs: 45_000,
				present: ({ event, status, received }) => {
					if (!received.readable) throw new Error(`Unreadable: ${received.problem}`);
					const { refundId, refundState, lineId } = event;
					return [
						{
							id: event.id,
							orderId: received.order.order_id,
							type: event.type,
							about: refundId ? `${refundId} ${refundState ?? ''}` : (lineId ?? ''),
							content: digestOf(received.raw),
							status,
							previousStatus: event.previousStatus,
						},
					];
				},
			}).finally(keep);
			return handed ?? [];
		},
	};
}

const STATES = [
	'WAITING_ACCEPTANCE',
	'WAITING_DEBIT',
	'WAITING_DEBIT_PAYMENT',
	'SHIPPING',
	'SHIPPED',
	'TO_COLLECT',
	'RECEIVED',
	'CLOSED',
	'REFUSED',
	'CANCELED',
];

/**
 * What one writes at first, and what most connectors do: everything updated since the last poll by
 * one's own clock, filtered by state, page after page by offset. It retries as ours does.
 */
export function plainPager({ transport, timing, pageSize }: Surroundings): Poller {
	let since: DateTime | undefined;
	return {
		tellsEvents: false,
		bytesAnOrder: () => NO_BYTES,
		async poll() {
			const deadline = timing.now().plus(45_000);
			const client = new MarketplaceClient(transport, timing, { deadline });
			const handed: Handed[] = [];
			if (since) {
				for (let offset = 0; ; offset += pageSize) {
					const { orders, totalCount = 0 } = await client.listOrders({
						start_update_date: since,
						order_state_codes: STATES,
						offset,
						max: pageSize,
					});
					for (const received of orders) {
						if (!received.readable) continue;
						const content = digestOf(received.raw);
						const orderId = received.order.order_id;
						handed.push({ id: `${orderId} ${content}`, orderId, type: '', about: '', content });
					}
					if (offset + pageSize >= totalCount) break;
				}
			}
			since = timing.now();
			return handed;
		},
	};
}
