import { CredentialTestContext } from 'n8n-core';
import type { ICredentialDataDecryptedObject, IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import { wortenApiTest } from '../../nodes/Worten/methods/credentialTest';
import { startSandbox, type RunningSandbox } from '../../sandbox';
import { API_KEY } from '../n8n/contexts';

/** What a seller reads when saving a credential. */

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'credential', apiKey: API_KEY });
});
afterAll(async () => await sandbox.close());

const test = async (data: ICredentialDataDecryptedObject) =>
	await wortenApiTest.call(new CredentialTestContext({} as IWorkflowExecuteAdditionalData), {
		id: '1',
		name: 'Worten',
		type: 'wortenApi',
		data: { baseUrl: sandbox.url, apiKey: API_KEY, shopId: '', ...data },
	});

describe('testing a credential', () => {
	it('names the shop it reaches', async () => {
		const { name } = sandbox.marketplace.settings.shops[0];
		expect(await test({})).toEqual({ status: 'OK', message: `Connected to the shop ${name}` });
	});

	it('says when n8n itself does not let the call out, without trying again', async () => {
		const request = jest.fn(async () => {
			throw Object.assign(new Error('The request was blocked because it is restricted'), {
				name: 'SsrfBlockedIpError',
			});
		});
		const context = { helpers: { request } } as unknown as ThisParameterType<typeof wortenApiTest>;
		const { status, message } = await wortenApiTest.call(context, {
			id: '1',
			name: 'Worten',
			type: 'wortenApi',
			data: { baseUrl: sandbox.url, apiKey: API_KEY },
		});
		expect(status).toBe('Error');
		expect(message).toMatch(/^Your n8n does not let out calls to this Base URL/);
		expect(request).toHaveBeenCalledTimes(1);
	});

	it('reaches the shop the Shop ID names', async () => {
		const { id, name } = sandbox.marketplace.settings.shops[1];
		expect(await test({ shopId: String(id) })).toEqual({
			status: 'OK',
			message: `Connected to the shop ${name}`,
		});
	});

	it('takes a key with blanks around it', async () => {
		expect(await test({ apiKey: ` ${API_KEY}\n` })).toMatchObject({ status: 'OK' });
	});

	it.each<[string, ICredentialDataDecryptedObject, RegExp]>([
		['an empty key', { apiKey: ' ' }, /^The API Key is empty/],
		['a key with a space inside', { apiKey: 'ab cd' }, /space or a special character/],
		['a wrong key', { apiKey: 'wrong' }, /^Worten did not accept the API key\. Copy the key again/],
		[
			'a shop the key does not reach',
			{ shopId: '987654' },
			/does not reach a shop with the Shop ID 987654/,
		],
		['a Shop ID that is none', { shopId: 'my shop' }, /^The Shop ID "my shop" is not a number/],
		['a Base URL that is none', { baseUrl: 'worten' }, /"worten" is not a web address/],
		[
			'a Base URL without https',
			{ baseUrl: 'http://marketplace.worten.pt' },
			/has to start with https/,
		],
		['a Base URL nobody answers at', { baseUrl: 'http://127.0.0.1:9' }, /could not be reached/],
	])('explains %s', async (_what, data, message) => {
		const { status, message: said } = await test(data);
		expect(status).toBe('Error');
		expect(said).toMatch(message);
		expect(said).not.toContain(API_KEY);
	});

	it('explains a Base URL that is some other web site', async () => {
		sandbox.marketplace.failNext({ kind: 'empty', times: 2 });
		expect((await test({})).message).toMatch(/no marketplace at this Base URL/);
	});

	it('does not follow a redirect with the key', async () => {
		sandbox.marketplace.failNext({ kind: 'redirect', times: 1 });
		expect((await test({})).message).toMatch(/leads somewhere else/);
	});
});
