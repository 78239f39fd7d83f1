import type { DateTime } from 'luxon';
import { MarketplaceClient, type Timing } from '../marketplace/client';
import { MarketplaceError } from '../marketplace/errors';
import type { Transport } from '../marketplace/transport';
import { worthWaiting, type Claim, type Claims, type Monotonic } from './claim';
import type { Delivery } from './delivery';
import { digestText } from './digest';
import { run } from './run';
import type { TriggerSettings } from './settings';
import { loadState, writeState } from './state';

export interface TurnInput<Item> {
	/** Names the node across workflows. */
	readonly node: string;
	/** The node's static data: read at the beginning, changed at the end. */
	readonly staticData: Record<string, unknown>;
	readonly transport: Transport;
	/** The marketplace and shop: base URL and shop id. */
	readonly account: readonly unknown[];
	readonly settings: TriggerSettings;
	readonly timing: Timing;
	readonly monotonic: Monotonic;
	readonly claims: Claims;
	/** How long this poll may go on, in milliseconds. */
	readonly patienceMs: number;
	/** What the workflow gets for an event. */
	readonly present: (delivery: Delivery) => Item[];
}

/**
 * One poll, from the claim on its node to what it remembers; `null` when there is nothing to
 * deliver, or when it is not this poll's turn. Knows neither n8n nor HTTP.
 *
 * What is delivered and what is remembered of it go out together: static data is changed when the
 * items are ready, and nothing is waited for between that and the return.
 * @throws MarketplaceError when nothing is delivered and the listing failed
 */
export async function takeTurn<Item>(input: TurnInput<Item>): Promise<Item[] | null> {
	const { claims, node, staticData, monotonic } = input;
	const claim = claims.take(node, staticData, monotonic);
	if (!claim) return null;
	try {
		return await look(input, claim);
	} finally {
		claim.release();
	}
}

async function look<Item>(input: TurnInput<Item>, claim: Claim): Promise<Item[] | null> {
	const { staticData, settings, timing, patienceMs } = input;
	const account = digestText(...input.account);
	const loaded = loadState(staticData);
	// Another shop or another marketplace: its orders have nothing to do with those remembered.
	const known = loaded?.state.account === account ? loaded : undefined;

	const wait = worthWaiting(claim.waitMs(account, sinceMs(known?.listedAt, timing)));
	if (wait === undefined) return null;
	if (wait > 0) await timing.wait(wait);

	const listedAt = timing.now();
	const deadline = listedAt.plus(patienceMs);
	claim.listing(account);
	const { deliveries, state, failure } = await run({
		client: new MarketplaceClient(input.transport, timing, { deadline }),
		state: known?.state,
		account,
		settings,
		now: () => timing.now(),
		deadline,
	});
	if (turnedAway(failure)) claim.notListed();
	if (!claim.holds()) return null;

	const items = deliveries.flatMap(input.present);
	if (state) Object.assign(staticData, writeState(state, listedAt));
	if (items.length > 0) return items;
	if (failure !== undefined) throw failure;
	return null;
}

function sinceMs(date: DateTime | undefined, timing: Timing): number | undefined {
	return date && timing.now().diff(date).milliseconds;
}

/** Whether the marketplace never got as far as making a listing. */
function turnedAway(failure: unknown): boolean {
	if (!(failure instanceof MarketplaceError)) return false;
	const { kind, maybeCarriedOut } = failure;
	return (
		['unauthorized', 'forbidden', 'redirected', 'notFound'].includes(kind) ||
		(kind === 'noAnswer' && !maybeCarriedOut)
	);
}
