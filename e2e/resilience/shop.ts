import type { Marketplace, Order } from '../../sandbox';
import { randomFor } from '../../sandbox/marketplace/random';

/** How often something happens, in milliseconds. */
const TICK_MS = 250;

/** For each order placed, about so many changes of orders there already. */
const CHANGES_AN_ORDER = 3;

/**
 * A busy shop: buyers order, the seller accepts and ships by hand, the marketplace debits, delivers
 * and refunds, all the time while n8n polls, dies and comes back.
 */
export class Shop {
	private readonly random;
	private readonly living: Order[] = [];
	private timer: NodeJS.Timeout | undefined;
	private owed = 0;
	private closed: () => void = () => undefined;
	/** Done when the shop has closed. */
	readonly closing = new Promise<void>((resolve) => {
		this.closed = resolve;
	});

	constructor(
		private readonly marketplace: Marketplace,
		seed: string,
	) {
		this.random = randomFor(seed, 'shop');
	}

	/** Orders at once. */
	place(count: number): void {
		for (let i = 0; i < count; i++) this.living.push(this.marketplace.placeOrder());
	}

	/** Orders and changes from now on, until it is closed or `most` orders have been placed. */
	open(ordersAMinute: number, most = Infinity): void {
		let left = most;
		this.timer = setInterval(() => {
			left -= this.pass(ordersAMinute, left);
			if (left <= 0) this.close();
		}, TICK_MS);
	}

	/** From now on nothing changes any more. */
	close(): void {
		clearInterval(this.timer);
		this.closed();
	}

	/** Answers how many orders were placed. */
	private pass(ordersAMinute: number, most: number): number {
		this.owed += (ordersAMinute * TICK_MS) / 60_000;
		const count = Math.min(Math.floor(this.owed), most);
		this.owed -= count;
		for (let i = 0; i < count; i++) {
			this.place(1);
			for (let j = 0; j < CHANGES_AN_ORDER; j++) this.change();
		}
		return count;
	}

	private change(): void {
		const { random, living } = this;
		if (living.length === 0) return;
		// Younger orders change more often.
		const index = living.length - 1 - Math.floor(random.next() ** 2 * living.length);
		const order = living[index];
		try {
			this.moveOn(order);
		} catch {
			// What an order's state does not allow just does not happen.
		}
		if (['CLOSED', 'REFUSED', 'CANCELED'].includes(order.state)) living.splice(index, 1);
	}

	private moveOn({ id, state }: Order): void {
		const { marketplace, random } = this;
		const roll = random.next();
		switch (state) {
			case 'WAITING_ACCEPTANCE':
				return marketplace.acceptByHand(id, roll > 0.1);
			case 'WAITING_DEBIT':
			case 'WAITING_DEBIT_PAYMENT':
				return roll < 0.1 ? marketplace.cancelByOperator(id) : marketplace.pay(id);
			case 'SHIPPING':
				if (roll < 0.1) return void marketplace.refundByOperator(id);
				return marketplace.shipByHand(id);
			case 'SHIPPED':
				if (roll < 0.2) return void marketplace.refundByOperator(id);
				return marketplace.deliver(id);
			case 'RECEIVED':
				if (roll < 0.3) return void marketplace.returnOrder(id);
				return roll < 0.7 ? marketplace.advanceRefunds(id) : marketplace.close(id);
			default:
				return undefined;
		}
	}
}
