import { DateTime } from 'luxon';
import { newOrder } from '../world/placing';
import type { PlaceOptions } from '../world/placing';
import { ApiError } from './apiError';
import { decide } from './acceptance';
import { cancelOrder } from './cancelations';
import type { Clock } from './clock';
import { Desk } from './desk';
import type { SandboxAnswer, SandboxRequest } from './desk';
import type { NextFault } from './faults';
import { closeIncident, openIncident } from './incidents';
import type { JournalEntry } from './journal';
import {
	advanceRefund,
	close,
	debit,
	deliver,
	offer,
	runDue,
	timeOut,
	toCollect,
} from './lifecycle';
import { fulfilledByMarketplace } from './order';
import type { Order, Poison, TaxMode } from './order';
import { refundByOperator } from './refunds';
import type { MadeRefund } from './refunds';
import { Renderer } from './renderer';
import { RequestLog } from './requestLog';
import type { LoggedRequest } from './requestLog';
import { defaultSettings, mergeSettings } from './settings';
import type { Settings, SettingsPatch } from './settings';
import { markShipped, setTracking, ship } from './shipping';
import type { TrackingInput } from './shipping';
import { balanceOf, World } from './world';
import { restoreWorld, saveWorld } from './snapshot';
import type { Snapshot } from './snapshot';

export interface MarketplaceOptions {
	/** The same seed, clock and calls give byte for byte the same answers. */
	seed: number | string;
	clock: Clock;
	settings?: SettingsPatch;
	/** Called before a request is looked at: the place to let the world change between two pages. */
	onRequest?: (request: SandboxRequest) => void;
	/** Called with the answer before it is handed back. */
	beforeAnswer?: (request: SandboxRequest, answer: SandboxAnswer) => void;
}

export type MarketplaceEvent =
	| { type: 'journal'; entry: JournalEntry }
	| { type: 'request'; request: LoggedRequest }
	| { type: 'settings' };

/** A Worten of one's own: the seller API, and everything buyers, operator and time do. No HTTP, no timers. */
export class Marketplace {
	onRequest?: (request: SandboxRequest) => void;
	beforeAnswer?: (request: SandboxRequest, answer: SandboxAnswer) => void;

	private readonly world: World;
	private readonly renderer: Renderer;
	private readonly desk: Desk;
	private readonly log = new RequestLog();
	private readonly listeners = new Set<(event: MarketplaceEvent) => void>();
	private nextArrival: number | null = null;

	constructor(options: MarketplaceOptions) {
		const settings = mergeSettings(defaultSettings(), options.settings ?? {});
		this.world = new World(options.seed, options.clock, settings);
		this.renderer = new Renderer(() => this.world.settings);
		this.desk = new Desk(this.world, this.renderer);
		this.onRequest = options.onRequest;
		this.beforeAnswer = options.beforeAnswer;
		this.world.onChange = (order) => this.renderer.forget(order);
		this.world.onJournal = (entry) => this.emit({ type: 'journal', entry });
	}

	/** Answers a request to the seller API. Never throws for anything a caller can send. */
	handle(request: SandboxRequest): SandboxAnswer {
		this.onRequest?.(request);
		this.tick();
		const { answer, operation } = this.world.inOneMoment(() => this.desk.answer(request));
		const logged = this.log.add({
			at: this.world.now(),
			method: request.method,
			path: request.path,
			query: request.query,
			operation,
			status: answer.fault && answer.fault.kind !== 'truncate' ? 0 : answer.status,
			fault: answer.faultKind ?? null,
		});
		this.emit({ type: 'request', request: logged });
		this.beforeAnswer?.(request, answer);
		return answer;
	}

	/** Lets everything happen that time has brought about. `handle` and all methods below do so themselves. */
	tick(): void {
		const now = this.world.clock.now().toMillis();
		this.arrive(now);
		runDue(this.world, now);
	}

	/** The settings as they are. Change them with `updateSettings`. */
	get settings(): Readonly<Settings> {
		return this.world.settings;
	}

