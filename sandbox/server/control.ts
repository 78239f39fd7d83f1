import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../marketplace/apiError';
import { faultKinds } from '../marketplace/faults';
import type { NextFault } from '../marketplace/faults';
import type { Marketplace } from '../marketplace/marketplace';
import type { Poison } from '../marketplace/order';
import { speeds } from '../marketplace/settings';
import type { SettingsPatch } from '../marketplace/settings';
import type { TrackingInput } from '../marketplace/shipping';
import { goods } from '../world/goods';
import type { PlaceOptions } from '../world/placing';
import { summary } from './summary';

interface Act {
	lineId?: string;
	lineIds?: string[];
	reasonCode?: string;
	poison?: Poison | null;
	hasMessage?: boolean;
	tracking?: TrackingInput;
}

/** What buyers, operator and time do, by hand: everything under /sandbox. */
export function serveControl(
	server: FastifyInstance,
	marketplace: () => Marketplace,
	reset: (seed?: string | number) => void,
): void {
	const acts: Record<string, (orderId: string, act: Act) => unknown> = {
		offer: (id) => marketplace().offer(id),
		timeOut: (id) => marketplace().timeOut(id),
		accept: (id) => marketplace().acceptByHand(id, true),
		refuse: (id) => marketplace().acceptByHand(id, false),
		pay: (id) => marketplace().pay(id),
		ship: (id, act) => marketplace().shipByHand(id, act.tracking),
		toCollect: (id) => marketplace().toCollect(id),
		deliver: (id) => marketplace().deliver(id),
		close: (id) => marketplace().close(id),
		cancel: (id, act) => marketplace().cancelByOperator(id, act.reasonCode),
		return: (id, act) => marketplace().returnOrder(id, act.lineIds),
		refund: (id, act) => marketplace().refundByOperator(id, act.lineIds, act.reasonCode),
		advanceRefunds: (id) => marketplace().advanceRefunds(id),
		openIncident: (id, act) => marketplace().openIncident(id, act.lineId, act.reasonCode),
		closeIncident: (id, act) => marketplace().closeIncident(id, act.lineId, act.reasonCode),
		message: (id, act) => marketplace().flagMessage(id, act.hasMessage ?? true),
		touch: (id) => marketplace().touch(id),
		poison: (id, act) => marketplace().poison(id, act.poison ?? null),
	};

	const guard = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
		// A page from elsewhere, open in the same browser, has no business here.
		const { origin, host } = request.headers;
		if (origin && host && new URL(origin).host !== host) {
			await reply.code(403).send({ message: 'Only the sandbox’s own page may do this' });
		}
	};

	server.register(
		async (scope) => {
			scope.addHook('onRequest', guard);
			scope.setErrorHandler((error: unknown, _request, reply) => {
				const status = error instanceof ApiError ? error.status : 400;
				reply
					.code(status)
					.send({ message: error instanceof Error ? error.message : String(error) });
			});

			scope.get('/state', () => {
				marketplace().tick();
				const { settings } = marketplace();
				return {
					now: marketplace().now().toISO(),
					settings,
					speeds,
					faultKinds,
					products: goods,
					orders: [...marketplace().orders].reverse().slice(0, 500).map(summary),
					total: marketplace().orders.length,
					requests: marketplace().requests.slice(-100),
				};
			});
			scope.get<{ Params: { id: string } }>('/orders/:id', ({ params }) => {
				marketplace().tick();
				return {
					order: marketplace().view(params.id),
					journal: marketplace().journal.filter((entry) => entry.orderId === params.id),
				};
			});
			scope.post<{ Body: (PlaceOptions & { count?: number }) | null }>('/orders', ({ body }) => {
				const { count = 1, ...options } = body ?? {};
				if (!Number.isInteger(count) || count < 1 || count > 10000)
					throw new Error('count must be from 1 to 10000');
				return {
					orders: Array.from({ length: count }, () => summary(marketplace().placeOrder(options))),
				};
			});
			scope.post<{ Params: { id: string; act: string }; Body: Act | null }>(
				'/orders/:id/:act',
				({ params, body }) => {
					const act = Object.hasOwn(acts, params.act) ? acts[params.act] : undefined;
					if (!act)
						throw new ApiError(
							404,
							`There is no '${params.act}'; there are ${Object.keys(acts).join(', ')}`,
						);
					act(params.id, body ?? {});
					return { order: marketplace().view(params.id) };
				},
			);
			scope.get('/settings', () => marketplace().settings);
			scope.put<{ Body: SettingsPatch & { speed?: keyof typeof speeds } }>(
				'/settings',
				({ body }) => {
					const { speed, ...patch } = body;
					if (speed !== undefined) {
						if (!Object.hasOwn(speeds, speed))
							throw new Error(`speed must be one of ${Object.keys(speeds).join(', ')}`);
						const { arrival, ...delays } = speeds[speed];
						void arrival;
						patch.delays = { ...delays, ...patch.delays };
					}
					marketplace().updateSettings(patch);
					return marketplace().settings;
				},
			);
			scope.put<{ Body: NonNullable<SettingsPatch['faults']> }>('/faults', ({ body }) => {
				marketplace().setFaults(body);
				return marketplace().settings.faults;
			});
			scope.post<{ Body: Omit<NextFault, 'path'> & { path?: string } }>(
				'/faults/next',
				({ body }) => {
					if (!faultKinds.includes(body.kind))
						throw new Error(`kind must be one of ${faultKinds.join(', ')}`);
					marketplace().failNext({
						...body,
						path: body.path === undefined ? undefined : new RegExp(body.path),
					});
					return { queued: true };
				},
			);
			scope.delete('/faults/next', () => {
				marketplace().clearNextFaults();
				return { queued: false };
			});
			scope.get<{ Querystring: { from?: string } }>('/journal', ({ query }) => {
				marketplace().tick();
				const from = Number(query.from ?? 0);
				return marketplace().journal.filter((entry) => entry.seq > from);
			});
			scope.get('/requests', () => marketplace().requests);
			scope.delete('/requests', () => {
				marketplace().clearRequests();
				return { cleared: true };
			});
			scope.post<{ Body: { seed?: string | number } | null }>('/reset', ({ body }) => {
				reset(body?.seed);
				return { reset: true };
			});
		},
		{ prefix: '/sandbox' },
	);
}
