import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

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

	/**
	 * Adds the key to a request. Mirakl takes it bare, without "Bearer".
	 *
	 * A function and not an expression: of two polls of one workflow, n8n (2.40) takes the means to
	 * evaluate expressions from both when the first ends, and the other's next request would fail.
	 */
	authenticate: ICredentialType['authenticate'] = async (credentials, request) => ({
		...request,
		headers: { ...request.headers, Authorization: String(credentials.apiKey ?? '').trim() },
	});
}