	/** Changes settings from now on; delays already running are counted anew from when they began. */
	updateSettings(patch: SettingsPatch): void {
		this.tick();
		const before = this.world.settings;
		const after = mergeSettings(before, patch);
		this.world.settings = after;
		if (patch.payableBalance !== undefined) this.world.balance = balanceOf(after);
		if (after.visibilityDelayMs > 0 && before.visibilityDelayMs === 0) this.world.book.keepAll();
		if (after.visibilityDelayMs === 0) this.world.book.forgetVersions();
		this.renderer.forgetAll();
		if (patch.delays) {
			this.world.planAll();
			if (patch.delays.arrival !== undefined) this.nextArrival = null;
		}
		this.emit({ type: 'settings' });
	}

	/** Shares (0 to 1) of reads and writes that go wrong, by kind of fault. */
	setFaults(faults: NonNullable<SettingsPatch['faults']>): void {
		this.updateSettings({ faults });
	}

	/** The next matching call goes wrong in a particular way. */
	failNext(fault: NextFault): void {
		this.desk.queue.push({ ...fault });
	}

	/** Takes back what `failNext` has queued. */
	clearNextFaults(): void {
		this.desk.queue.length = 0;
	}

	/** A buyer orders. What is not asked for is drawn from the seed. */
	placeOrder(options: PlaceOptions = {}): Order {
		this.tick();
		return this.world.inOneMoment(() => this.place(options));
	}

	/** STAGING is over: the shop is asked. */
	offer(orderId: string): void {
		this.on(orderId, (order) => offer(this.world, order));
	}

	/** The deadline to accept passes. */
	timeOut(orderId: string): void {
		this.on(orderId, (order) => timeOut(this.world, order));
	}

	/** The buyer is debited: the order goes to SHIPPING at once. */
	pay(orderId: string): void {
		this.on(orderId, (order) => debit(this.world, order));
	}

	/** The same as `pay`. */
	debit(orderId: string): void {
		this.pay(orderId);
	}

	/** The parcel reaches a pick-up point. */
	toCollect(orderId: string): void {
		this.on(orderId, (order) => toCollect(this.world, order));
	}

	/** The buyer receives the goods. */
	deliver(orderId: string): void {
		this.on(orderId, (order) => deliver(this.world, order));
	}

	/** The order ends. */
	close(orderId: string): void {
		this.on(orderId, (order) => close(this.world, order));
	}

	/** The marketplace cancels before the debit. */
	cancelByOperator(orderId: string, reasonCode = '303'): void {
		this.on(orderId, (order) => cancelOrder(this.world, order, 'marketplace', reasonCode));
	}

	/** The marketplace gives the buyer back all that is left, of some lines or all. */
	refundByOperator(orderId: string, lineIds?: string[], reasonCode = '205'): MadeRefund[] {
		return this.on(orderId, (order) => refundByOperator(this.world, order, lineIds, reasonCode));
	}

	/** The buyer sends goods back and the marketplace refunds them. */
	returnOrder(orderId: string, lineIds?: string[]): MadeRefund[] {
		return this.refundByOperator(orderId, lineIds, '202');
	}

	/** Refunds on their way take their next step now. */
	advanceRefunds(orderId: string): void {
		this.on(orderId, (order) => {
			const open = order.lines
				.flatMap((line) => line.refunds)
				.filter((refund) => refund.state !== 'REFUNDED');
			for (const refund of open) advanceRefund(this.world, order, refund);
		});
	}

	openIncident(orderId: string, lineId?: string, reasonCode?: string): void {
		this.on(orderId, (order) => openIncident(this.world, order, lineId, reasonCode));
	}

	closeIncident(orderId: string, lineId?: string, reasonCode?: string): void {
		this.on(orderId, (order) => closeIncident(this.world, order, lineId, reasonCode));
	}

	/** The buyer has written, or the message has been answered. */
	flagMessage(orderId: string, hasMessage = true): void {
		this.on(orderId, (order) => {
			order.hasCustomerMessage = hasMessage;
			this.world.changed(order, 'marketplace', 'message', { hasMessage });
		});
	}

	/** Something nobody sees changes: only the date of the last update moves. */
	touch(orderId: string): void {
		this.on(orderId, (order) => this.world.changed(order, 'marketplace', 'touched'));
	}

	/** From now on the order is shown broken; null heals it. */
	poison(orderId: string, poison: Poison | null): void {
		this.on(orderId, (order) => {
			order.poison = poison;
			this.world.changed(order, 'marketplace', 'poisoned', { poison });
		});
	}

