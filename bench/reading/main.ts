import { orderSchema, receiveOrder } from '../../nodes/Worten/marketplace/schemas/order';
import { Marketplace, VirtualClock } from '../../sandbox';

/*
 * What reading an order costs beside parsing its JSON: with exact fields first, and with tolerant
 * fields alone.
 *
 *   npm run bench:reading
 */

const ORDERS = 500;
const ROUNDS = 20;

const marketplace = new Marketplace({ seed: 1, clock: new VirtualClock() });
const texts = Array.from({ length: ORDERS }, () =>
	JSON.stringify(marketplace.view(marketplace.placeOrder().id)),
);
const raws = texts.map((text) => JSON.parse(text) as unknown);

/** Milliseconds for one pass over all orders: the fastest of several, in turn with the others. */
function fastest(ways: Record<string, (index: number) => unknown>): Record<string, number> {
	const best: Record<string, number> = {};
	for (let round = 0; round < ROUNDS; round++) {
		for (const [name, way] of Object.entries(ways)) {
			const since = performance.now();
			for (let index = 0; index < ORDERS; index++) way(index);
			best[name] = Math.min(best[name] ?? Infinity, performance.now() - since);
		}
	}
	return best;
}

const { json, exactFirst, tolerant } = fastest({
	json: (index) => JSON.parse(texts[index]),
	exactFirst: (index) => receiveOrder(raws[index]),
	tolerant: (index) => orderSchema.safeParse(raws[index]),
});

const times = (ratio: number) => `${ratio.toFixed(1)} ×`;
console.log(`reading an order, beside parsing its JSON (the fastest of ${ROUNDS} rounds)
exact fields first     ${times(exactFirst / json)}
tolerant fields alone  ${times(tolerant / json)}
ratio                  ${times(tolerant / exactFirst)}`);
