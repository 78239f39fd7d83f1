/*
 * What this process remembers of its nodes. n8n has no lock around polls: two polls of one node can
 * overlap, and a workflow can be switched off and on while one is under way. Kept per workflow and
 * node. Nothing here decides what is delivered: that is in static data alone.
 */

/** OR11 may be asked for a listing once a minute. */
const LISTING_INTERVAL_MS = 60_000;

/** A poll this close to its turn waits for it instead of leaving it to the next. */
const WAIT_AT_MOST_MS = 5_000;

/** No poll lasts this long: one that was begun before is lost. */
const LOST_AFTER_MS = 10 * 60_000;

/** One poll's hold on its node. */
export interface Claim {
	/** False once a later poll has taken over: what this one found must not be delivered. */
	holds(): boolean;
	/**
	 * How long until the next listing of this shop may be asked for, in milliseconds.
	 *
	 * @param elapsedMs since the last listing by what static data says, which may have been made by
	 * another process. Negative when a clock was set back; then it says nothing.
	 */
	waitMs(shop: string, elapsedMs: number | undefined): number;
	/** A listing is asked for now. */
	listing(shop: string): void;
	/** It was turned away (a wrong key) and does not count. */
	notListed(): void;
	/**
	 * Where the last poll got to, if it delivered nothing and static data is as it found it.
	 *
	 * @param markedAt when the node's bookmark was made, as text: after a renaming, static data alone
	 * would look as it did before the first poll of all
	 */
	kept(
		staticData: Readonly<Record<string, unknown>>,
		markedAt: string | undefined,
	): Record<string, unknown> | undefined;
	/** Keep where this poll got to, or nothing. */
	keep(state: Record<string, unknown> | undefined): void;
	release(): void;
}

/** A clock that only goes forward, in milliseconds since this process began. */
export type Monotonic = () => number;

/**
 * What a poll reached that found nothing. n8n saves static data only with what is delivered (its
 * durable cursors apart), so a scheduled poll finds it as it was at the last delivery: each would
 * read the same window again, and a sweep that found nothing would begin anew. Nothing is lost
 * should n8n have thrown that poll's result away: there was nothing in it.
 */
interface Kept {
	/** When static data was written, as the poll found it. */
	readonly foundAt: unknown;
	readonly state: Record<string, unknown>;
}

interface Poll {
	readonly staticData: object;
	/** An earlier poll had the same static data: it stays in memory as long as the activation does. */
	readonly staying: boolean;
	readonly since: number;
	readonly ended: Promise<void>;
	readonly end: () => void;
}

interface Memory {
	poll?: Poll;
	listed?: { shop: string; at: number };
	kept?: Kept;
	/** Static data of earlier polls. */
	readonly seen: WeakSet<object>;
}

/** The nodes that polls of this process have claimed. */
export class Claims {
	private readonly nodes = new Map<string, Memory>();

	/**
	 * Claim a node for a poll.
	 *
	 * While another poll of the same node is under way, there is no claim to be had. If that other poll
	 * belongs to an earlier activation of the workflow (its static data is another object), what it
	 * finds would be saved where the present activation does not see it, and be delivered twice: it
	 * loses its hold and delivers nothing, and the orders come with a later poll. Not so where n8n
	 * reads static data anew for every poll: there another object says nothing.
	 */
	take(node: string, staticData: object, monotonic: Monotonic): Claim | undefined {
		const memory = this.nodes.get(node) ?? { seen: new WeakSet() };
		this.nodes.set(node, memory);
		const since = monotonic();
		const staying = memory.seen.has(staticData);
		memory.seen.add(staticData);
		const other = memory.poll;
		const superseded = other?.staying && other.staticData !== staticData;
		if (other && !superseded && since - other.since < LOST_AFTER_MS) return undefined;
		const poll = begin(staticData, since, staying);
		memory.poll = poll;
		other?.end();
		const before = memory.listed;
		let foundAt: unknown;
		return {
			holds: () => memory.poll === poll,
			waitMs: (shop, elapsedMs) => waitMs(memory, shop, elapsedMs, monotonic()),
			listing: (shop) => {
				memory.listed = { shop, at: monotonic() };
			},
			notListed: () => {
				memory.listed = before;
			},
			kept: ({ listedAt }, markedAt) => {
				foundAt = `${String(listedAt)} ${String(markedAt)}`;
				return memory.kept?.foundAt === foundAt ? memory.kept?.state : undefined;
			},
			keep: (state) => {
				memory.kept = state && { foundAt, state };
			},
			release: () => {
				if (memory.poll === poll) memory.poll = undefined;
				poll.end();
			},
		};
	}

	/**
	 * When the poll that holds this node has ended. A poll that finds it held waits for that: n8n
	 * (2.40) takes the means to evaluate expressions from both when the first of two polls ends, and the
	 * fields of a credential can be expressions (a key kept in a vault is one).
	 */
	async ended(node: string): Promise<void> {
		await this.nodes.get(node)?.poll?.ended;
	}
}

function begin(staticData: object, since: number, staying: boolean): Poll {
	let end = () => {};
	const ended = new Promise<void>((resolve) => {
		end = resolve;
	});
	return { staticData, since, staying, ended, end };
}

function waitMs(
	{ listed }: Memory,
	shop: string,
	elapsedMs: number | undefined,
	now: number,
): number {
	const own = listed?.shop === shop ? listed.at : undefined;
	const waits = [0];
	if (own !== undefined) waits.push(LISTING_INTERVAL_MS - (now - own));
	if (elapsedMs !== undefined) {
		if (elapsedMs >= 0) waits.push(LISTING_INTERVAL_MS - elapsedMs);
		// n8n saves static data only when something is delivered, so a process younger than a minute
		// cannot know when the one before it last asked.
		if (own === undefined) waits.push(LISTING_INTERVAL_MS - now);
	}
	return Math.max(...waits);
}

/** How long a poll should wait for its turn, or `undefined` to leave it to the next poll. */
export function worthWaiting(wait: number): number | undefined {
	return wait <= WAIT_AT_MOST_MS ? wait : undefined;
}
