import { DateTime } from 'luxon';
import { z } from 'zod';
import { accountSchema, type Account } from './account';
import { Ledger } from './ledger';
import { SWEEP_PARTS, type SweepPart } from './sweep';

/*
 * What the trigger remembers between polls, in n8n's static data of the node. It is rewritten whole
 * on every save and keyed by the node's name. All instants are the marketplace's own, but for
 * `listedAt`.
 */

/** The kinds of listing a poll can make. Each poll makes one. */
export const LOOKS = ['window', 'sweep', 'watch'] as const;
export type Look = (typeof LOOKS)[number];

export interface Progress {
	/** Every change up to here has been read. */
	readonly cursor: DateTime;
	/** All that happened up to here counts as told: the trigger began here, or has forgotten since. */
	readonly settled: DateTime;
	/** After a renaming: orders created after this and not in the ledger are new, although `settled` is later. */
	readonly newSince?: DateTime;
	/** The marketplace's clock when it last answered. */
	readonly serverDate: DateTime;
	/** A window not read to its end, and the creation date reached. */
	readonly window?: { readonly from: DateTime; readonly to: DateTime; readonly place: DateTime };
	/** A sweep not yet at its end. */
	readonly sweep?: {
		readonly part: SweepPart;
		readonly from: DateTime;
		readonly place?: DateTime;
		/** The first look at what was there before the trigger began. */
		readonly quiet?: boolean;
	};
	/** The day of the last sweep begun, in the workflow's time zone. */
	readonly swept?: string;
	/** A look at open orders for what time brings about, not yet at its end. */
	readonly watch?: { readonly place: DateTime; readonly dueAt?: DateTime };
	/** When time alone will next bring something about; with the hours this was reckoned with. */
	readonly dueAt?: DateTime;
	readonly dueFor?: string;
	readonly lastLook: Look;
	/** Windows read since the last look at open orders. */
	readonly windowsSinceWatch: number;
	/** When the ledger last forgot, and the cursor at that time. */
	readonly tidied: { readonly day: string; readonly cursor: DateTime };
}

export interface TriggerState {
	readonly account: Account;
	/**
	 * How often the node has begun without a memory under its name. n8n keeps what stood under a name
	 * the node had before: of two memories the one with the higher count is the present one.
	 */
	readonly life: number;
	readonly progress: Progress;
	readonly ledger: Ledger;
}

const FORMAT = 1;

const instant = z
	.string()
	.transform((text) => DateTime.fromISO(text, { zone: 'utc' }))
	.refine((date) => date.isValid, 'is not a date');

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Records of the ledger by day. */
const byDay = z.record(day, z.string());

const progress = z.object({
	cursor: instant,
	settled: instant,
	newSince: instant.optional(),
	serverDate: instant,
	window: z.object({ from: instant, to: instant, place: instant }).optional(),
	sweep: z
		.object({
			part: z.enum(SWEEP_PARTS),
			from: instant,
			place: instant.optional(),
			quiet: z.boolean().optional(),
		})
		.optional(),
	swept: day.optional(),
	watch: z.object({ place: instant, dueAt: instant.optional() }).optional(),
	dueAt: instant.optional(),
	dueFor: z.string().optional(),
	lastLook: z.enum(LOOKS),
	windowsSinceWatch: z.number().int().nonnegative(),
	tidied: z.object({ day, cursor: instant }),
});

const written = z.object({
	format: z.literal(FORMAT),
	account: accountSchema,
	life: z.number().int().nonnegative(),
	listedAt: instant,
	progress,
	orders: byDay,
	particulars: byDay,
});

export interface LoadedState {
	state: TriggerState;
	/** When the node last asked for a listing, by the clock of the machine that did. */
	listedAt: DateTime;
}

/**
 * Read the state from static data. `undefined` when there is none, or none of ours: the node then
 * begins anew. That is also what a renamed node comes to, since n8n keys static data by name.
 */
export function loadState(staticData: unknown): LoadedState | undefined {
	const parsed = written.safeParse(staticData);
	if (!parsed.success) return undefined;
	const { account, life, listedAt, progress: read, orders, particulars } = parsed.data;
	return {
		state: { account, life, progress: read, ledger: new Ledger({ orders, particulars }) },
		listedAt,
	};
}

/** The state as top-level keys of static data: n8n notices changes of those, and of no others. */
export function writeState(
	{ account, life, progress: reached, ledger }: TriggerState,
	listedAt: DateTime,
): Record<string, unknown> {
	return {
		format: FORMAT,
		account,
		life,
		listedAt: listedAt.toUTC().toISO(),
		progress: JSON.parse(JSON.stringify(reached)) as unknown,
		...ledger.write(),
	};
}
