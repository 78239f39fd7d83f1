import type { DateTime } from 'luxon';
import type { Timing } from '../../marketplace/client';

/** The longest wait that is sat through; a longer one fails the items instead. */
const LONGEST_WAIT_MS = 120_000;

/**
 * One gate for all writes of a run: when the marketplace tells one of them to wait (429), all wait,
 * instead of each running into the limit by itself.
 */
export class Gate {
	private opensAt: DateTime | undefined;

	constructor(private readonly timing: Timing) {}

	/** Nobody passes for this long. */
	close(milliseconds: number): void {
		const until = this.timing.now().plus(milliseconds);
		if (!this.opensAt || until > this.opensAt) this.opensAt = until;
	}

	/**
	 * Wait until the gate is open.
	 * @returns how long it stays closed, in milliseconds, where that is too long to wait
	 */
	async pass(): Promise<number | undefined> {
		while (this.opensAt) {
			const left = this.opensAt.diff(this.timing.now()).milliseconds;
			if (left > LONGEST_WAIT_MS) return left;
			if (left <= 0) this.opensAt = undefined;
			else await this.timing.wait(left);
		}
		return undefined;
	}
}
