import type { Order, TaxMode } from './order';
import { orderView } from './orderView';
import type { Settings } from './settings';

/** Orders as JSON text, written once for each change: pages are put together from it. */
export class Renderer {
	private cache = new WeakMap<Order, Map<string, string>>();

	constructor(private readonly settings: () => Settings) {}

	/** The JSON of an order in a tax mode and language. */
	json(order: Order, mode: TaxMode, locale?: string): string {
		let texts = this.cache.get(order);
		if (!texts) this.cache.set(order, (texts = new Map()));
		const key = locale ? `${mode} ${locale.slice(0, 2)}` : mode;
		let text = texts.get(key);
		if (text === undefined) {
			text = JSON.stringify(orderView(order, { settings: this.settings(), mode, locale }));
			texts.set(key, text);
		}
		return text;
	}

	/** To be called when an order has changed. */
	forget(order: Order): void {
		this.cache.delete(order);
	}

	/** To be called when the settings have changed. */
	forgetAll(): void {
		this.cache = new WeakMap();
	}
}
