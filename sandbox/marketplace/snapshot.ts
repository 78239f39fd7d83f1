import type { JournalEntry } from './journal';
import type { Order } from './order';
import { mergeSettings } from './settings';
import type { Settings } from './settings';
import type { Counters, World } from './world';

/** The whole of a marketplace as plain JSON. */
export interface Snapshot {
	format: 1;
	settings: Settings;
	counters: Counters;
	balance: number | null;
	orders: Order[];
	journal: JournalEntry[];
}

/** How much of the journal is kept between two starts. */
const journalKept = 20000;

export function saveWorld(world: World): Snapshot {
	return {
		format: 1,
		settings: world.settings,
		counters: world.counters,
		balance: world.balance,
		orders: [...world.book.all()],
		journal: world.journal.slice(-journalKept),
	};
}

/** @throws Error for a file of another kind */
export function restoreWorld(world: World, snapshot: Snapshot): void {
	if (snapshot.format !== 1 || !Array.isArray(snapshot.orders))
		throw new Error('This is not a state the sandbox can read');
	world.settings = mergeSettings(world.settings, snapshot.settings);
	Object.assign(world.counters, snapshot.counters);
	world.balance = snapshot.balance;
	world.book.clear();
	for (const order of snapshot.orders) world.book.add(structuredClone(order));
	world.journal.length = 0;
	world.journal.push(...snapshot.journal);
	if (world.settings.visibilityDelayMs > 0) world.book.keepAll();
	world.planAll();
}
