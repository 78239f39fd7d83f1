import { DateTime } from 'luxon';
import type { z } from 'zod';
import { plainIssue } from '../plainIssue';
import { MarketplaceError, type MarketplaceErrorKind } from './errors';
import { parseJson, readErrorBody, titleOf } from './errorBody';
import { retryAfterMs } from './retry';
import type { MarketplaceRequest, MarketplaceResponse } from './transport';

/**
 * The marketplace's clock when it answered (its `Date` header), UTC; `undefined` when a proxy
 * stripped it.
 */
export function serverDate(response: MarketplaceResponse): DateTime | undefined {
	const date = DateTime.fromHTTP(response.headers.date ?? '', { zone: 'utc' });
	return date.isValid ? date : undefined;
}

function kindOfStatus(status: number): MarketplaceErrorKind {
	if (status >= 300 && status < 400) return 'redirected';
	if (status === 401) return 'unauthorized';
	if (status === 403) return 'forbidden';
	if (status === 404) return 'notFound';
	if (status === 429) return 'rateLimited';
	return status >= 500 ? 'unavailable' : 'rejected';
}

/** The error in an answer that is not a success: Mirakl's JSON, or whatever a proxy put in its place. */
export function errorOf(
	request: Pick<MarketplaceRequest, 'operation'>,
	response: MarketplaceResponse,
	now: DateTime,
): MarketplaceError {
	const kind = kindOfStatus(response.status);
	return new MarketplaceError({
		kind,
		operation: request.operation,
		status: response.status,
		...readErrorBody(response.body),
		retryAfterMs: retryAfterMs(response.headers['retry-after'], serverDate(response) ?? now),
		// A 5xx can come from a proxy that gave up waiting for a marketplace that did its work.
		maybeCarriedOut: kind === 'unavailable',
	});
}

/**
 * Read a successful answer.
 * @throws MarketplaceError kind `unreadable` for an empty, truncated, HTML or misshapen body
 */
export function readAnswer<T extends z.ZodTypeAny>(
	request: Pick<MarketplaceRequest, 'operation'>,
	response: MarketplaceResponse,
	schema: T,
): z.output<T> {
	const unreadable = (said: string) =>
		new MarketplaceError({
			kind: 'unreadable',
			operation: request.operation,
			status: response.status,
			said,
			maybeCarriedOut: true,
		});
	if (response.body.trim() === '') throw unreadable('The answer was empty');
	const json = parseJson(response.body);
	if (json === undefined) {
		const page = /^\s*</.test(response.body);
		throw unreadable(
			page
				? `The answer was a web page${titleOf(response.body) ? ` ("${titleOf(response.body)}")` : ''}, not data`
				: 'The answer broke off in the middle',
		);
	}
	const parsed = schema.safeParse(json);
	if (!parsed.success) {
		const issue = parsed.error.issues[0];
		throw unreadable(
			`The answer has an unexpected form (${issue.path.join('.') || 'the answer'}: ${plainIssue(issue, json)})`,
		);
	}
	return parsed.data;
}
