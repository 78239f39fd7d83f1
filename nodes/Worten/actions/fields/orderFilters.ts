import type { INodeProperties } from 'n8n-workflow';
import { statusOptions } from '../../fields/statusOptions';

export const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [
		{
			displayName: 'Channel Names or IDs',
			name: 'channels',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getChannels' },
			default: [],
			description:
				'Only orders of these channels: at Worten, the countries. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: 'Created After',
			name: 'createdAfter',
			type: 'dateTime',
			default: '',
			description: 'Only orders placed at or after this moment',
		},
		{
			displayName: 'Created Before',
			name: 'createdBefore',
			type: 'dateTime',
			default: '',
			description: 'Only orders placed before this moment',
		},
		{
			displayName: 'Fulfillment Centers',
			name: 'fulfillmentCenters',
			type: 'string',
			default: '',
			placeholder: 'e.g. DEFAULT',
			description:
				'Only orders sent from these centres: their codes, with commas between them. DEFAULT is your own warehouse.',
		},
		{
			displayName: 'Has Incident',
			name: 'hasIncident',
			type: 'boolean',
			default: true,
			description: 'Whether to return only orders with an open incident, or only those without',
		},
		{
			displayName: 'Order IDs',
			name: 'orderIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. 30638830-A, 30638831-A',
			description: 'Only these orders: their numbers, with commas between them',
		},
		{
			displayName: 'Statuses',
			name: 'statuses',
			type: 'multiOptions',
			options: statusOptions,
			default: [],
			description: 'Only orders at one of these statuses. None chosen means all.',
		},
		{
			displayName: 'Updated After',
			name: 'updatedAfter',
			type: 'dateTime',
			default: '',
			description:
				'Only orders changed at or after this moment. The marketplace goes back a little further to miss none.',
		},
		{
			displayName: 'Updated Before',
			name: 'updatedBefore',
			type: 'dateTime',
			default: '',
			description: 'Only orders last changed before this moment',
		},
	],
};
