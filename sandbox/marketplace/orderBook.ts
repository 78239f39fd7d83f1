import type { Line, Order } from './order';

interface Version {
	visibleAt: number;
	order: Order;
}

/**
 * All orders, in the listing's own order (creation date, then id), with ways to find one by its id or a
 * line's. Where the platform shows changes late it also keeps what a listing still sees.
 */
export class OrderBook {
	private readonly sorted: Order[] = [];
	private readonly byId = new Map<string, Order>();
	private readonly byLine = new Map<string, { order: Order; line: Line }>();
	private readonly late = new Map<string, Version[]>();

	clear(): void {
		this.sorted.length = 0;
		this.byId.clear();
		this.byLine.clear();
		this.late.clear();
	}

	add(order: Order): void {
		let index = this.sorted.length;
		while (index > 0 && comesBefore(order, this.sorted[index - 1])) index -= 1;
		this.sorted.splice(index, 0, order);
		this.byId.set(order.id, order);
		for (const line of order.lines) this.byLine.set(line.id, { order, line });
	}

	get(id: string): Order | undefined {
		return this.byId.get(id);
	}

	line(id: string): { order: Order; line: Line } | undefined {
		return this.byLine.get(id);
	}

	/** Every order, oldest first. */
	all(): readonly Order[] {
		return this.sorted;
	}

	/** Position of the first order created at `from` or later. */
	firstCreatedAt(from: number): number {
		let low = 0;
		let high = this.sorted.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (this.sorted[middle].createdAt < from) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	/** Remembers the order as it is now, to be seen by listings from `visibleAt` on. */
	keepVersion(order: Order, visibleAt: number, now: number): void {
		const versions = this.late.get(order.id) ?? [];
		while (versions.length > 1 && versions[1].visibleAt <= now) versions.shift();
		versions.push({ visibleAt, order: structuredClone(order) });
		this.late.set(order.id, versions);
	}

	/** Remembers every order as it is: what listings go on seeing once changes show late. */
	keepAll(): void {
		for (const order of this.sorted)
			this.late.set(order.id, [{ visibleAt: -Infinity, order: structuredClone(order) }]);
	}

	/** Forgets what was kept: listings see the truth again. */
	forgetVersions(): void {
		this.late.clear();
	}

	/** The order as a listing sees it at this moment: undefined while it is not visible yet. */
	visible(order: Order, now: number): Order | undefined {
		const versions = this.late.get(order.id);
		if (!versions || versions[versions.length - 1].visibleAt <= now) return order;
		for (let i = versions.length - 2; i >= 0; i--) {
			if (versions[i].visibleAt <= now) return versions[i].order;
		}
		return undefined;
	}
}

function comesBefore(a: Order, b: Order): boolean {
	return a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.id < b.id);
}
