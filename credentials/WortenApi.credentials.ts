import type { IAuthenticateGeneric, Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/** A seller's access to the Worten marketplace. Tested on save by `wortenApiTest` of the nodes. */
export class WortenApi implements ICredentialType {
	name = 'wortenApi';

	displayName = 'Worten API';

	icon: Icon = {
		light: 'file:../nodes/Worten/worten.svg',
		dark: 'file:../nodes/Worten/worten.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-worten/n8n-nodes-worten#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'In the Worten back office, open your user menu, choose "My user settings" and then "API key"',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://marketplace.worten.pt',
			description:
				'The address of the marketplace. Keep it as it is, unless you test against a sandbox of your own.',
		},
		{
			displayName: 'Shop ID',
			name: 'shopId',
			type: 'string',
			default: '',
			description:
				'Only needed when your key reaches more than one shop: the number of the shop to work for. Empty means your default shop.',
		},
	];

	// Mirakl takes the bare key, without "Bearer".
	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: {
				Authorization: '={{$credentials.apiKey.trim()}}',
			},
		},
	};
}
