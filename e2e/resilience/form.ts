/*
 * Each proof has two forms. The short one runs with the other end-to-end tests; the long one is
 * `npm run test:resilience`, and its figures are those in docs/resilience.md.
 */

export interface Form {
	readonly name: 'short' | 'long';
	/** How often n8n is killed, in each engine. */
	readonly kills: number;
	/** The share of kills aimed at polls; the others fall anywhere. */
	readonly aimed: number;
	/** Orders placed in a minute while n8n is being killed. */
	readonly ordersAMinute: number;
	/** Orders for queue mode, and in how many seconds they are placed. */
	readonly queueOrders: number;
	readonly queueSeconds: number;
	readonly seed: string;
}

const short: Omit<Form, 'seed'> = {
	name: 'short',
	kills: 2,
	aimed: 1,
	ordersAMinute: 40,
	queueOrders: 500,
	queueSeconds: 20,
};

const long: Omit<Form, 'seed'> = {
	name: 'long',
	kills: 20,
	aimed: 0.75,
	ordersAMinute: 30,
	queueOrders: 5_000,
	queueSeconds: 240,
};

/** The form asked for by `WORTEN_RESILIENCE` (`short` unless `long`), with the seed of `WORTEN_SEED`. */
export function chosenForm(): Form {
	const form = process.env.WORTEN_RESILIENCE === 'long' ? long : short;
	return { ...form, seed: process.env.WORTEN_SEED ?? '1' };
}
