import type { IHttpRequestOptions } from 'n8n-workflow';
import { WortenApi } from '../../credentials/WortenApi.credentials';

const authenticate = new WortenApi().authenticate as (
	credentials: { apiKey?: string },
	request: IHttpRequestOptions,
) => Promise<IHttpRequestOptions>;

describe('the credential', () => {
	it('adds the bare key to a request, and changes nothing else', async () => {
		const request = { url: 'https://x.example', method: 'GET' as const, headers: { Accept: 'a' } };
		expect(await authenticate({ apiKey: ' key-1\n' }, request)).toEqual({
			...request,
			headers: { Accept: 'a', Authorization: 'key-1' },
		});
		expect(request.headers).toEqual({ Accept: 'a' });
	});

	it('needs no expression, which n8n could not always evaluate', () => {
		expect(typeof authenticate).toBe('function');
	});
});
