import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { RESOURCES, resourceFields } from './actions/resources';
import { execute } from './actions/router';
import { wortenApiTest } from './methods/credentialTest';
import { searchOrders } from './methods/listSearch';
import { getCarriers, getChannels, getOrderLines, getRefundReasons } from './methods/loadOptions';

export class Worten implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Worten',
		name: 'worten',
		icon: { light: 'file:worten.svg', dark: 'file:worten.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Accept, refuse, ship and refund the orders of your shop on the Worten marketplace',
		defaults: { name: 'Worten' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'wortenApi', required: true, testedBy: 'wortenApiTest' }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: RESOURCES.map(({ name, value }) => ({ name, value })),
				default: 'order',
			},
			...resourceFields,
		],
	};

	methods = {
		credentialTest: { wortenApiTest },
		listSearch: { searchOrders },
		loadOptions: { getCarriers, getChannels, getOrderLines, getRefundReasons },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this);
	}
}
