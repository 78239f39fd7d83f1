import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import { OrderProblem } from '../../orders/problem';
import { yesNo, type Item } from '../item';

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
		ifAlreadyDone: z.enum(['succeed', 'fail']).default('succeed'),
	})
	.passthrough();

export interface WriteOptions {
	readonly dryRun: boolean;
	readonly ifAlreadyDone: 'succeed' | 'fail';
}

/**
 * The options of one item.
 * @throws OrderProblem
 */
export function readWriteOptions(item: Item): WriteOptions {
	const parsed = schema.safeParse(item.options());
	if (parsed.success) return parsed.data;
	throw new OrderProblem(
		`The option "${parsed.error.issues[0].path.join('.')}" has a value that cannot be used`,
		'"Dry Run" is on or off; "If Already Done" is "succeed" or "fail".',
	);
}
