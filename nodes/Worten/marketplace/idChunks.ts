import { attempt, type Attempt } from '../attempt';
import { MarketplaceError } from './errors';
import { LARGEST_PAGE } from './requests';

/** Ids are opaque, but none is longer than this: something else was put in its place. */
const LONGEST_ID = 100;

/** What the ids of one call may take of its address: servers and proxies refuse some 8,000 characters. */
const LONGEST_LIST = 4_000;

/** So many refusals in a row, and the fault lies not with single ids. */
const PATIENCE = 16;

/**
 * Whether there can be an order of this id at all. Lists of ids have commas between them: an id with
 * one would be taken for two.
 */
export function canBeOrderId(id: string): boolean {
	return id.length <= LONGEST_ID && !/[\p{Cc}\p{Cs},]/u.test(id);
}

/**
 * Ids in groups that fit into one call: 100 at most, and an address that is not too long.
 * @param overhead characters of the address each id takes besides its own
 */
export function idChunks(ids: readonly string[], overhead = '%2C'.length): string[][] {
	const chunks: string[][] = [];
	let room = 0;
	for (const id of ids) {
		const length = encodeURIComponent(id).length + overhead;
		const last = chunks.at(-1);
		if (last === undefined || last.length >= LARGEST_PAGE || length > room) {
			chunks.push([id]);
			room = LONGEST_LIST - length;
		} else {
			last.push(id);
			room -= length;
		}
	}
	return chunks;
}

export interface ChunkAnswer<T> {
	readonly ids: readonly string[];
	readonly answer: Attempt<T>;
}

/**
 * Ask for ids group by group. A group the marketplace refuses is asked for in halves, until the id
 * it does not like stands alone: one bad id harms no other. Never throws.
 *
 * @param mayBeAnId whether such a failure may be the fault of a single id
 */
export async function askInChunks<T>(
	chunks: readonly string[][],
	ask: (ids: readonly string[]) => Promise<T>,
	mayBeAnId: (error: MarketplaceError) => boolean,
): Promise<Array<ChunkAnswer<T>>> {
	const answers: Array<ChunkAnswer<T>> = [];
	let refusedInARow = 0;
	const waiting = [...chunks];
	for (let ids = waiting.shift(); ids !== undefined; ids = waiting.shift()) {
		const asked = ids;
		const answer = await attempt(async () => await ask(asked));
		if (answer.ok) refusedInARow = 0;
		else if (answer.error instanceof MarketplaceError && mayBeAnId(answer.error)) {
			refusedInARow += 1;
			if (ids.length > 1 && refusedInARow < PATIENCE) {
				const middle = Math.ceil(ids.length / 2);
				waiting.unshift(ids.slice(0, middle), ids.slice(middle));
				continue;
			}
		}
		answers.push({ ids, answer });
	}
	return answers;
}
