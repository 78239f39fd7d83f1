import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { z } from 'zod';
import { AddressError, apiBaseUrl, shopIdOf } from '../marketplace/address';
import { MarketplaceClient } from '../marketplace/client';
import { MarketplaceError } from '../marketplace/errors';
import { explain } from '../marketplace/explain';
import { n8nTiming } from '../marketplace/n8nTiming';
import { NoAnswerError, queryString, type Transport } from '../marketplace/transport';
import { whyUnanswered } from '../marketplace/whyUnanswered';

const answerSchema = z
	.object({
		statusCode: z.number(),
		headers: z.record(z.string(), z.unknown()),
		body: z.unknown(),
	})
	.passthrough();

/**
 * The transport of a credential that is not saved yet: n8n gives a credential test nothing but
 * its old request helper, and the key has to be added by hand.
 */
function unsavedTransport(
	{ helpers }: ICredentialTestFunctions,
	baseUrl: string,
	apiKey: string,
	shopId: number | undefined,
): Transport {
	return {
		async send(request) {
			const query = queryString({ ...request.query, shop_id: shopId });
			try {
				const answer = answerSchema.parse(
					await helpers.request({
						method: request.method,
						uri: `${baseUrl}${request.path}${query ? `?${query}` : ''}`,
						headers: { Authorization: apiKey, Accept: 'application/json' },
						resolveWithFullResponse: true,
						simple: false,
						followRedirect: false,
						timeout: request.timeoutMs,
					}),
				);
				return {
					status: answer.statusCode,
					headers: Object.fromEntries(
						Object.entries(answer.headers).map(([name, value]) => [
							name.toLowerCase(),
							String(value),
						]),
					),
					body: typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? ''),
				};
			} catch (error) {
				throw noAnswer(error);
			}
		},
	};
}

function noAnswer(error: unknown): NoAnswerError {
	const { code, message } = whyUnanswered(error);
	return new NoAnswerError(message, code);
}

const text = (value: unknown) =>
	typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

/**
 * Test a "Worten API" credential when it is saved, by asking for the shop it belongs to (A01). A
 * wrong key, a wrong shop, and a wrong or unsafe address each get a message of their own.
 */
export async function wortenApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const data = credential.data ?? {};
	try {
		const apiKey = text(data.apiKey);
		if (apiKey === '') return { status: 'Error', message: 'The API Key is empty' };
		if (/[^\x21-\x7e]/.test(apiKey)) {
			return {
				status: 'Error',
				message:
					'The API Key has a space or a special character in it. Copy it again from the back office.',
			};
		}
		const shopId = shopIdOf(text(data.shopId));
		const transport = unsavedTransport(this, apiBaseUrl(text(data.baseUrl)), apiKey, shopId);
		const client = new MarketplaceClient(transport, n8nTiming, {
			retries: { attempts: 2, firstWaitMs: 500, longestWaitMs: 2_000 },
		});
		try {
			const shop = await client.account();
			return { status: 'OK', message: `Connected to the shop ${shop.shop_name ?? shop.shop_id}` };
		} catch (error) {
			return { status: 'Error', message: messageFor(error, shopId) };
		}
	} catch (error) {
		if (error instanceof AddressError) {
			return { status: 'Error', message: `${error.message}. ${error.hint}` };
		}
		return { status: 'Error', message: error instanceof Error ? error.message : 'The test failed' };
	}
}

function messageFor(error: unknown, shopId: number | undefined): string {
	if (!(error instanceof MarketplaceError)) {
		return error instanceof Error ? error.message : 'The test failed';
	}
	if (shopId !== undefined && ['notFound', 'forbidden', 'rejected'].includes(error.kind)) {
		return `This API key does not reach a shop with the Shop ID ${shopId}. Correct the number, or leave it empty for your default shop.`;
	}
	if (error.kind === 'notFound' || error.kind === 'unreadable') {
		return 'There is no marketplace at this Base URL. For Worten it is https://marketplace.worten.pt';
	}
	const { message, description } = explain(error);
	return `${message}. ${description}`;
}
