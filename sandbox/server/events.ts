import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Marketplace, MarketplaceEvent } from '../marketplace/marketplace';
import { summary } from './summary';

/** Server-Sent Events: each change and each call the moment it happens. */
export class EventStream {
	private readonly readers = new Set<FastifyReply['raw']>();
	private stop: () => void = () => undefined;

	constructor(private marketplace: Marketplace) {
		this.follow(marketplace);
	}

	/** Follows another marketplace, and tells readers to look at everything anew. */
	follow(marketplace: Marketplace): void {
		this.stop();
		this.marketplace = marketplace;
		this.stop = marketplace.subscribe((event) => this.tell(event));
		this.write('reset', {});
	}

	serve(server: FastifyInstance): void {
		server.get('/sandbox/events', (_request, reply) => {
			reply.hijack();
			const { raw } = reply;
			raw.writeHead(200, {
				'content-type': 'text/event-stream',
				'cache-control': 'no-cache',
				connection: 'keep-alive',
			});
			raw.write('retry: 1000\n\n');
			this.readers.add(raw);
			raw.on('close', () => this.readers.delete(raw));
		});
	}

	close(): void {
		this.stop();
		for (const reader of this.readers) reader.end();
		this.readers.clear();
	}

	private tell(event: MarketplaceEvent): void {
		if (this.readers.size === 0) return;
		if (event.type === 'request') this.write('request', event.request);
		else if (event.type === 'settings') this.write('settings', this.marketplace.settings);
		else {
			const order = this.marketplace.order(event.entry.orderId);
			this.write('change', { entry: event.entry, order: order ? summary(order) : null });
		}
	}

	private write(name: string, data: unknown): void {
		if (this.readers.size === 0) return;
		const text = `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
		for (const reader of this.readers) reader.write(text);
	}
}
