interface Appointment {
	at: number;
	ordinal: number;
	orderId: string;
	/** The order's version when this was noted: a later one makes it void. */
	version: number;
}

/** What falls due when, soonest first (a binary heap). Ties go to the older order, so that runs repeat. */
export class Schedule {
	private readonly heap: Appointment[] = [];

	add(appointment: Appointment): void {
		const heap = this.heap;
		heap.push(appointment);
		let child = heap.length - 1;
		while (child > 0) {
			const parent = (child - 1) >>> 1;
			if (!sooner(heap[child], heap[parent])) break;
			[heap[child], heap[parent]] = [heap[parent], heap[child]];
			child = parent;
		}
	}

	/** When the soonest falls due. */
	next(): number | undefined {
		return this.heap[0]?.at;
	}

	/** Takes the soonest out if it is due by `now`. */
	take(now: number): Appointment | undefined {
		const heap = this.heap;
		if (heap.length === 0 || heap[0].at > now) return undefined;
		const first = heap[0];
		const last = heap.pop() as Appointment;
		if (heap.length > 0) {
			heap[0] = last;
			let parent = 0;
			for (;;) {
				const left = parent * 2 + 1;
				if (left >= heap.length) break;
				const right = left + 1;
				const child = right < heap.length && sooner(heap[right], heap[left]) ? right : left;
				if (!sooner(heap[child], heap[parent])) break;
				[heap[child], heap[parent]] = [heap[parent], heap[child]];
				parent = child;
			}
		}
		return first;
	}

	clear(): void {
		this.heap.length = 0;
	}
}

function sooner(a: Appointment, b: Appointment): boolean {
	return a.at < b.at || (a.at === b.at && a.ordinal < b.ordinal);
}
