import type { Marketplace, Order, SettingsPatch, VirtualClock } from '../../sandbox';

const HOUR = 3_600_000;

/** What happens to orders by itself, brought down from weeks to five days. */
export const PACE: NonNullable<SettingsPatch['delays']> = {
	staging: HOUR / 6,
	acceptanceTimeout: 20 * HOUR,
	debit: HOUR,
	debitPayment: 2 * HOUR,
	delivery: 30 * HOUR,
	close: 40 * HOUR,
	refund: 6 * HOUR,
	refundPayment: 10 * HOUR,
	jitter: 0.5,
	arrival: null,
};

/** Nothing happens by itself any more. */
export const STANDSTILL: NonNullable<SettingsPatch['delays']> = {
	staging: null,
	acceptanceTimeout: null,
	debit: null,
	debitPayment: null,
	delivery: null,
	close: null,
	refund: null,
	refundPayment: null,
	jitter: 0,
	arrival: null,
};

/** Seeded randomness (mulberry32), of its own: the sandbox's must not depend on who polls. */
export class Dice {
	constructor(private state: number) {}

	next(): number {
		this.state = (this.state + 0x6d2b79f5) >>> 0;
		let t = this.state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	}

	below(limit: number): number {
		return Math.floor(this.next() * limit);
	}

	chance(probability: number): boolean {
		return this.next() < probability;
	}
}

/**
 * Buyers, seller and operator of a busy shop: orders come in (some in bursts that share a second),
 * are accepted, paid, shipped, refunded, complained about and touched for no visible reason.
 */
export class Churn {
	private readonly living: Order[] = [];
	private placed = 0;
	private owed = 0;

	constructor(
		private readonly marketplace: Marketplace,
		private readonly clock: VirtualClock,
		private readonly dice: Dice,
		private readonly orders: number,
		private readonly spanMs: number,
	) {}

	/** Let time pass, with the orders and the changes that belong to it. */
	pass(milliseconds: number): void {
		this.clock.advance(milliseconds);
		this.owed += (milliseconds / this.spanMs) * this.orders;
		while (this.owed >= 1 && this.placed < this.orders) {
			const burst = this.dice.chance(0.01) ? 30 : 1;
			for (let i = 0; i < burst && this.placed < this.orders; i++) this.place();
			this.owed -= burst;
		}
		const changes = (milliseconds / this.spanMs) * this.orders * 5;
		for (let i = 0; i < changes || this.dice.chance(changes - Math.floor(changes)); i++) {
			this.change();
			if (i > changes) break;
		}
	}

	/** The orders still owed, at the end. */
	rest(): void {
		while (this.placed < this.orders) this.place();
	}

	/** Something happens just now, between two requests. */
	now(): void {
		this.clock.advance(50 + this.dice.below(1_500));
		for (let i = this.dice.below(7); i > 0; i--) this.change();
		if (this.dice.chance(0.3) && this.placed < this.orders) {
			this.place();
			this.owed -= 1;
		}
	}

	private place(): void {
		this.living.push(this.marketplace.placeOrder());
		this.placed += 1;
	}

	private change(): void {
		if (this.living.length === 0) return;
		// Younger orders change more often.
		const back = Math.floor(this.dice.next() ** 2 * this.living.length);
		const index = this.living.length - 1 - back;
		const order = this.living[index];
		try {
			this.touch(order);
		} catch {
			// What an order's state does not allow just does not happen.
		}
		if (['CLOSED', 'REFUSED', 'CANCELED'].includes(order.state) && this.dice.chance(0.5)) {
			this.living.splice(index, 1);
		}
	}

	private touch({ id, state, lines }: Order): void {
		const { marketplace, dice } = this;
		const roll = dice.next();
		if (lines.some((line) => line.state === 'INCIDENT_OPEN') && roll < 0.5) {
			return marketplace.closeIncident(id);
		}
		if (roll > 0.97) return marketplace.touch(id);
		if (roll > 0.94) return marketplace.flagMessage(id, dice.chance(0.5));
		switch (state) {
			case 'WAITING_ACCEPTANCE':
				return roll < 0.7 ? marketplace.acceptByHand(id, roll > 0.05) : undefined;
			case 'WAITING_DEBIT':
			case 'WAITING_DEBIT_PAYMENT':
				if (roll < 0.05) return marketplace.cancelByOperator(id);
				return roll < 0.4 ? marketplace.pay(id) : undefined;
			case 'SHIPPING':
				if (roll < 0.02) return void marketplace.refundByOperator(id);
				return roll < 0.5 ? marketplace.shipByHand(id) : undefined;
			case 'SHIPPED':
			case 'TO_COLLECT':
				if (roll < 0.06) return marketplace.openIncident(id);
				if (roll < 0.08) return void marketplace.returnOrder(id, [lines[0].id]);
				if (roll < 0.2 && state === 'SHIPPED') return marketplace.toCollect(id);
				return roll < 0.4 ? marketplace.deliver(id) : undefined;
			case 'RECEIVED':
				if (roll < 0.06) return marketplace.openIncident(id);
				if (roll < 0.08) return void marketplace.returnOrder(id);
				return roll < 0.3 ? marketplace.advanceRefunds(id) : undefined;
			default:
				return undefined;
		}
	}
}
