import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import { parseLineIds } from '../../orders/lines';

/** "All" or "Selected" lines, and which. The line list offers the lines of the chosen order. */
export function lineFields(verb: string): INodeProperties[] {
	return [
		{
			displayName: 'Lines',
			name: 'lines',
			type: 'options',
			options: [
				{ name: 'All Lines', value: 'all' },
				{ name: 'Selected Lines', value: 'selected' },
			],
			default: 'all',
			description: `Whether to ${verb} the whole order or only some of its lines`,
		},
		{
			displayName: 'Line Names or IDs',
			name: 'lineIds',
			type: 'multiOptions',
			required: true,
			typeOptions: { loadOptionsMethod: 'getOrderLines', loadOptionsDependsOn: ['orderId.value'] },
			default: [],
			displayOptions: { show: { lines: ['selected'] } },
			description:
				'The lines. By expression: a list of line IDs, or text with commas between them. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
	];
}

/** The parameters of `lineFields`. */
export const lineShape = {
	lines: z
		.enum(['all', 'selected'])
		.nullish()
		.transform((value) => value ?? 'all'),
	lineIds: z.unknown().transform((value) => parseLineIds(value ?? [])),
};
