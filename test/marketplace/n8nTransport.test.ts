import { assertUrlAllowed, NodeApiError, UserError, type INode } from 'n8n-workflow';
import { AddressError } from '../../nodes/Worten/marketplace/address';
import { MarketplaceClient } from '../../nodes/Worten/marketplace/client';
import { isCanceled, MarketplaceError } from '../../nodes/Worten/marketplace/errors';
import { explain } from '../../nodes/Worten/marketplace/explain';
import { n8nTransport } from '../../nodes/Worten/marketplace/n8nTransport';
import { FakeTiming } from './fakeTransport';

/** What becomes of the ways in which n8n's request helper fails. */

const node: INode = {
	id: 'n',
	name: 'Worten',
	type: 'n8n-nodes-worten.worten',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

type Context = Parameters<typeof n8nTransport>[0];

function contextWith(
	failure: unknown,
	credential: object = { baseUrl: 'https://marketplace.example', shopId: '' },
) {
	const calls: unknown[] = [];
	const context = {
		getNode: () => node,
		getCredentials: async () => credential,
		helpers: {
			async httpRequestWithAuthentication(_type: string, options: unknown) {
				calls.push(options);
				throw new NodeApiError(node, failure as never);
			},
		},
	} as unknown as Context;
	return { context, calls };
}

async function failureOf(failure: unknown) {
	const { context, calls } = contextWith(failure);
	const timing = new FakeTiming();
	const client = new MarketplaceClient(await n8nTransport(context), timing);
	const thrown = async (call: () => Promise<unknown>): Promise<MarketplaceError> => {
		const error = await call().then(
			() => undefined,
			(reason) => reason,
		);
		expect(error).toBeInstanceOf(MarketplaceError);
		return error;
	};
	const write = await thrown(async () => await client.ship('A-1'));
	const before = calls.length;
	const read = await thrown(async () => await client.listOrders({}));
	return { write, read, reads: calls.length - before, ...explain(write) };
}

const coded = (message: string, code: string) => Object.assign(new Error(message), { code });

function domainRefused(): unknown {
	try {
		assertUrlAllowed({ url: 'https://marketplace.example/api', allowedDomains: 'other.example' });
	} catch (error) {
		return error;
	}
	return undefined;
}

function ssrf(name: string, message: string): Error {
	const error = new UserError(message);
	error.name = name;
	return error;
}

describe('what n8n itself does not let out', () => {
	it.each([
		['a domain the credential does not allow', domainRefused(), /Allowed HTTP Request Domains/],
		[
			'an address n8n blocks',
			ssrf(
				'SsrfBlockedIpError',
				'The request was blocked because it resolves to a restricted IP address',
			),
			/administrator/,
		],
		[
			'a host n8n blocks',
			ssrf(
				'SsrfBlockedHostnameError',
				'The request was blocked because the destination hostname is restricted',
			),
			/administrator/,
		],
		[
			'a key that cannot be sent',
			coded('Invalid character in header content ["Authorization"]', 'ERR_INVALID_CHAR'),
			/Copy the key again/,
		],
	])('was never sent, is not tried again, and says what to do: %s', async (_what, error, next) => {
		const failed = await failureOf(error);
		expect(failed.write).toMatchObject({ kind: 'noAnswer', maybeCarriedOut: false });
		expect(failed.reads).toBe(1);
		expect(failed.message).not.toMatch(/broke off/);
		expect(failed.description).toMatch(next);
	});
});

describe('a stopped execution', () => {
	it('is told apart, and nothing is tried again', async () => {
		const failed = await failureOf(coded('canceled', 'ERR_CANCELED'));
		expect(failed.write).toMatchObject({ code: 'ERR_CANCELED', maybeCarriedOut: true });
		expect(isCanceled(failed.write)).toBe(true);
		expect(isCanceled(failed.read)).toBe(true);
		expect(failed.reads).toBe(1);
		expect(failed.message).toMatch(/execution was stopped/);
	});

	it('is recognised by its name where it has no code', async () => {
		const aborted = new Error('This operation was aborted');
		aborted.name = 'AbortError';
		expect(isCanceled((await failureOf(aborted)).write)).toBe(true);
	});
});

describe('a broken connection', () => {
	it('keeps the system’s code, and may have been carried out', async () => {
		const failed = await failureOf(coded('socket hang up', 'ECONNRESET'));
		expect(failed.write).toMatchObject({ code: 'ECONNRESET', maybeCarriedOut: true });
		expect(failed.reads).toBeGreaterThan(1);
		expect(failed.message).toMatch(/broke off/);
		expect(failed.description).not.toMatch(/Worten's own answer/);
	});
});

describe('a credential that was never filled in', () => {
	it.each([
		['no address', { baseUrl: null }],
		['a number', { baseUrl: 7 }],
		['nothing at all', {}],
		['a list for a shop', { baseUrl: 'https://marketplace.example', shopId: ['1'] }],
	])('says so in plain words: %s', async (_what, credential) => {
		const { context } = contextWith(new Error('not asked'), credential);
		await expect(n8nTransport(context)).rejects.toBeInstanceOf(AddressError);
	});
});
