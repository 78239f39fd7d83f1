import type { DateTime } from 'luxon';
import { attempt } from '../attempt';
import type { MarketplaceClient, Timing } from './client';
import { isCanceled, MarketplaceError } from './errors';
import type { Carrier, Channel, Configuration, Reason } from './schemas/reference';

interface Kept {
	at: DateTime;
	value: Promise<unknown>;
	/** It has arrived. */
	held: boolean;
}

interface Failed {
	at: DateTime;
	error: unknown;
}

/** Carriers, channels and settings: the API asks to read them once a day. */
const DAY_MS = 24 * 60 * 60 * 1000;
/** Reasons may be read for every page that shows them; a quarter of an hour is plenty. */
const QUARTER_MS = 15 * 60 * 1000;
/** How old a list has to be before it is read again because something was not found in it. */
const MINUTE_MS = 60 * 1000;

/** How long a failure stands for all who ask, so that a thousand items do not each wait for it. */
const FAILURE_MS = 60 * 1000;

/** The lists a workflow needs again and again, kept for all nodes of this n8n that use one account. */
const kept = new Map<string, Kept>();
const failed = new Map<string, Failed>();

/** Failures that another try may not have: the key was corrected, the next execution is not stopped. */
function endsWithItsAsker(error: unknown): boolean {
	return isCanceled(error) || (error instanceof MarketplaceError && error.kind === 'unauthorized');
}

/**
 * The marketplace's lists (carriers, reasons, channels, settings), read once and then remembered,
 * whatever the number of items and executions. One that cannot be read fails at once for a minute.
 */
export class Reference {
	/** @param account whose lists they are: address, shop and credential */
	constructor(
		private readonly client: MarketplaceClient,
		private readonly timing: Timing,
		private readonly account: string,
	) {}

	/** SH21. `renew` reads anew unless that was done within the last minute: the list may have grown. */
	async carriers(renew = false): Promise<Carrier[]> {
		return await this.get(
			'SH21',
			renew ? MINUTE_MS : DAY_MS,
			async () => await this.client.carriers(),
		);
	}

	/** RE01. */
	async reasons(renew = false): Promise<Reason[]> {
		return await this.get(
			'RE01',
			renew ? MINUTE_MS : QUARTER_MS,
			async () => await this.client.reasons(),
		);
	}

	/** CH11. */
	async channels(): Promise<Channel[]> {
		return await this.get('CH11', DAY_MS, async () => await this.client.channels());
	}

	/** PC01; empty, so nothing known, where the shop may not see it or the platform does not have it. */
	async configuration(): Promise<Configuration> {
		return await this.get('PC01', DAY_MS, async () => {
			const answer = await attempt(async () => await this.client.configuration());
			if (answer.ok) return answer.value;
			const { error } = answer;
			const hidden =
				error instanceof MarketplaceError &&
				(error.kind === 'forbidden' || error.kind === 'notFound');
			if (hidden) return {};
			throw error;
		});
	}

	private async get<T>(list: string, maxAgeMs: number, read: () => Promise<T>): Promise<T> {
		const key = `${this.account} ${list}`;
		const now = this.timing.now();
		const known = kept.get(key);
		if (known && now.diff(known.at).milliseconds < maxAgeMs)
			return await (known.value as Promise<T>);
		const failure = failed.get(key);
		if (failure && now.diff(failure.at).milliseconds < FAILURE_MS) throw failure.error;
		const value = read();
		const asked: Kept = { at: now, value, held: false };
		kept.set(key, asked);
		const answer = await attempt(async () => await value);
		if (answer.ok) {
			asked.held = true;
			failed.delete(key);
			return answer.value;
		}
		if (kept.get(key) === asked) {
			if (known?.held) kept.set(key, known);
			else kept.delete(key);
			if (!endsWithItsAsker(answer.error)) {
				failed.set(key, { at: this.timing.now(), error: answer.error });
			}
		}
		throw answer.error;
	}
}

/** Forget every list: for tests, which play several marketplaces at one address. */
export function forgetReference(): void {
	kept.clear();
	failed.clear();
}
