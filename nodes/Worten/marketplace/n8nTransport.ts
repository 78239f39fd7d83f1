import {
	NodeApiError,
	type IAllExecuteFunctions,
	type IDataObject,
	type IHttpRequestOptions,
	type IN8nHttpFullResponse,
} from 'n8n-workflow';
import { z } from 'zod';
import { whyUnanswered } from './whyUnanswered';
import { NoAnswerError, queryString, type MarketplaceResponse, type Transport } from './transport';
import { apiBaseUrl, shopIdOf } from './address';

/** What the stored credential holds; the key itself is only ever touched by n8n. */
const credentialSchema = z
	.object({ baseUrl: z.unknown(), shopId: z.unknown() })
	.passthrough()
	.catch({ baseUrl: undefined, shopId: undefined });

/** A transport, and whose account it speaks for. */
export interface N8nTransport extends Transport {
	readonly baseUrl: string;
	readonly shopId: number | undefined;
	readonly credentialId: string | undefined;
}

function plainHeaders(headers: IDataObject): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers)
			.filter(([, value]) => value !== undefined && value !== null)
			.map(([name, value]) => [
				name.toLowerCase(),
				Array.isArray(value) ? value.join(', ') : String(value),
			]),
	);
}

/**
 * The marketplace's transport over n8n's `httpRequestWithAuthentication`, which adds the key.
 *
 * Statuses are taken as answers (`ignoreHttpStatusErrors`), so that a 401 is not sent twice and
 * Retry-After can be read; redirects are not followed, since they could carry the key elsewhere;
 * the body stays text, because proxies answer with HTML and connections break in mid-JSON.
 *
 * @throws AddressError when the credential's address or shop id is not acceptable
 */
export async function n8nTransport(
	context: Pick<IAllExecuteFunctions, 'getCredentials' | 'helpers' | 'getNode'>,
): Promise<N8nTransport> {
	const credential = credentialSchema.parse(await context.getCredentials('wortenApi'));
	const baseUrl = apiBaseUrl(credential.baseUrl);
	const shopId = shopIdOf(credential.shopId);

	return {
		baseUrl,
		shopId,
		credentialId: context.getNode().credentials?.wortenApi?.id ?? undefined,
		async send(request): Promise<MarketplaceResponse> {
			const query = queryString({ ...request.query, shop_id: shopId });
			const options: IHttpRequestOptions = {
				method: request.method,
				url: `${baseUrl}${request.path}${query ? `?${query}` : ''}`,
				headers: {
					Accept: 'application/json',
					...(request.body ? { 'Content-Type': 'application/json' } : {}),
				},
				...(request.body ? { body: JSON.stringify(request.body) } : {}),
				encoding: 'text',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				timeout: request.timeoutMs,
			};
			try {
				const response = (await context.helpers.httpRequestWithAuthentication.call(
					context as IAllExecuteFunctions,
					'wortenApi',
					options,
				)) as IN8nHttpFullResponse;
				return {
					status: response.statusCode,
					headers: plainHeaders(response.headers),
					body: typeof response.body === 'string' ? response.body : '',
				};
			} catch (error) {
				throw mapFailure(error);
			}
		},
	};
}

function mapFailure(error: unknown): unknown {
	const { code, message } = whyUnanswered(error);
	if (error instanceof NodeApiError || code !== undefined) return new NoAnswerError(message, code);
	return error;
}
