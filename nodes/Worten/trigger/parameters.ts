import type { IPollFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { OrderProblem } from '../orders/problem';
import { STATUSES, type KnownStatus } from '../orders/status';
import { EVENT_TYPES } from './eventType';
import type { TriggerSettings } from './settings';

/** Everything the node's fields say: how to look, and how to show what is found. */
export interface TriggerParameters {
	readonly settings: TriggerSettings;
	readonly simplify: boolean;
	readonly splitLines: boolean;
}

/** A list from a multiple choice, from an expression giving an array, or from text with commas. */
const list = z
	.union([z.array(z.union([z.string(), z.number()])), z.string(), z.number()])
	.nullish()
	.transform((value) =>
		(Array.isArray(value) ? value.map(String) : String(value ?? '').split(','))
			.map((entry) => entry.trim())
			.filter((entry) => entry !== ''),
	);

/** A whole number between two limits; its default when the field is not there. */
const whole = (least: number, most: number, otherwise: number) =>
	z
		.union([z.number(), z.string().trim().min(1).transform(Number)])
		.nullish()
		.transform((value) => value ?? otherwise)
		.refine(
			(value) => Number.isInteger(value) && value >= least && value <= most,
			`has to be a whole number from ${least} to ${most}`,
		);

const yesNo = (otherwise: boolean) =>
	z
		.boolean()
		.nullish()
		.transform((value) => value ?? otherwise);

const options = z
	.object({
		channels: list,
		fulfillmentCenters: list,
		dailySweep: yesNo(true),
		sweepHour: whole(0, 23, 4),
		sweepDays: whole(1, 30, 5),
		firstRun: z
			.enum(['fromNow', 'lastDays'])
			.nullish()
			.transform((value) => value ?? 'fromNow'),
		firstRunDays: whole(1, 30, 5),
		overlapMinutes: whole(0, 1440, 10),
		maxOrdersPerPoll: whole(1, 5_000, 500),
		dueSoonHours: whole(1, 720, 24),
		stuckHours: whole(1, 720, 24),
		splitLines: yesNo(false),
		taxMode: z
			.enum(['marketplace', 'TAX_INCLUDED', 'TAX_EXCLUDED'])
			.nullish()
			.transform((value) => (value === 'marketplace' ? undefined : (value ?? undefined))),
	})
	.passthrough();

/** The fields as they are called in the editor. */
const LABELS: Record<string, string> = {
	events: 'Events',
	statuses: 'Statuses',
	simplify: 'Simplify',
	channels: 'Channels',
	fulfillmentCenters: 'Fulfillment Centers',
	dailySweep: 'Daily Sweep',
	sweepHour: 'Sweep Hour',
	sweepDays: 'Sweep Days',
	firstRun: 'First Run',
	firstRunDays: 'First Run Days',
	overlapMinutes: 'Overlap Minutes',
	maxOrdersPerPoll: 'Max Orders per Poll',
	dueSoonHours: 'Due Soon Hours',
	stuckHours: 'Stuck Hours',
	splitLines: 'Split Lines',
	taxMode: 'Tax Mode',
};

function chosen<T extends string>(field: string, known: readonly T[], names: string[]): Set<T> {
	const wrong = names.find((name) => !(known as readonly string[]).includes(name));
	if (wrong !== undefined) {
		throw new OrderProblem(`${field}: there is no "${wrong}"`, `Choose from: ${known.join(', ')}.`);
	}
	return new Set(names as T[]);
}

/**
 * Read and check the node's fields.
 * @throws OrderProblem naming the field and what it takes
 */
export function readParameters(
	context: Pick<IPollFunctions, 'getNodeParameter' | 'getTimezone'>,
): TriggerParameters {
	const read = z
		.object({ events: list, statuses: list, simplify: yesNo(true), options })
		.safeParse({
			events: context.getNodeParameter('events', []),
			statuses: context.getNodeParameter('statuses', []),
			simplify: context.getNodeParameter('simplify', true),
			options: context.getNodeParameter('options', {}),
		});
	if (!read.success) {
		const { message, path } = read.error.issues[0];
		const name = String(path.at(-1) ?? 'options');
		throw new OrderProblem(
			`${LABELS[name] ?? name}: ${message}`,
			'Correct the field of that name in the Worten Trigger.',
		);
	}
	const events = chosen('Events', EVENT_TYPES, read.data.events);
	if (events.size === 0) {
		throw new OrderProblem(
			'No event is chosen, so nothing would ever start this workflow',
			'Choose at least one under Events.',
		);
	}
	const statuses = chosen<KnownStatus>('Statuses', STATUSES, read.data.statuses);
	const { options: set, simplify } = read.data;
	return {
		simplify,
		splitLines: set.splitLines,
		settings: {
			rules: {
				events,
				statuses,
				channels: new Set(set.channels),
				fulfillmentCenters: new Set(set.fulfillmentCenters),
				dueSoonHours: set.dueSoonHours,
				stuckHours: set.stuckHours,
			},
			firstRun: set.firstRun === 'fromNow' ? 'fromNow' : { days: set.firstRunDays },
			overlapMinutes: set.overlapMinutes,
			maxOrdersPerPoll: set.maxOrdersPerPoll,
			dailySweep: set.dailySweep,
			sweepHour: set.sweepHour,
			sweepDays: set.sweepDays,
			taxMode: set.taxMode,
			timeZone: context.getTimezone(),
		},
	};
}
