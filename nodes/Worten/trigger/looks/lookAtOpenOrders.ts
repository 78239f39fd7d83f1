import { earliest } from '../../orders/instant';
import { statesOfStatus, type KnownStatus } from '../../orders/status';
import { reckoning } from '../nextLook';
import type { Progress } from '../state';
import { read, readerFor, type Looked, type LookInput } from './look';

/** Orders something is still expected of: those that can become due, and new ones. */
const OPEN: readonly KnownStatus[] = ['waiting_acceptance', 'accepted', 'waiting_shipment'];

/**
 * All open orders, when time alone has brought something about: their data is needed, and they do
 * not show in any window. Filtering by state is safe here and only here: an order that leaves this
 * listing has changed, is no longer due and shows in a window.
 */
export async function lookAtOpenOrders(input: LookInput, before: Progress): Promise<Looked> {
	const dueFor = reckoning(input.settings.rules);
	// Begun with other hours or filters: what was looked at already has to be looked at again.
	const progress = before.dueFor === dueFor ? before : { ...before, watch: undefined };
	const listing = await read(input, {
		query: { order_state_codes: OPEN.flatMap((status) => [...statesOfStatus(status)]) },
		place: progress.watch?.place,
		// Open orders stay in the ledger as long as they are open, however long nothing happens.
		begin: () => ({ reader: readerFor(input, progress, { renew: true }) }),
	});
	if (!listing.reader) return { listing, progress };

	// What windows find while this goes on over several polls is kept apart from what it finds itself.
	const fromWindows = progress.watch ? progress.dueAt : undefined;
	const found = earliest(progress.watch?.dueAt, listing.reader.dueAt);
	if (listing.complete) {
		const dueAt = earliest(fromWindows, found);
		return { listing, progress: { ...progress, dueFor, watch: undefined, dueAt } };
	}
	const place = listing.reader.place ?? progress.watch?.place;
	if (!place) return { listing, progress };
	const watch = { place, dueAt: found };
	return { listing, progress: { ...progress, dueFor, watch, dueAt: fromWindows } };
}
