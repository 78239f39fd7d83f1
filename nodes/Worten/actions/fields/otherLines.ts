import type { INodeProperties } from 'n8n-workflow';

/** What becomes of the lines that were not selected: OR21 wants a decision for every line. */
export function otherLinesField(decision: 'accept' | 'refuse'): INodeProperties {
	const other =
		decision === 'accept'
			? { name: 'Refuse Them', value: 'refuse', description: 'They are cancelled for the customer' }
			: { name: 'Accept Them', value: 'accept', description: 'You commit to sending them' };
	return {
		displayName: 'Other Lines',
		name: 'otherLines',
		type: 'options',
		options: [
			{
				name: 'Fail if There Are Any',
				value: 'fail',
				description: 'Send nothing when lines are left without a decision',
			},
			other,
		],
		default: 'fail',
		displayOptions: { show: { lines: ['selected'] } },
		description: 'Worten wants a decision for every line: what becomes of those you did not select',
	};
}
