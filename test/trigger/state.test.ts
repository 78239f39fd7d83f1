import { DateTime } from 'luxon';
import { findBookmark, writeBookmark, type Bookmark } from '../../nodes/Worten/trigger/bookmark';
import { Ledger } from '../../nodes/Worten/trigger/ledger';
import { loadState, writeState, type TriggerState } from '../../nodes/Worten/trigger/state';

const at = (text: string) => DateTime.fromISO(text, { zone: 'utc' });
const listedAt = at('2026-03-02T08:15:00.123Z');

const state = (): TriggerState => ({
	life: 3,
	account: { shop: 'a', foundBy: 'b', marketplace: 'm' },
	progress: {
		cursor: at('2026-03-02T08:00:00Z'),
		settled: at('2026-03-01T08:00:00Z'),
		serverDate: at('2026-03-02T08:15:00Z'),
		window: {
			from: at('2026-03-02T07:50:00Z'),
			to: at('2026-03-02T08:14:00Z'),
			place: at('2026-03-01T10:00:00Z'),
		},
		sweep: { part: 'created', from: at('2026-02-25T08:00:00Z') },
		swept: '2026-03-02',
		watch: { place: at('2026-03-01T10:00:00Z'), dueAt: at('2026-03-03T10:00:00Z') },
		dueAt: at('2026-03-02T10:00:00Z'),
		dueFor: '24 24',
		lastLook: 'sweep',
		windowsSinceWatch: 2,
		tidied: { day: '2026-03-02', cursor: at('2026-03-02T00:00:00Z') },
	},
	ledger: new Ledger(),
});

const throughDatabase = (data: Record<string, unknown>): unknown =>
	JSON.parse(JSON.stringify(data));

describe('what is remembered between polls', () => {
	it('comes back from static data as it went in', () => {
		const loaded = loadState(throughDatabase(writeState(state(), listedAt)));
		expect(loaded).toEqual({ state: state(), listedAt });
	});

	it('comes back with nothing under way', () => {
		const { progress, ...rest } = state();
		const { window, sweep, watch, dueAt, dueFor, swept, ...bare } = progress;
		expect([window, sweep, watch, dueAt, dueFor, swept]).not.toContain(undefined);
		const written = writeState({ ...rest, progress: bare }, listedAt);
		expect(loadState(throughDatabase(written))?.state.progress).toEqual(bare);
	});

	it.each([
		undefined,
		null,
		'text',
		[],
		{ format: 1 },
		{ ...writeState(state(), listedAt), format: 2 },
		{ ...writeState(state(), listedAt), progress: { cursor: 'x' } },
		{ ...writeState(state(), listedAt), orders: { yesterday: '' } },
		{ ...writeState(state(), listedAt), orders: { '2026-03-02': 7 } },
	])('is not taken from what is not ours: %#', (foreign) => {
		expect(loadState(foreign)).toBeUndefined();
	});

	it('survives text in the ledger that is damaged', () => {
		const written = { ...writeState(state(), listedAt), orders: { '2026-03-02': '%%%' } };
		expect(loadState(written)?.state.ledger.size).toBe(0);
	});
});

describe('the bookmark', () => {
	const bookmark: Bookmark = {
		account: { shop: 'a', foundBy: 'b', marketplace: 'm' },
		cursor: at('2026-03-02T08:00:00Z'),
		newSince: at('2026-03-01T08:00:00Z'),
		told: [{ orders: {}, particulars: {} }],
		life: 3,
		listedAt,
		undated: { orders: {}, particulars: {} },
	};

	it('is found by the node’s id alone', () => {
		const data = throughDatabase(writeBookmark('node-1', bookmark)) as Record<string, unknown>;
		expect(findBookmark(data, 'node-1')).toEqual(bookmark);
		expect(findBookmark(data, 'node-2')).toBeUndefined();
		expect(findBookmark({ 'wortenTrigger node-1': 'x' }, 'node-1')).toBeUndefined();
	});
});
