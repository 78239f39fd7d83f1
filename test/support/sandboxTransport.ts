import { DateTime } from 'luxon';
import type { Timing } from '../../nodes/Worten/marketplace/client';
import {
	NoAnswerError,
	queryString,
	type MarketplaceRequest,
	type MarketplaceResponse,
	type Transport,
} from '../../nodes/Worten/marketplace/transport';
import type { Marketplace, VirtualClock } from '../../sandbox';

/**
 * The sandbox without HTTP between: what a socket would do to an answer (break it off, cut it,
 * never send it) is played here. For tests of thousands of calls.
 */
export class SandboxTransport implements Transport {
	readonly sent: MarketplaceRequest[] = [];

	constructor(
		private readonly marketplace: Marketplace,
		private readonly apiKey: string,
	) {}

	async send(request: MarketplaceRequest): Promise<MarketplaceResponse> {
		this.sent.push(request);
		const query: Record<string, string | string[]> = {};
		const parameters = new URLSearchParams(queryString(request.query));
		for (const name of new Set(parameters.keys())) {
			const values = parameters.getAll(name);
			query[name] = values.length > 1 ? values : values[0];
		}
		const answer = this.marketplace.handle({
			method: request.method,
			path: request.path,
			query,
			headers: { authorization: this.apiKey },
			...(request.body ? { body: JSON.parse(JSON.stringify(request.body)) } : {}),
		});
		if (answer.fault?.kind === 'reset') throw new NoAnswerError('socket hang up', 'ECONNRESET');
		if (answer.fault?.kind === 'hang')
			throw new NoAnswerError('timeout of 30000ms exceeded', 'ETIMEDOUT');
		if (answer.fault?.kind === 'truncate') throw new NoAnswerError('aborted', 'ECONNRESET');
		return {
			status: answer.status,
			headers: Object.fromEntries(
				Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value]),
			),
			body: answer.body,
		};
	}
}

/** Time that passes only where somebody waits; the sandbox's clock moves along. */
export class SandboxTiming implements Timing {
	waited = 0;

	constructor(private readonly clock: VirtualClock) {}

	now(): DateTime {
		return this.clock.now();
	}

	async wait(milliseconds: number): Promise<void> {
		this.waited += milliseconds;
		this.clock.advance(milliseconds);
	}

	random(): number {
		return 0.5;
	}
}
