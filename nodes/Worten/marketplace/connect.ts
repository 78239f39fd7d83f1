import type { IAllExecuteFunctions } from 'n8n-workflow';
import { MarketplaceClient, type ClientOptions } from './client';
import { n8nTiming } from './n8nTiming';
import { n8nTransport } from './n8nTransport';
import { Reference } from './reference';

/**
 * The marketplace as seen with a node's credential: a client, and the lists kept for that account.
 * @throws AddressError when the credential's address or shop id cannot be used
 */
export async function connect(
	context: Pick<IAllExecuteFunctions, 'getCredentials' | 'getNode' | 'helpers'>,
	options: ClientOptions = {},
): Promise<{ baseUrl: string; client: MarketplaceClient; reference: Reference }> {
	const transport = await n8nTransport(context);
	const client = new MarketplaceClient(transport, n8nTiming, options);
	const account = [transport.baseUrl, transport.shopId ?? '', transport.credentialId ?? ''].join(
		' ',
	);
	return {
		baseUrl: transport.baseUrl,
		client,
		reference: new Reference(client, n8nTiming, account),
	};
}
