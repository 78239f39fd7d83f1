import { DateTime } from 'luxon';
import { MarketplaceClient, type TaxMode } from '../../nodes/Worten/marketplace/client';
import { orderPages } from '../../nodes/Worten/marketplace/paging';
import { readOrder } from '../../nodes/Worten/marketplace/readOrders';
import { planRefund, type RefundChoice } from '../../nodes/Worten/orders/refund';
import { queryString } from '../../nodes/Worten/marketplace/transport';
import { goods, Marketplace, VirtualClock, type PlaceOptions } from '../../sandbox';
import { SandboxTiming, SandboxTransport } from '../support/sandboxTransport';
import { describeContract } from './openapi';

const API_KEY = 'contract';
const REASON = '201';

/** A client whose every request is held against the description before it is sent. */
function market(taxMode: TaxMode = 'TAX_INCLUDED') {
	const clock = new VirtualClock();
	const marketplace = new Marketplace({
		seed: 'contract',
		clock,
		settings: { apiKeys: [API_KEY], taxMode, sellersEditShippingOrigin: true },
	});
	const transport = new SandboxTransport(marketplace, API_KEY);
	const client = new MarketplaceClient(transport, new SandboxTiming(clock));
	const shopId = marketplace.settings.shops[0].id;
	const place = (options: PlaceOptions = {}) =>
		marketplace.placeOrder({
			skipStaging: true,
			shopId,
			fulfillmentCenter: 'DEFAULT',
			items: [
				{ sku: goods[0].sku, quantity: 2, unitPrice: 33.33 },
				{ sku: goods[1].sku, quantity: 1, unitPrice: 19.99 },
			],
			shipping: 4.99,
			...options,
		});
	return { marketplace, transport, client, place };
}

describeContract('every request of the client meets the official description', (contract) => {
	const check = ({ sent }: SandboxTransport) => {
		expect(sent.length).toBeGreaterThan(0);
		for (const { method, path, query, body, operation } of sent) {
			const plain: Record<string, string | string[]> = {};
			const parameters = new URLSearchParams(queryString(query));
			for (const name of new Set(parameters.keys())) {
				const values = parameters.getAll(name);
				plain[name] = values.length > 1 ? values : values[0];
			}
			expect(contract().operationOf(method, path)).toBe(operation);
			expect(contract().validateRequest({ method, path, query: plain, body })).toEqual([]);
		}
	};

	it('reads', async () => {
		const { client, transport, place } = market();
		const order = place();
		const at = DateTime.fromISO('2026-03-02T10:00:00+01:00');
		await client.listOrders({
			order_state_codes: ['SHIPPING', 'SHIPPED'],
			channel_codes: ['WRT_PT_ONLINE'],
			fulfillment_center_code: ['DEFAULT', 'LISBOA'],
			has_incident: false,
			start_date: at,
			end_date: at,
			start_update_date: at,
			end_update_date: at,
			order_tax_mode: 'TAX_EXCLUDED',
			max: 100,
			offset: 0,
		});
		for await (const page of orderPages(client, {}, { newestFirst: true }))
			expect(page).toBeDefined();
		await client.ordersById([order.id, 'ü/1 2']);
		await client.listOrders({
			order_references_for_seller: ['x'],
			order_references_for_customer: ['y'],
		});
		await Promise.all([
			client.reasons(),
			client.carriers(),
			client.channels(),
			client.account(),
			client.configuration(),
		]);
		check(transport);
	});

	it('accepts, sets the ship-from country, tracks and ships', async () => {
		const { client, transport, place, marketplace } = market();
		for (const tracking of [
			{ carrier_code: 'CTT', tracking_number: 'A1' },
			{ carrier_name: 'Silva', carrier_url: 'https://silva.example/A1', tracking_number: 'A1' },
		]) {
			const { id, lines } = place();
			await client.setShippingCountry(
				lines.map((line) => line.id),
				'ESP',
			);
			await client.decideAcceptance(
				id,
				lines.map((line) => ({ id: line.id, accepted: true })),
			);
			marketplace.pay(id);
			await client.setTracking(id, tracking);
			await client.ship(id);
			expect(marketplace.order(id)!.state).toBe('SHIPPED');
		}
		check(transport);
	});

	it('sends parcels', async () => {
		const { client, transport, place, marketplace } = market();
		marketplace.updateSettings({ multiShipment: true });
		const { id } = place();
		marketplace.acceptByHand(id);
		marketplace.pay(id);
		const [left] = await client.itemsToShip([id, 'nope']);
		await client.sendParcel({
			order_id: id,
			shipment_lines: left.shipment_lines!.map((line) => ({
				order_line_id: line.order_line_id,
				quantity: line.quantity,
			})),
			tracking: {
				carrier_name: 'Silva',
				tracking_url: 'https://silva.example/1',
				tracking_number: '1',
			},
			shipped: true,
		});
		expect(marketplace.order(id)!.state).toBe('SHIPPED');
		check(transport);
	});

	describe.each(['TAX_INCLUDED', 'TAX_EXCLUDED'] as const)('refunds, %s', (taxMode) => {
		it.each(['proportional', 'fixed', 'manual', 'none'] as const)(
			'with taxes %s',
			async (taxes) => {
				const { client, transport, place, marketplace } = market(taxMode);
				const choices: Array<Partial<RefundChoice>> = [
					{},
					{ refundTaxes: false },
					{ refundShipping: true, refundShippingTaxes: true },
					{ refundShipping: true },
				];
				for (const choice of choices) {
					const { id, lines } = place({ taxes });
					marketplace.acceptByHand(id);
					marketplace.pay(id);
					marketplace.shipByHand(id, { carrier_code: 'CTT', tracking_number: 'X' });
					for (const part of [[{ lineId: lines[0].id, amount: '10.01' }], undefined]) {
						const order = await readOrder(client, id);
						const plan = planRefund(order, {
							reasonCode: REASON,
							lines: 'all',
							lineIds: [],
							refundTaxes: true,
							refundShipping: false,
							refundShippingTaxes: false,
							...choice,
							...(part ? { refundLines: part } : {}),
						});
						if (plan.kind !== 'refund') throw new Error('nothing to refund');
						const answer = await client.refund(plan.requests, plan.taxMode);
						// What was asked for is what was done, to the cent.
						for (const [index, request] of plan.requests.entries()) {
							expect(answer.refunds[index]).toMatchObject({
								order_line_id: request.order_line_id,
								amount: request.amount,
								shipping_amount: request.shipping_amount,
							});
						}
					}
				}
				check(transport);
			},
		);
	});
});