	/** The seller accepts (or refuses) all lines by hand, as in the back office. */
	acceptByHand(orderId: string, accepted = true): void {
		this.on(orderId, (order) =>
			decide(
				this.world,
				order,
				order.lines.map((line) => ({ id: line.id, accepted })),
			),
		);
	}

	/** The seller ships by hand, or the marketplace does where it keeps the goods. */
	shipByHand(orderId: string, tracking?: TrackingInput): void {
		this.on(orderId, (order) => {
			if (fulfilledByMarketplace(order)) {
				if (order.state !== 'SHIPPING')
					throw new ApiError(400, `Order ${order.id} is ${order.state}`);
				markShipped(
					this.world,
					order,
					'marketplace',
					order.lines.map((line) => line.id),
				);
				return;
			}
			if (tracking) setTracking(this.world, order, tracking);
			ship(this.world, order);
		});
	}

	/** What has happened since the beginning, oldest first. */
	get journal(): readonly JournalEntry[] {
		return this.world.journal;
	}

	/** Every order in the truth, oldest first. Not to be changed. */
	get orders(): readonly Order[] {
		return this.world.book.all();
	}

	/** One order in the truth. */
	order(orderId: string): Order | undefined {
		return this.world.book.get(orderId);
	}

	/** One order as OR11 shows it at this moment, delays of visibility aside. */
	view(orderId: string, mode?: TaxMode): unknown {
		const order = this.world.mustFind(orderId);
		return JSON.parse(this.renderer.json(order, mode ?? this.world.settings.taxMode));
	}

	/** The latest calls, oldest first (a bounded list). */
	get requests(): readonly LoggedRequest[] {
		return this.log.latest();
	}

	/** How many calls there have been, of one operation (OR11 …) or in all. */
	calls(operation?: string): number {
		return this.log.count(operation);
	}

	/** Forgets calls, not orders. */
	clearRequests(): void {
		this.log.clear();
	}

	/** The sandbox's present. */
	now(): DateTime<true> {
		return this.world.clock.now();
	}

	/** What refunds can still be paid from, in cents; null = any amount. */
	get balance(): number | null {
		return this.world.balance;
	}

	/** Hears of every change, call and setting. Answers how to stop. */
	subscribe(listener: (event: MarketplaceEvent) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	/** When time will next do something by itself, in epoch milliseconds. */
	nextDue(): number | null {
		const due = [this.world.schedule.next(), this.nextArrival].filter(
			(at) => typeof at === 'number',
		);
		return due.length === 0 ? null : Math.min(...due);
	}

	/** All there is to keep between two starts. */
	save(): Snapshot {
		return saveWorld(this.world);
	}

	/** Puts back what was kept, in place of everything here. */
	restore(snapshot: Snapshot): void {
		restoreWorld(this.world, snapshot);
		this.renderer.forgetAll();
	}

	private place(options: PlaceOptions): Order {
		const { counters } = this.world;
		counters.orders += 1;
		const random = this.world.random('order', counters.orders);
		counters.commercialId += random.between(1, 9);
		const order = newOrder(
			random,
			{ ordinal: counters.orders, commercialId: counters.commercialId, now: this.world.now() },
			this.world.settings,
			options,
		);
		this.world.book.add(order);
		this.world.changed(order, 'marketplace', 'placed', {
			channel: order.channel,
			lines: order.lines.map((line) => ({
				lineId: line.id,
				sku: line.offerSku,
				quantity: line.quantity,
			})),
		});
		if (options.skipStaging || this.world.settings.delays.staging === 0) offer(this.world, order);
		return order;
	}

	/** Orders that come in by themselves, each at its own moment and after what was due before it. */
	private arrive(now: number): void {
		const { arrival } = this.world.settings.delays;
		if (arrival === null || arrival <= 0) return;
		let at: number = this.nextArrival ?? now + arrival;
		while (at <= now) {
			runDue(this.world, at);
			this.world.at(at, () => this.place({}));
			at += arrival;
		}
		this.nextArrival = at;
	}

	private on<T>(orderId: string, act: (order: Order) => T): T {
		this.tick();
		return this.world.inOneMoment(() => act(this.world.mustFind(orderId)));
	}

	private emit(event: MarketplaceEvent): void {
		for (const listener of this.listeners) listener(event);
	}
}
