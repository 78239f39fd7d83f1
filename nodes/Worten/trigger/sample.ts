import { DateTime } from 'luxon';
import type { MarketplaceClient } from '../marketplace/client';
import { OrderProblem } from '../orders/problem';
import type { Delivery } from './delivery';
import { Ledger } from './ledger';
import { Reader } from './reader';
import type { TriggerSettings } from './settings';

/** Orders looked at for a test run: one page. */
const LOOKED_AT = 50;

const LONG_AGO = DateTime.fromMillis(0, { zone: 'utc' });

/** Orders shown in the editor. */
const SHOWN = 5;

/**
 * What a test run in the editor shows: the most recent orders as if each had just come in, without
 * touching what the trigger remembers. One page of OR11, newest first.
 * @throws OrderProblem when none of them would start the workflow, so that the reason can be seen
 */
export async function sample(
	client: Pick<MarketplaceClient, 'listOrders'>,
	{ rules, taxMode }: TriggerSettings,
	localNow: DateTime,
): Promise<Delivery[]> {
	const page = await client.listOrders({ order: 'desc', max: LOOKED_AT, order_tax_mode: taxMode });
	const reader = new Reader({
		ledger: new Ledger(),
		rules,
		settled: LONG_AGO,
		cursor: localNow,
		quiet: false,
		renew: false,
		maxOrders: SHOWN,
	});
	for (const received of page.orders) {
		if (reader.full) break;
		reader.take(received, page.serverDate ?? localNow);
	}
	if (reader.deliveries.length > 0) return reader.deliveries;
	if (page.orders.length === 0) {
		throw new OrderProblem(
			'Your shop has no orders yet, so there is nothing to show',
			'The key works. Activate the workflow: it starts when the first order arrives.',
		);
	}
	throw new OrderProblem(
		`None of the ${page.orders.length} most recent orders would start this workflow`,
		'The key works. To see an example, choose further events or take back a filter (statuses, channels, fulfillment centers).',
	);
}
