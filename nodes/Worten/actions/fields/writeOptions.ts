import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import { isGiven } from '../../given';
import { OrderProblem } from '../../orders/problem';
import { plainIssue } from '../../plainIssue';
import { gaveNothing, yesNo, type Item } from '../item';

/** Options every operation that changes something has. */
export const writeOptionFields: INodeProperties[] = [
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description:
			'Whether to check everything and say what would be sent, but send nothing. Use it to try a workflow out.',
	},
	{
		displayName: 'If Already Done',
		name: 'ifAlreadyDone',
		type: 'options',
		options: [
			{
				name: 'Fail',
				value: 'fail',
				description: 'Treat it as an error',
			},
			{
				name: 'Succeed',
				value: 'succeed',
				description: 'Send nothing and carry on; the output says that it was done before',
			},
		],
		default: 'succeed',
		description:
			'What to do when the order already is as it should be, for example when a workflow runs again',
	},
];

/** The "Options" collection of a writing operation: its own fields and those of every write. */
export function writeOptionsField(own: INodeProperties[] = []): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [...own, ...writeOptionFields].sort((a, b) =>
			a.displayName.localeCompare(b.displayName),
		),
	};
}

const schema = z
	.object({
		dryRun: yesNo(false),
		ifAlreadyDone: z
			.enum(['succeed', 'fail'])
			.nullish()
			.transform((value) => value ?? 'succeed'),
	})
	.passthrough();

export interface WriteOptions {
	readonly dryRun: boolean;
	readonly ifAlreadyDone: 'succeed' | 'fail';
}

/**
 * The options of one item.
 * @throws OrderProblem when one cannot be read, or its expression gave nothing: that must not turn a
 * trial into the real thing
 */
export function readWriteOptions(item: Item): WriteOptions {
	const options = item.options();
	for (const { name, displayName } of writeOptionFields) {
		if (name in options && !isGiven(options[name])) {
			throw gaveNothing(`for the option "${displayName}"`);
		}
	}
	const parsed = schema.safeParse(options);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	const field = writeOptionFields.find(({ name }) => name === issue.path[0]);
	throw new OrderProblem(
		`The option "${field?.displayName ?? issue.path.join('.')}" cannot be used: it ${plainIssue(issue, options)}`,
		'"Dry Run" is on or off; "If Already Done" is "succeed" or "fail".',
	);
}
