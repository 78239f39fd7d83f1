import type { DateTime } from 'luxon';
import type { Timing } from '../../marketplace/client';

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

	/** Wait until the gate is open. */
	async pass(): Promise<void> {
		while (this.opensAt) {
			const left = this.opensAt.diff(this.timing.now()).milliseconds;
			if (left <= 0) {
				this.opensAt = undefined;
				return;
			}
			await this.timing.wait(left);
		}
	}
}
