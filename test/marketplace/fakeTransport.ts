import { DateTime } from 'luxon';
import type { Timing } from '../../nodes/Worten/marketplace/client';
import {
	NoAnswerError,
	type MarketplaceRequest,
	type MarketplaceResponse,
	type Transport,
} from '../../nodes/Worten/marketplace/transport';

type Answer = Partial<Omit<MarketplaceResponse, 'body'>> & { body?: unknown };

/** Answers requests in turn from a list, and keeps them to look at. */
export class FakeTransport implements Transport {
	readonly requests: MarketplaceRequest[] = [];

	constructor(
		private readonly answers: Array<
			Answer | NoAnswerError | ((request: MarketplaceRequest) => Answer)
		>,
	) {}

	async send(request: MarketplaceRequest): Promise<MarketplaceResponse> {
		this.requests.push(request);
		const next = this.answers.shift();
		if (next === undefined)
			throw new Error(`Unexpected request: ${request.operation} ${request.path}`);
		if (next instanceof NoAnswerError) throw next;
		const answer = typeof next === 'function' ? next(request) : next;
		const { status = 200, headers = {}, body = '' } = answer;
		return { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
	}
}

/** A clock that only moves when somebody waits. */
export class FakeTiming implements Timing {
	readonly waits: number[] = [];

	constructor(private at = DateTime.fromISO('2026-03-02T10:00:00Z', { zone: 'utc' })) {}

	now(): DateTime {
		return this.at;
	}

	async wait(milliseconds: number): Promise<void> {
		this.waits.push(milliseconds);
		this.at = this.at.plus(milliseconds);
	}

	random(): number {
		return 0.5;
	}
}
