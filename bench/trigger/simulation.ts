import type { DateTime } from 'luxon';
import type { Timing } from '../../nodes/Worten/marketplace/client';
import { MarketplaceError } from '../../nodes/Worten/marketplace/errors';
import type { MarketplaceRequest, Transport } from '../../nodes/Worten/marketplace/transport';
import { Marketplace, VirtualClock } from '../../sandbox';
import { SandboxTransport } from '../../test/support/sandboxTransport';
import { Churn, Dice, PACE, STANDSTILL } from './churn';
import type { Poller, Surroundings } from './pollers';
import { Tallier, type Tally } from './tally';
import { FAULTY, type WorldKind } from './worlds';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const POLL_EVERY = 15 * MINUTE;

export interface SimulationOptions {
	readonly seed: number;
	readonly world: WorldKind;
	readonly pageSize: number;
	readonly faults: boolean;
	readonly orders: number;
	readonly days: number;
	readonly poller: (surroundings: Surroundings) => Poller;
}

export interface SimulationResult extends Tally {
	requests: number;
	polls: number;
	failedPolls: number;
	/** Static data, in bytes an order remembered: of the ledger; of everything, at the end and at most. */
	ledgerBytes: number;
	bytesAtEnd: number;
	bytesAtMost: number;
	/** Two listings began less than a minute apart, so many times. */
	tooSoon: number;
}

/** Lets the answers that never come cost the time they cost. */
class PatientTransport implements Transport {
	/** When each listing (a request without a page before it in the same poll) was asked for. */
	readonly listings: number[] = [];
	inPoll = false;

	constructor(
		private readonly inner: SandboxTransport,
		private readonly clock: VirtualClock,
	) {}

	async send(request: MarketplaceRequest) {
		if (request.operation === 'OR11') {
			if (!this.inPoll) this.listings.push(this.clock.now().toMillis());
			this.inPoll = true;
		}
		try {
			return await this.inner.send(request);
		} catch (error) {
			if (error instanceof Error && error.message.startsWith('timeout')) {
				this.clock.advance(request.timeoutMs);
			}
			throw error;
		}
	}
}

/**
 * Some days of a busy shop, polled every quarter of an hour, with changes between any two
 * requests; then a standstill, a few more polls, and the comparison with the journal.
 */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
	const { seed, world, pageSize, faults, orders, days } = options;
	const clock = new VirtualClock();
	const dice = new Dice(seed * 7919 + 13);
	const marketplace = new Marketplace({
		seed,
		clock,
		settings: {
			apiKeys: ['bench'],
			delays: PACE,
			...world.sandbox,
			...(faults ? { faults: { reads: FAULTY } } : {}),
		},
	});
	const churn = new Churn(marketplace, clock, dice, orders, days * DAY);
	const began = clock.now();
	const transport = new PatientTransport(new SandboxTransport(marketplace, 'bench'), clock);
	const timing: Timing = {
		now: (): DateTime => clock.now().plus(world.skewMs),
		wait: async (milliseconds) => clock.advance(milliseconds),
		random: () => dice.next(),
	};
	const poller = options.poller({
		transport,
		timing,
		monotonic: () => clock.now().diff(began).milliseconds + 3_600_000,
		pageSize,
	});
	const tallier = new Tallier(poller.tellsEvents);
	let polls = 0;
	const worked: number[] = [];
	let failedPolls = 0;
	const poll = async () => {
		polls += 1;
		transport.inPoll = false;
		try {
			for (const handed of await poller.poll()) tallier.take(handed);
			worked.push(clock.now().toMillis());
		} catch (error) {
			if (!(error instanceof MarketplaceError)) throw error;
			failedPolls += 1;
		}
	};

	// The first poll: nothing is there yet, and from its end on everything counts.
	await poll();
	clock.advance(2 * MINUTE);
	marketplace.onRequest = () => churn.now();

	const end = began.plus(days * DAY);
	for (let due = began.plus(POLL_EVERY); due <= end; due = due.plus(POLL_EVERY)) {
		while (clock.now() < due) {
			churn.pass(Math.min(MINUTE, due.diff(clock.now()).milliseconds));
		}
		const hour = due.diff(began).as('hours');
		if (world.down && hour > world.down.fromHour && hour <= world.down.toHour) continue;
		await poll();
	}

	marketplace.onRequest = undefined;
	churn.rest();
	// The last orders leave STAGING: only then do they show to a pager that filters by state.
	clock.advance(POLL_EVERY);
	marketplace.updateSettings({ delays: STANDSTILL });
	for (let last = 0; last < 6; last++) {
		clock.advance(POLL_EVERY);
		await poll();
	}
	marketplace.setFaults({
		reads: Object.fromEntries(Object.keys(FAULTY).map((kind) => [kind, 0])),
	});
	for (let last = 0; last < 6; last++) {
		clock.advance(POLL_EVERY);
		await poll();
	}

	const tally = tallier.against(marketplace, worked);
	const bytes = poller.bytesAnOrder();
	return {
		...tally,
		requests: marketplace.calls('OR11'),
		polls,
		failedPolls,
		ledgerBytes: bytes.ledger,
		bytesAtEnd: bytes.last,
		bytesAtMost: bytes.most,
		tooSoon: transport.listings.filter(
			(at, index) => index > 0 && at - transport.listings[index - 1] < MINUTE,
		).length,
	};
}
