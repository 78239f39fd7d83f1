import type { RunningSandbox } from '../../sandbox';
import type { N8nApi } from '../../scripts/n8n-api';
import type { Credential } from './workflow';

export type Api = InstanceType<typeof N8nApi>;

/** The owner of a throw-away n8n on loopback. */
export const OWNER = {
	email: 'owner@example.com',
	password: 'Worten-test-1',
	firstName: 'Test',
	lastName: 'Owner',
};

/** Enter a fresh n8n and save a credential for the sandbox. */
export async function firstSteps(
	api: Api,
	sandbox: Pick<RunningSandbox, 'url' | 'apiKey'>,
): Promise<Credential> {
	await api.enter(OWNER);
	return await saveCredential(api, sandbox);
}

/** A credential for the sandbox at its address. */
export async function saveCredential(
	api: Api,
	sandbox: Pick<RunningSandbox, 'url' | 'apiKey'>,
): Promise<Credential> {
	const id: string = await api.saveCredential({
		id: undefined,
		name: 'Worten',
		type: 'wortenApi',
		data: { baseUrl: sandbox.url, apiKey: sandbox.apiKey, shopId: '' },
	});
	return { id, name: 'Worten' };
}
