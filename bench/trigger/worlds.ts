import type { FaultRates, SettingsPatch } from '../../sandbox';

/** One kind of marketplace, clock or mishap to poll in. */
export interface WorldKind {
	readonly name: string;
	/** How far n8n's clock is ahead of the marketplace's, in milliseconds. */
	readonly skewMs: number;
	readonly sandbox: SettingsPatch;
	/** Nobody polls during these hours since the beginning. */
	readonly down?: { readonly fromHour: number; readonly toHour: number };
}

export const WORLDS: readonly WorldKind[] = [
	{ name: 'clock exact', skewMs: 0, sandbox: {} },
	{ name: 'clock 30 s ahead', skewMs: 30_000, sandbox: {} },
	{ name: 'clock 10 min behind', skewMs: -600_000, sandbox: {} },
	{
		name: 'no ms, 5 s late',
		skewMs: 0,
		sandbox: { datesWithoutMilliseconds: true, visibilityDelayMs: 5_000, updateDelta: 0 },
	},
	{ name: 'down for 10 h', skewMs: 0, sandbox: {}, down: { fromHour: 57, toHour: 67 } },
];

/** Reads that go wrong: 5 % in all. */
export const FAULTY: Partial<FaultRates> = {
	tooManyRequests: 0.01,
	serverError: 0.01,
	htmlError: 0.005,
	resetBefore: 0.005,
	resetAfter: 0.005,
	truncated: 0.01,
	empty: 0.0025,
	hangBefore: 0.0025,
};
