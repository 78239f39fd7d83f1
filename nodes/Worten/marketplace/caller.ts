import type { DateTime } from 'luxon';
import { attempt } from '../attempt';
import { errorOf } from './answer';
import { MarketplaceError, mayPass } from './errors';
import { nextWaitMs, READ_RETRIES, type RetryPolicy } from './retry';
import {
	NoAnswerError,
	type MarketplaceRequest,
	type MarketplaceResponse,
	type Transport,
} from './transport';

/** Time, for whoever has to wait. Injected, so that nothing in here owns a clock. */
export interface Timing {
	now(): DateTime;
	wait(milliseconds: number): Promise<void>;
	/** 0..1, to spread the tries of several waiters. */
	random(): number;
}

export interface ClientOptions {
	/** How reads are tried again. Writes never are: whoever writes must look first. */
	retries?: RetryPolicy;
	/** Until when reads may be tried again; without it, two minutes from each first try. */
	deadline?: DateTime;
}

const READ_PATIENCE_MS = 120_000;

/** A request, but for how long to wait for its answer. */
export type Call = Omit<MarketplaceRequest, 'timeoutMs'>;

const TIMEOUT_MS = 30_000;

/**
 * How calls are made: reads again and again while their failure may pass and there is time, writes
 * exactly once. Throws MarketplaceError for every failure.
 */
export class Caller {
	constructor(
		private readonly transport: Transport,
		private readonly timing: Timing,
		private readonly options: ClientOptions,
	) {}

	/** Send a read, and again while it fails for reasons that may pass and there is time. */
	async read<T>(call: Call, interpret: (response: MarketplaceResponse) => T): Promise<T> {
		const policy = this.options.retries ?? READ_RETRIES;
		const deadline = this.options.deadline ?? this.timing.now().plus(READ_PATIENCE_MS);
		for (let tries = 1; ; tries++) {
			const leftMs = Math.max(1_000, deadline.diff(this.timing.now()).milliseconds);
			const timeoutMs = Math.min(TIMEOUT_MS, leftMs);
			const answer = await attempt(async () => interpret(await this.send({ ...call, timeoutMs })));
			if (answer.ok) return answer.value;
			if (!mayPass(answer.error)) throw answer.error;
			const wait = nextWaitMs(policy, {
				attempt: tries,
				askedMs: answer.error.retryAfterMs,
				leftMs: deadline.diff(this.timing.now()).milliseconds,
				spread: this.timing.random(),
			});
			if (wait === undefined) throw answer.error;
			await this.timing.wait(wait);
		}
	}

	/** Send a write, once. */
	async write(call: Call): Promise<MarketplaceResponse> {
		return await this.send({ ...call, timeoutMs: TIMEOUT_MS });
	}

	private async send(request: MarketplaceRequest): Promise<MarketplaceResponse> {
		const answer = await attempt(async () => await this.transport.send(request));
		if (!answer.ok) throw failureOf(request, answer.error);
		const response = answer.value;
		if (response.status >= 200 && response.status < 300) return response;
		throw errorOf(request, response, this.timing.now());
	}
}

function failureOf(request: MarketplaceRequest, error: unknown): unknown {
	if (!(error instanceof NoAnswerError)) return error;
	return new MarketplaceError({
		kind: 'noAnswer',
		operation: request.operation,
		code: error.code,
		said: error.message,
		maybeCarriedOut: error.maybeCarriedOut,
	});
}
