import { BLOCKED_BY_N8N, DOMAIN_NOT_ALLOWED } from './whyUnanswered';

/** What the marketplace client needs from whoever carries its calls. Knows neither n8n nor axios. */

/** Several values of one parameter: with commas between them, or, as `each`, once for each value. */
export type QueryValue =
	string | number | boolean | readonly string[] | { readonly each: readonly string[] } | undefined;

export interface MarketplaceRequest {
	/** The API operation's own name (OR11, OR28, …): errors and logs speak of it. */
	readonly operation: string;
	readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
	/** Path below the base URL, with every id in it already encoded. */
	readonly path: string;
	readonly query?: Readonly<Record<string, QueryValue>>;
	/** Sent as JSON. */
	readonly body?: object;
	/** How long to wait for the answer, in milliseconds. */
	readonly timeoutMs: number;
}

export interface MarketplaceResponse {
	readonly status: number;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	/** The body as it came: JSON is read, and mistrusted, by the client. */
	readonly body: string;
}

export interface Transport {
	/**
	 * Carry one request. Resolves for every HTTP status; redirects are not followed.
	 * @throws NoAnswerError when no complete answer came back
	 */
	send(request: MarketplaceRequest): Promise<MarketplaceResponse>;
}

/** Failures that happen before a single byte of the request can have reached the marketplace. */
const NEVER_SENT = new Set([
	DOMAIN_NOT_ALLOWED,
	BLOCKED_BY_N8N,
	'ERR_INVALID_CHAR',
	'ERR_INVALID_URL',
	'ENETDOWN',
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** No (complete) answer: a timeout, a reset, an unreachable host. */
export class NoAnswerError extends Error {
	/** Whether the request may have been carried out all the same. */
	readonly maybeCarriedOut: boolean;

	constructor(
		message: string,
		/** The system's own code (ECONNRESET, ETIMEDOUT, …) where there is one. */
		readonly code?: string,
	) {
		super(message);
		this.name = 'NoAnswerError';
		this.maybeCarriedOut = code === undefined || !NEVER_SENT.has(code);
	}
}

function valuesOf(value: QueryValue): string[] {
	if (value === undefined) return [];
	if (typeof value !== 'object') return [String(value)];
	if ('each' in value) return [...value.each];
	return value.length === 0 ? [] : [value.join(',')];
}

/**
 * The query string of a request, without the question mark. `undefined` and empty lists are left
 * out; everything is encoded, the `+` of dates included.
 */
export function queryString(query: MarketplaceRequest['query']): string {
	return Object.entries(query ?? {})
		.flatMap(([name, value]) =>
			valuesOf(value).map((text) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`),
		)
		.join('&');
}
