import { MarketplaceClient, type Timing } from '../marketplace/client';
import { MarketplaceError } from '../marketplace/errors';
import type { Transport } from '../marketplace/transport';
import { identify, type CredentialView } from './account';
import { findBookmark, makeBookmark, writeBookmark } from './bookmark';
import { worthWaiting, type Claim, type Claims, type Monotonic } from './claim';
import type { Delivery } from './delivery';
import { Ledger } from './ledger';
import { run } from './run';
import type { TriggerSettings } from './settings';
import { loadState, writeState } from './state';

export interface TurnInput<Item> {
	readonly workflowId: string;
	readonly nodeId: string;
	/** The node's static data: read at the beginning, changed at the end. */
	readonly nodeData: Record<string, unknown>;
	/** The workflow's static data, likewise. */
	readonly workflowData: Record<string, unknown>;
	readonly transport: Transport;
	readonly credential: CredentialView;
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
 * @throws MarketplaceError when nothing is delivered and a call failed
 */
export async function takeTurn<Item>(input: TurnInput<Item>): Promise<Item[] | null> {
	const { claims, workflowId, nodeId, nodeData, monotonic } = input;
	const node = `${workflowId} ${nodeId}`;
	const claim = claims.take(node, nodeData, monotonic);
	if (!claim) {
		await claims.ended(node);
		return null;
	}
	try {
		return await look(input, claim);
	} finally {
		claim.release();
	}
}

async function look<Item>(input: TurnInput<Item>, claim: Claim): Promise<Item[] | null> {
	const { nodeData, workflowData, nodeId, settings, timing } = input;
	const deadline = timing.now().plus(input.patienceMs);
	const client = new MarketplaceClient(input.transport, timing, { deadline });

	const bookmark = findBookmark(workflowData, nodeId);
	const markedAt = bookmark?.listedAt.toISO() ?? undefined;
	const loaded = loadState(claim.kept(nodeData, markedAt) ?? nodeData);
	const before = loaded?.state.account ?? bookmark?.account;
	const account = await identify(input.credential, client, before);
	// The orders of another shop have nothing to do with those remembered.
	const marked = bookmark?.account.shop === account.shop ? bookmark : undefined;
	const outlived = loaded && bookmark && bookmark.life > loaded.state.life;
	const known = loaded?.state.account.shop === account.shop && !outlived ? loaded : undefined;
	const life = known?.state.life ?? 1 + Math.max(loaded?.state.life ?? 0, bookmark?.life ?? 0);

	const listedBefore = known?.listedAt ?? marked?.listedAt;
	const elapsedMs = listedBefore && timing.now().diff(listedBefore).milliseconds;
	const wait = worthWaiting(claim.waitMs(account.shop, elapsedMs));
	if (wait === undefined) return null;
	if (wait > 0) await timing.wait(wait);

	const listedAt = timing.now();
	claim.listing(account.shop);
	const ledger =
		known?.state.ledger ?? new Ledger(...(marked ? [marked.undated, ...marked.told] : []));
	const outcome = await run({
		client,
		deadline,
		settings,
		ledger,
		progress: known?.state.progress,
		resumption: marked,
		now: () => timing.now(),
	});
	if (turnedAway(outcome.failure)) claim.notListed();
	if (!claim.holds()) return null;

	const items = outcome.deliveries.flatMap(input.present);
	const { progress, failure, noted } = outcome;
	if (progress) {
		const state = writeState({ account, life, progress, ledger }, listedAt);
		claim.keep(items.length > 0 ? undefined : state);
		Object.assign(nodeData, state);
		const made = makeBookmark(marked, {
			account,
			life,
			before: known?.state.progress,
			progress,
			listedAt,
			ledger,
			noted,
		});
		Object.assign(workflowData, writeBookmark(nodeId, made));
	}
	if (items.length > 0) return items;
	if (failure !== undefined) throw failure;
	return null;
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
