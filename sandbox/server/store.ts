import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Marketplace } from '../marketplace/marketplace';
import type { Snapshot } from '../marketplace/snapshot';

/** Keeps a marketplace in a file: read once, written a moment after each change and at the end, always whole. */
export class Store {
	private timer: NodeJS.Timeout | null = null;
	private stop: () => void = () => undefined;

	constructor(
		private readonly file: string,
		private readonly delay = 500,
	) {}

	/** What the file holds, null when there is none yet. @throws Error when it cannot be read as a sandbox's state. */
	read(): Snapshot | null {
		if (!existsSync(this.file)) return null;
		try {
			return JSON.parse(readFileSync(this.file, 'utf8')) as Snapshot;
		} catch (error) {
			throw new Error(`${this.file} does not hold a sandbox’s state: ${(error as Error).message}`);
		}
	}

	/** Writes from now on whatever changes in this marketplace. */
	follow(marketplace: Marketplace): void {
		this.stop();
		this.stop = marketplace.subscribe((event) => {
			if (event.type === 'request' || this.timer) return;
			this.timer = setTimeout(() => {
				this.timer = null;
				this.write(marketplace);
			}, this.delay);
		});
	}

	/** Writes now and stops. */
	close(marketplace: Marketplace): void {
		this.stop();
		if (this.timer) clearTimeout(this.timer);
		this.timer = null;
		this.write(marketplace);
	}

	/** A rename replaces the file in one step: it is never half written. */
	private write(marketplace: Marketplace): void {
		const beside = `${this.file}.${process.pid}.tmp`;
		writeFileSync(beside, JSON.stringify(marketplace.save()));
		renameSync(beside, this.file);
	}
}
