import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { SystemClock } from './marketplace/clock';
import type { Clock } from './marketplace/clock';
import { Marketplace } from './marketplace/marketplace';
import { mergeSettings, defaultSettings, speeds } from './marketplace/settings';
import type { SettingsPatch } from './marketplace/settings';
import { serveApi } from './server/api';
import { serveControl } from './server/control';
import { EventStream } from './server/events';
import { servePage } from './server/page';
import { Store } from './server/store';

export { SystemClock, VirtualClock } from './marketplace/clock';
export type { Clock } from './marketplace/clock';
export type { SandboxAnswer, SandboxRequest } from './marketplace/desk';
export { faultKinds } from './marketplace/faults';
export type { FaultKind, FaultRates, NextFault } from './marketplace/faults';
export type { JournalEntry, JournalKind } from './marketplace/journal';
export { Marketplace } from './marketplace/marketplace';
export type { MarketplaceEvent, MarketplaceOptions } from './marketplace/marketplace';
export type { Line, Order, OrderState, Poison, Refund, TaxMode } from './marketplace/order';
export type { LoggedRequest } from './marketplace/requestLog';
export { defaultSettings, speeds } from './marketplace/settings';
export type { Delays, Mix, Settings, SettingsPatch } from './marketplace/settings';
export { goods } from './world/goods';
export type { PlaceOptions } from './world/placing';

export interface SandboxOptions {
	/** 0 = any free one. */
	port?: number;
	/** The machine itself only, unless told otherwise. */
	host?: string;
	seed?: number | string;
	/** Orders placed at the start, unless a data file already holds some. */
	orders?: number;
	apiKey?: string;
	/** Delays by name; `still` (nothing happens by itself) when left out. */
	speed?: keyof typeof speeds;
	/** The machine's clock when left out. */
	clock?: Clock;
	settings?: SettingsPatch;
	/** File to keep the state in between two starts; in memory only when left out. */
	data?: string;
	/** How often time-driven changes are looked for, in real milliseconds; 0 = only when something is asked. */
	tickEvery?: number;
}

export interface RunningSandbox {
	/** For example http://127.0.0.1:4100 — also the credential's base URL. */
	url: string;
	apiKey: string;
	/** The one that answers; another object after a reset. */
	readonly marketplace: Marketplace;
	/** Starts anew with no orders, from the given seed or the same. */
	reset(seed?: number | string): void;
	close(): Promise<void>;
}

/** Starts a sandbox with its HTTP front, control API and page. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
	const { port = 0, host = '127.0.0.1', orders = 0, speed = 'still', tickEvery = 250 } = options;
	const clock = options.clock ?? new SystemClock();
	const base: SettingsPatch = { delays: speeds[speed] };
	if (options.apiKey) base.apiKeys = [options.apiKey];
	const settings = mergeSettings(mergeSettings(defaultSettings(), base), options.settings ?? {});
	const store = options.data ? new Store(options.data) : null;

	const create = (seed: number | string) => new Marketplace({ seed, clock, settings });
	let seed = options.seed ?? 1;
	let marketplace = create(seed);
	const kept = store?.read();
	if (kept) {
		marketplace.restore(kept);
		// The key on the command line is the one callers know.
		marketplace.updateSettings({ apiKeys: settings.apiKeys });
	} else {
		for (let i = 0; i < orders; i++) marketplace.placeOrder();
	}
	store?.follow(marketplace);

	const stream = new EventStream(marketplace);
	const reset = (newSeed?: number | string) => {
		const { settings: present } = marketplace;
		seed = newSeed ?? seed;
		marketplace = create(seed);
		marketplace.updateSettings(present);
		store?.follow(marketplace);
		stream.follow(marketplace);
	};

	const server = fastify({
		forceCloseConnections: true,
		bodyLimit: 16 * 1024 * 1024,
		exposeHeadRoutes: false,
	});
	serveApi(server, () => marketplace);
	serveControl(server, () => marketplace, reset);
	stream.serve(server);
	servePage(server);
	await server.listen({ port, host });

	const ticking = tickEvery > 0 ? setInterval(() => marketplace.tick(), tickEvery) : null;
	const address = server.server.address() as AddressInfo;
	const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
	return {
		url: `http://${name}:${address.port}`,
		apiKey: settings.apiKeys[0],
		get marketplace() {
			return marketplace;
		},
		reset,
		async close() {
			if (ticking) clearInterval(ticking);
			stream.close();
			await server.close();
			store?.close(marketplace);
		},
	};
}
