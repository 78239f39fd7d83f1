import { BLOCKED_BY_N8N, DOMAIN_NOT_ALLOWED } from './whyUnanswered';

/** Why a call to the marketplace did not give what was asked for. */
export type MarketplaceErrorKind =
	/** 401: the key is unknown. */
	| 'unauthorized'
	/** 403: the key is known but may not do this. */
	| 'forbidden'
	/** 404: no such order, shop or address. */
	| 'notFound'
	/** Any other 4xx: the marketplace understood and said no. */
	| 'rejected'
	/** 429. */
	| 'rateLimited'
	/** 5xx. */
	| 'unavailable'
	/** A timeout, a reset, an unreachable host. */
	| 'noAnswer'
	/** 3xx: the base URL is not the API's. */
	| 'redirected'
	/** A 2xx whose body is empty, truncated, an HTML page or not of the form the API promises. */
	| 'unreadable';

export interface MarketplaceErrorFields {
	kind: MarketplaceErrorKind;
	operation: string;
	status?: number;
	/** Mirakl's own error code (ORDER_INVALID_STATE, …) where the answer has one. */
	code?: string;
	/** Mirakl's own words. */
	said?: string;
	/** Field errors and per-line errors of the answer, in Mirakl's own words. */
	details?: string[];
	/** How long the marketplace asked us to wait, in milliseconds. */
	retryAfterMs?: number;
	/** For a write: whether it may have been carried out although the call failed. */
	maybeCarriedOut: boolean;
}

/**
 * A failed marketplace call, in facts. Its message is for logs; what a seller reads is made from
 * it by `errors/explain`. Never holds the API key: neither request headers nor the URL go in.
 */
export class MarketplaceError extends Error implements MarketplaceErrorFields {
	readonly kind!: MarketplaceErrorKind;
	readonly operation!: string;
	readonly status?: number;
	readonly code?: string;
	readonly said?: string;
	readonly details?: string[];
	readonly retryAfterMs?: number;
	readonly maybeCarriedOut!: boolean;

	constructor(fields: MarketplaceErrorFields) {
		super(
			[fields.operation, fields.status, fields.code, fields.said ?? fields.kind]
				.filter((part) => part !== undefined)
				.join(' '),
		);
		this.name = 'MarketplaceError';
		Object.assign(this, fields);
	}
}

/** The call was broken off because somebody stopped the execution: nothing further is to be asked. */
export function isCanceled(error: unknown): boolean {
	return error instanceof MarketplaceError && error.code === 'ERR_CANCELED';
}

/** n8n itself would not let the request out: only a changed credential or setting helps. */
export function isHeldBack(error: MarketplaceError): boolean {
	return (
		error.kind === 'noAnswer' &&
		[DOMAIN_NOT_ALLOWED, BLOCKED_BY_N8N, 'ERR_INVALID_CHAR'].includes(error.code ?? '')
	);
}

/** Failures that may pass by themselves: worth another try of a read. */
export function mayPass(error: unknown): error is MarketplaceError {
	return (
		error instanceof MarketplaceError &&
		!isCanceled(error) &&
		(error.kind === 'rateLimited' ||
			error.kind === 'unavailable' ||
			error.kind === 'unreadable' ||
			(error.kind === 'noAnswer' && error.maybeCarriedOut))
	);
}
