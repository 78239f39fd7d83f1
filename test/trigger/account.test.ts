import { MarketplaceError, type MarketplaceErrorKind } from '../../nodes/Worten/marketplace/errors';
import { identify, type CredentialView } from '../../nodes/Worten/trigger/account';

const credential: CredentialView = {
	baseUrl: 'https://marketplace.example',
	shopId: undefined,
	credentialId: 'c1',
};

function asking(answer: string | MarketplaceErrorKind) {
	let asked = 0;
	const client = {
		account: async () => {
			asked += 1;
			if (/^\d+$/.test(answer)) return { shop_id: answer };
			throw new MarketplaceError({
				kind: answer as MarketplaceErrorKind,
				operation: 'A01',
				maybeCarriedOut: false,
			});
		},
	};
	return { client, asked: () => asked };
}

describe('whose orders a credential reads', () => {
	it('is asked once, and again only for another credential', async () => {
		const { client, asked } = asking('2077');
		const first = await identify(credential, client, undefined);
		expect(await identify(credential, client, first)).toBe(first);
		expect(asked()).toBe(1);
		const other = await identify({ ...credential, credentialId: 'c2' }, client, first);
		expect(other.shop).toBe(first.shop);
		expect(asked()).toBe(2);
	});

	it('is plain where the credential names the shop', async () => {
		const { client, asked } = asking('2077');
		const named = await identify({ ...credential, shopId: 2077 }, client, undefined);
		expect(asked()).toBe(0);
		expect(named.shop).toBe((await identify(credential, client, undefined)).shop);
		expect(named.shop).not.toBe(
			(await identify({ ...credential, shopId: 2078 }, client, undefined)).shop,
		);
	});

	it('is the credential’s own where the key may not ask', async () => {
		for (const kind of ['forbidden', 'notFound', 'rejected'] as const) {
			const { client } = asking(kind);
			const first = await identify(credential, client, undefined);
			expect(first.shop).toMatch(/^[0-9a-f]{16}$/);
			expect(await identify(credential, client, first)).toBe(first);
		}
	});

	it('is the same shop’s as before where a new key of the same marketplace may not ask', async () => {
		const first = await identify(credential, asking('2077').client, undefined);
		const { client } = asking('forbidden');
		const second = await identify({ ...credential, credentialId: 'c2' }, client, first);
		expect(second.shop).toBe(first.shop);
		expect(await identify({ ...credential, credentialId: 'c2' }, client, second)).toBe(second);
		const elsewhere = { ...credential, baseUrl: 'https://other.example', credentialId: 'c2' };
		expect((await identify(elsewhere, client, first)).shop).not.toBe(first.shop);
	});

	it('cannot be told while the marketplace does not answer', async () => {
		await expect(identify(credential, asking('unavailable').client, undefined)).rejects.toThrow();
		await expect(identify(credential, asking('unauthorized').client, undefined)).rejects.toThrow();
	});
});
