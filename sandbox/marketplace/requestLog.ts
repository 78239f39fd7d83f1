export interface LoggedRequest {
	seq: number;
	/** Epoch milliseconds on the sandbox's clock. */
	at: number;
	method: string;
	path: string;
	query: Record<string, string | string[]>;
	/** The Mirakl operation (OR11, OR28 …), null for an unknown path. */
	operation: string | null;
	/** 0 when the connection was cut instead of answering. */
	status: number;
	fault: string | null;
}

/** The latest calls, and how many there ever were of each operation. */
export class RequestLog {
	private entries: LoggedRequest[] = [];
	private counts = new Map<string, number>();
	private seq = 0;

	constructor(private readonly capacity = 5000) {}

	add(entry: Omit<LoggedRequest, 'seq'>): LoggedRequest {
		const logged = { seq: ++this.seq, ...entry };
		this.entries.push(logged);
		// Cut in blocks: shifting one at a time would move the whole list on each call.
		if (this.entries.length >= this.capacity * 2) this.entries = this.entries.slice(-this.capacity);
		const key = entry.operation ?? 'unknown';
		this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
		return logged;
	}

	/** The latest calls, oldest first. */
	latest(): readonly LoggedRequest[] {
		return this.entries.length > this.capacity ? this.entries.slice(-this.capacity) : this.entries;
	}

	/** Calls of one operation so far, or of all. */
	count(operation?: string): number {
		return operation === undefined ? this.seq : (this.counts.get(operation) ?? 0);
	}

	clear(): void {
		this.entries = [];
		this.counts.clear();
		this.seq = 0;
	}
}
