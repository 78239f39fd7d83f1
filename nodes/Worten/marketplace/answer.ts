import { DateTime } from 'luxon';
import type { z } from 'zod';
import { plainIssue } from '../plainIssue';
import { MarketplaceError, type MarketplaceErrorKind } from './errors';
import { retryAfterMs } from './retry';
import { errorBodySchema } from './schemas/write';
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

function parseJson(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}

/** What a page meant for a person says: its title, else nothing. */
function titleOf(html: string): string | undefined {
	return /<title[^>]*>([^<]{1,200})<\/title>/i.exec(html)?.[1].trim() || undefined;
}

/** The error in an answer that is not a success: Mirakl's JSON, or whatever a proxy put in its place. */
export function errorOf(
	request: Pick<MarketplaceRequest, 'operation'>,
	response: MarketplaceResponse,
	now: DateTime,
): MarketplaceError {
	const body = errorBodySchema.safeParse(parseJson(response.body));
	const listed = body.success ? (body.data.errors ?? []) : [];
	const details = listed.map((entry) =>
		[entry.field, entry.message ?? entry.code].filter(Boolean).join(': '),
	);
	const kind = kindOfStatus(response.status);
	return new MarketplaceError({
		kind,
		operation: request.operation,
		status: response.status,
		code: body.success
			? (body.data.code ??
				body.data.error_code ??
				listed.find((entry) => entry.code)?.code ??
				undefined)
			: undefined,
		said: body.success ? (body.data.message ?? undefined) : titleOf(response.body),
		details: details.length > 0 ? details : undefined,
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
