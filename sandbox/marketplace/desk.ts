import { DateTime } from 'luxon';
import { matchRoute } from './api/routes';
import type { Answer } from './api/call';
import { ApiError } from './apiError';
import { drawFault, takeFault } from './faults';
import type { FaultKind, NextFault } from './faults';
import type { Renderer } from './renderer';
import type { World } from './world';

export interface SandboxRequest {
	method: string;
	/** Still encoded, without query. */
	path: string;
	query: Record<string, string | string[]>;
	/** Names in lower case. */
	headers: Record<string, string>;
	/** Parsed JSON, undefined when there is no body. */
	body?: unknown;
	/** There is a body and it is no JSON. */
	malformedBody?: boolean;
}

export interface SandboxAnswer {
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	body: string;
	/** What the front does to the connection. With `truncate`, `body` is the part that is sent of `fullLength` bytes. */
	fault?: { kind: 'reset' | 'truncate' | 'hang'; fullLength?: number };
	/** The injected fault, for logs. */
	faultKind?: FaultKind;
}

/** Where requests come in: faults, authorisation, shop, the operation, and the answer's HTTP form. */
export class Desk {
	readonly queue: NextFault[] = [];

	constructor(
		private readonly world: World,
		private readonly renderer: Renderer,
	) {}

	answer(request: SandboxRequest): { answer: SandboxAnswer; operation: string | null } {
		const match = matchRoute(request.method, request.path);
		const operation = match && match !== 'otherMethod' ? match.route.operation : null;
		const fault = this.fault(request);
		const refused = fault && this.before(fault);
		if (fault && refused) return { answer: { ...refused, faultKind: fault.kind }, operation };
		const answer = this.serve(request, match);
		if (!fault) return { answer, operation };
		return { answer: { ...this.after(fault, answer), faultKind: fault.kind }, operation };
	}

	private fault(request: SandboxRequest): NextFault | null {
		const random = this.world.random('fault', ++this.world.counters.requests);
		const { reads, writes } = this.world.settings.faults;
		const queued = takeFault(this.queue, request.method, request.path);
		return queued ?? drawFault(request.method === 'GET' ? reads : writes, random);
	}

	/** Faults that strike before anything is done. */
	private before(fault: NextFault): SandboxAnswer | null {
		switch (fault.kind) {
			case 'tooManyRequests': {
				const seconds = fault.retryAfterSeconds ?? this.world.settings.retryAfterSeconds;
				const retryAfter =
					this.world.settings.retryAfterForm === 'seconds'
						? String(seconds)
						: httpDate(this.world.clock.now().plus({ seconds }));
				return this.json(
					429,
					{ message: 'Too Many Requests', status: 429 },
					{ 'retry-after': retryAfter },
				);
			}
			case 'serverError':
				return this.serverError(fault);
			case 'htmlError': {
				const status = fault.status ?? 502;
				return this.html(
					status,
					`<html><head><title>${status} Bad Gateway</title></head><body><center><h1>${status} Bad Gateway</h1></center><hr><center>nginx</center></body></html>`,
				);
			}
			case 'redirect':
				return {
					...this.html(302, '<html><body>Moved</body></html>'),
					headers: { ...this.headers('text/html'), location: '/login' },
				};
			case 'resetBefore':
				return { status: 0, headers: {}, body: '', fault: { kind: 'reset' } };
			case 'hangBefore':
				return { status: 0, headers: {}, body: '', fault: { kind: 'hang' } };
			default:
				return null;
		}
	}

	/** Faults that strike when it is done. */
	private after(fault: NextFault, answer: SandboxAnswer): SandboxAnswer {
		switch (fault.kind) {
			case 'resetAfter':
				return { status: 0, headers: {}, body: '', fault: { kind: 'reset' } };
			case 'hangAfter':
				return { status: 0, headers: {}, body: '', fault: { kind: 'hang' } };
			case 'serverErrorAfter':
				return this.serverError(fault);
			case 'empty':
				return { ...answer, body: '' };
			case 'truncated': {
				// An answer without a body cannot be cut short: the connection breaks instead.
				if (answer.body === '')
					return { status: 0, headers: {}, body: '', fault: { kind: 'reset' } };
				const fullLength = Buffer.byteLength(answer.body);
				return {
					...answer,
					body: answer.body.slice(0, Math.ceil(answer.body.length / 2)),
					fault: { kind: 'truncate', fullLength },
				};
			}
			default:
				return answer;
		}
	}

	private serve(request: SandboxRequest, match: ReturnType<typeof matchRoute>): SandboxAnswer {
		try {
			this.authorise(request);
			if (match === null) throw new ApiError(404, 'HTTP 404 Not Found');
			if (match === 'otherMethod') throw new ApiError(405, 'HTTP 405 Method Not Allowed');
			const shopId = this.shopOf(request, match.route.operation);
			if (request.malformedBody) throw new ApiError(400, 'The request body is not valid JSON');
			const { route, params } = match;
			return this.write(
				route.run({ ...request, params, shopId, body: request.body }, this.world, this.renderer),
			);
		} catch (error) {
			if (error instanceof ApiError) return this.json(error.status, error.body());
			throw error;
		}
	}

	private authorise(request: SandboxRequest): void {
		const key = request.headers.authorization;
		if (!key || !this.world.settings.apiKeys.includes(key)) throw new ApiError(401, 'Unauthorized');
	}

	private shopOf(request: SandboxRequest, operation: string): number {
		const { shops } = this.world.settings;
		const given = request.query.shop_id;
		const value = Array.isArray(given) ? given[0] : given;
		if (value === undefined || value === '') return shops[0].id;
		if (!/^\d+$/.test(value)) throw new ApiError(400, `shop_id: '${value}' must be a whole number`);
		const shop = shops.find((candidate) => candidate.id === Number(value));
		if (shop) return shop.id;
		if (operation === 'A01') throw new ApiError(403, `Access to shop '${value}' is denied`);
		throw new ApiError(404, `Shop with identifier '${value}' not found`);
	}

	private write(answer: Answer): SandboxAnswer {
		if (answer.status === 204) return { status: 204, headers: this.headers(null), body: '' };
		return {
			status: answer.status,
			headers: { ...this.headers('application/json;charset=UTF-8'), ...answer.headers },
			body: answer.text ?? JSON.stringify(answer.json),
		};
	}

	private serverError(fault: NextFault): SandboxAnswer {
		const status = fault.status ?? 500;
		return this.json(status, { message: 'An unexpected error occurred', status });
	}

	private json(status: number, body: unknown, headers: Record<string, string> = {}): SandboxAnswer {
		return {
			status,
			headers: { ...this.headers('application/json;charset=UTF-8'), ...headers },
			body: JSON.stringify(body),
		};
	}

	private html(status: number, body: string): SandboxAnswer {
		return { status, headers: this.headers('text/html'), body };
	}

	/** Every answer carries the marketplace's own time. */
	private headers(type: string | null): Record<string, string> {
		return { date: httpDate(this.world.clock.now()), ...(type ? { 'content-type': type } : {}) };
	}
}

function httpDate(at: DateTime): string {
	return at.toUTC().toFormat("EEE, dd LLL yyyy HH:mm:ss 'GMT'", { locale: 'en-US' });
}
