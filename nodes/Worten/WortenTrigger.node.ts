import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { simplifyField } from './fields/simplify';
import { wortenApiTest } from './methods/credentialTest';
import { getChannels } from './methods/loadOptions';
import { eventsField, optionsField, pollTimesField, statusesField } from './trigger/fields';
import { poll } from './trigger/poll';

export class WortenTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Worten Trigger',
		name: 'wortenTrigger',
		icon: { light: 'file:worten.svg', dark: 'file:worten.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["events"].length > 2 ? $parameter["events"].length + " events" : $parameter["events"].join(", ") }}',
		description:
			'Starts the workflow when an order of your shop on the Worten marketplace arrives or changes',
		defaults: { name: 'Worten Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'wortenApi', required: true, testedBy: 'wortenApiTest' }],
		properties: [pollTimesField, eventsField, statusesField, simplifyField, optionsField],
	};

	methods = {
		credentialTest: { wortenApiTest },
		loadOptions: { getChannels },
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
