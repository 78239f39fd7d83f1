import { kindOf } from '../plainIssue';

/** A credential whose address or shop id cannot be used. The message is meant for the seller. */
export class AddressError extends Error {
	constructor(
		message: string,
		readonly hint: string,
	) {
		super(message);
		this.name = 'AddressError';
	}
}

const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The base URL of a credential, checked and without trailing slash or `/api`.
 *
 * https only, because the API key travels with every request; plain http is let through for this
 * machine itself, where a sandbox runs.
 * @throws AddressError
 */
export function apiBaseUrl(given: unknown): string {
	const hint = 'For Worten it is https://marketplace.worten.pt';
	const typed = typeof given === 'string' ? given : '';
	if (typed.trim() === '') throw new AddressError('The Base URL is missing', hint);
	if (!URL.canParse(typed.trim())) {
		throw new AddressError(`The Base URL "${typed}" is not a web address`, hint);
	}
	const url = new URL(typed.trim());
	const local = LOCAL_HOSTS.has(url.hostname);
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) {
		throw new AddressError(
			`The Base URL has to start with https:// ("${typed}" does not)`,
			`Your API key would travel unprotected. ${hint}`,
		);
	}
	if (url.username || url.password || url.search || url.hash) {
		throw new AddressError(
			'The Base URL has to be a plain address without user name, "?" or "#"',
			hint,
		);
	}
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '').replace(/\/api$/, '');
}

/**
 * The shop id of a credential: `undefined` when left empty (the key's default shop).
 * @throws AddressError when it is not a number
 */
export function shopIdOf(typed: unknown): number | undefined {
	const value =
		typeof typed === 'object' && typed !== null ? kindOf(typed) : String(typed ?? '').trim();
	if (value === '') return undefined;
	if (!/^\d{1,15}$/.test(value)) {
		throw new AddressError(
			`The Shop ID "${value}" is not a number`,
			'Leave it empty, or copy the number from your Worten back office under My user settings',
		);
	}
	return Number(value);
}
