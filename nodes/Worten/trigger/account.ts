import { z } from 'zod';
import type { MarketplaceClient } from '../marketplace/client';
import { MarketplaceError } from '../marketplace/errors';
import { digestText } from './digest';

/** What of a credential says whose orders are read. The key is not among it. */
export interface CredentialView {
	readonly baseUrl: string;
	readonly shopId: number | undefined;
	/** n8n's id of the credential. */
	readonly credentialId: string | undefined;
}

/** Whose orders the trigger remembers. */
export interface Account {
	/** Marketplace and shop, as digest. */
	readonly shop: string;
	/** The credential by which that was found out, as digest: while it is the same, so is the shop. */
	readonly foundBy: string;
	/** The marketplace, as digest. */
	readonly marketplace: string;
}

export const accountSchema = z.object({
	shop: z.string(),
	foundBy: z.string(),
	marketplace: z.string(),
});

/**
 * Whose orders a credential reads.
 *
 * With a Shop ID in the credential that is plain. Without one it is the key's default shop, and
 * when the credential is another one than before the marketplace is asked (A01): a new credential for
 * the same shop changes nothing, one for another shop lets the trigger begin anew. A key that may not
 * ask counts as the same shop's: beginning anew would leave out what happened in between.
 * @throws MarketplaceError when the marketplace cannot be asked
 */
export async function identify(
	credential: CredentialView,
	client: Pick<MarketplaceClient, 'account'>,
	before: Account | undefined,
): Promise<Account> {
	const { baseUrl, shopId, credentialId } = credential;
	const foundBy = digestText(baseUrl, shopId ?? null, credentialId ?? null);
	if (before?.foundBy === foundBy) return before;
	const marketplace = digestText(baseUrl);
	const shop = shopId === undefined ? await defaultShop(client) : String(shopId);
	if (shop === undefined && before?.marketplace === marketplace) {
		return { shop: before.shop, foundBy, marketplace };
	}
	return { shop: digestText(baseUrl, shop ?? foundBy), foundBy, marketplace };
}

/** `undefined` when this key may not ask. */
async function defaultShop(
	client: Pick<MarketplaceClient, 'account'>,
): Promise<string | undefined> {
	return await client.account().then(
		(account) => account.shop_id,
		async (error: unknown) => (mayNotAsk(error) ? undefined : await Promise.reject(error)),
	);
}

function mayNotAsk(error: unknown): boolean {
	return (
		error instanceof MarketplaceError && ['forbidden', 'notFound', 'rejected'].includes(error.kind)
	);
}
