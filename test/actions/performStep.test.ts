import type { INode } from 'n8n-workflow';
import { Gate } from '../../nodes/Worten/actions/write/gate';
import { inParallel } from '../../nodes/Worten/actions/write/parallel';
import { performStep } from '../../nodes/Worten/actions/write/performStep';
import { UncertainOutcome } from '../../nodes/Worten/actions/write/uncertain';
import type { Step, StepOutcome } from '../../nodes/Worten/actions/write/step';
import type { MarketplaceClient } from '../../nodes/Worten/marketplace/client';
import {
	MarketplaceError,
	type MarketplaceErrorFields,
} from '../../nodes/Worten/marketplace/errors';
import { orderSchema } from '../../nodes/Worten/marketplace/schemas/order';
import { asNodeError } from '../../nodes/Worten/nodeErrors';
import { anOrder } from '../orders/build';
import { FakeTiming } from '../marketplace/fakeTransport';

const node: INode = {
	id: '1',
	name: 'Worten',
	type: 'worten',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const order = orderSchema.parse(anOrder({ order_id: 'A-1' }));

const error = (fields: Partial<MarketplaceErrorFields>) =>
	new MarketplaceError({ kind: 'rejected', operation: 'OR28', maybeCarriedOut: false, ...fields });
const lost = () => error({ kind: 'noAnswer', maybeCarriedOut: true });
const neverSent = () => error({ kind: 'noAnswer', code: 'ECONNREFUSED' });
const unavailable = () => error({ kind: 'unavailable', status: 502, maybeCarriedOut: true });
const refused = () => error({ kind: 'rejected', status: 400, code: 'ORDER_INVALID_STATE' });
const tooMany = (retryAfterMs?: number) =>
	error({ kind: 'rateLimited', status: 429, retryAfterMs });

/** Perform a step whose sends and looks go as listed; what is not listed must not happen. */
async function perform(
	sends: Array<MarketplaceError | 'ok'>,
	looks: Array<StepOutcome | MarketplaceError> = [],
	repeatable = false,
	cancelled = () => false,
) {
	const timing = new FakeTiming();
	const log: string[] = [];
	let looked: StepOutcome = 'notDone';
	const step: Step = {
		operation: 'OR28',
		doneText: 'Done',
		repeatable,
		async send() {
			log.push('send');
			const next = sends.shift();
			if (next === undefined) throw new Error('one send too many');
			if (next instanceof MarketplaceError) throw next;
			return { refundId: '7' };
		},
		outcome: () => looked,
		found: () => ({ refundId: 'found' }),
	};
	const result = performStep(step, order, {
		client: {} as MarketplaceClient,
		timing,
		gate: new Gate(timing),
		cancelled,
		async readAgain() {
			log.push('look');
			const next = looks.shift();
			if (next === undefined) throw new Error('one look too many');
			if (next instanceof MarketplaceError) throw next;
			looked = next;
			return order;
		},
	});
	const settled = await result.then(
		(value) => ({ value, error: undefined }),
		(thrown: unknown) => ({ value: undefined, error: thrown }),
	);
	return { ...settled, log: log.join(' '), waits: timing.waits };
}

describe('a write is done once', () => {
	it('when all goes well, without looking', async () => {
		expect(await perform(['ok'])).toMatchObject({
			value: { refundId: '7' },
			log: 'send',
			waits: [],
		});
	});

	it.each([
		['the answer was lost', lost],
		['a proxy answered 502', unavailable],
		['the answer could not be read', () => error({ kind: 'unreadable', maybeCarriedOut: true })],
	])(
		'when %s, but it was done: what the order shows stands in for the answer',
		async (_what, failure) => {
			expect(await perform([failure()], ['done'])).toMatchObject({
				value: { refundId: 'found' },
				log: 'send look',
			});
		},
	);

	it('when the answer was lost and it was not done: it is sent again', async () => {
		expect(await perform([lost(), 'ok'], ['notDone'])).toMatchObject({
			value: { refundId: '7' },
			log: 'send look send',
		});
	});

	it('when it could be done twice: it is sent again only after three looks', async () => {
		const { log, waits } = await perform([lost(), 'ok'], ['notDone', 'notDone', 'notDone'], true);
		expect(log).toBe('send look look look send');
		expect(waits.slice(0, 3)).toEqual([1_000, 4_000, 10_000]);
	});

	it('when a change is shown late: a look that comes too early is not believed', async () => {
		expect(await perform([lost()], ['notDone', 'done'], true)).toMatchObject({
			value: { refundId: 'found' },
		});
	});

	it('when it cannot be told: nothing more is sent, and the error says so', async () => {
		const { error: thrown, log } = await perform([lost()], ['unclear'], true);
		expect(log).toBe('send look');
		expect(thrown).toBeInstanceOf(UncertainOutcome);
		expect((thrown as UncertainOutcome).message).toMatch(/not certain/);
		expect((thrown as UncertainOutcome).hint).toMatch(/Nothing more was sent.*OR28/);
	});

	it('when the order cannot be read afterwards: the same, but not before it was tried for a while', async () => {
		const { error: thrown, log } = await perform(
			[lost()],
			Array.from({ length: 4 }, () => unavailable()),
		);
		expect(log).toBe('send look look look look');
		expect(thrown).toBeInstanceOf(UncertainOutcome);
		expect(await perform([lost()], [unavailable(), 'done'])).toMatchObject({
			value: { refundId: 'found' },
		});
	});

	it('when the marketplace said no: that is that', async () => {
		const { error: thrown, log } = await perform([refused()]);
		expect(log).toBe('send');
		expect(thrown).toMatchObject({ code: 'ORDER_INVALID_STATE' });
	});

	it('when it said no to a second try because the first one counted', async () => {
		expect(await perform([lost(), refused()], ['notDone', 'notDone', 'done'])).toMatchObject({
			value: { refundId: 'found' },
			log: 'send look send look look',
		});
	});

	it.each([
		['a 404', () => error({ kind: 'notFound', status: 404 })],
		['a wait that is too long', () => tooMany(600_000)],
	])('when a later try ends with %s, but the first one counted', async (_what, last) => {
		expect(await perform([lost(), last()], ['notDone', 'notDone', 'done'])).toMatchObject({
			value: { refundId: 'found' },
		});
	});

	it('when even the last try was lost: "not done" is only said after a patient look', async () => {
		const { error: thrown, log } = await perform(
			Array.from({ length: 7 }, lost),
			Array.from({ length: 9 }, () => 'notDone' as const),
		);
		expect(thrown).toMatchObject({ kind: 'noAnswer' });
		expect(log).toMatch(/send look look look$/);
	});

	it('when there was no answer in time: it looks longer, for the marketplace may still be at it', async () => {
		const timeout = error({ kind: 'noAnswer', code: 'ETIMEDOUT', maybeCarriedOut: true });
		const { waits } = await perform(
			[timeout, 'ok'],
			Array.from({ length: 4 }, () => 'notDone' as const),
			true,
		);
		expect(waits.slice(0, 4).reduce((sum, wait) => sum + wait, 0)).toBe(45_000);
	});

	it('when somebody decided otherwise meanwhile: that is said, and nothing is sent', async () => {
		const { error: thrown, log } = await perform([lost()], ['otherwise']);
		expect(log).toBe('send look');
		expect((thrown as Error).message).toMatch(/dealt with in another way/);
	});

	it('when a refusal came with a part done: it is not sent again', async () => {
		const partly = error({ kind: 'rejected', operation: 'OR07', maybeCarriedOut: true });
		expect(await perform([partly])).toMatchObject({ log: 'send', error: { operation: 'OR07' } });
	});

	it('when the execution is stopped: nothing more is sent', async () => {
		const stopped = await perform(['ok'], [], false, () => true);
		expect(stopped.log).toBe('');
		expect((stopped.error as Error).message).toMatch(/stopped before this was sent/);
		let sent = 0;
		const during = await perform([lost()], [], true, () => sent++ > 0);
		expect(during.log).toBe('send');
		expect(during.error).toBeInstanceOf(UncertainOutcome);
	});

	it('when the request never left: it is sent again without looking', async () => {
		expect(await perform([neverSent(), 'ok'])).toMatchObject({
			log: 'send send',
			value: { refundId: '7' },
		});
	});

	it('when n8n itself does not let the request out: it is not tried again', async () => {
		const heldBack = error({ kind: 'noAnswer', code: 'DOMAIN_NOT_ALLOWED' });
		expect(await perform([heldBack])).toMatchObject({ log: 'send' });
	});

	it('when the marketplace asks to wait: it waits exactly that long', async () => {
		expect(await perform([tooMany(9_000), tooMany(), 'ok'])).toMatchObject({
			log: 'send send send',
			waits: [9_000, 2_000],
		});
	});

	it('but not for longer than two minutes', async () => {
		expect(await perform([tooMany(600_000)])).toMatchObject({
			log: 'send',
			error: { kind: 'rateLimited' },
		});
	});

	it('and not for ever', async () => {
		const { error: thrown, log } = await perform(Array.from({ length: 7 }, neverSent));
		expect(log.split(' ')).toHaveLength(7);
		expect(thrown).toMatchObject({ kind: 'noAnswer' });
		const limited = await perform(Array.from({ length: 9 }, () => tooMany(1)));
		expect(limited.error).toMatchObject({ kind: 'rateLimited' });
	});
});

describe('an uncertain outcome', () => {
	it.each(['ECONNRESET', 'ETIMEDOUT', 'ECONNABORTED', 'EPIPE'])(
		'does not let n8n replace its message for %s',
		async (code) => {
			const { error: thrown } = await perform(
				[error({ kind: 'noAnswer', code, said: `socket ${code}`, maybeCarriedOut: true })],
				['unclear'],
			);
			const shown = asNodeError(node, thrown, { undone: 'Order A-1 was not refunded' });
			expect(shown.message).toBe('Order A-1: it is not certain whether Worten carried this out');
			expect(shown.description).not.toContain(code);
		},
	);
});

describe('the gate', () => {
	it('makes all wait when one is told to', async () => {
		const timing = new FakeTiming();
		const gate = new Gate(timing);
		gate.close(5_000);
		gate.close(2_000);
		await Promise.all([gate.pass(), gate.pass()]);
		await gate.pass();
		expect(timing.waits[0]).toBe(5_000);
		expect(timing.now().toMillis()).toBeGreaterThanOrEqual(
			new FakeTiming().now().toMillis() + 5_000,
		);
	});
});

describe('a gate closed for longer than anybody would wait', () => {
	it('lets nobody pass, and sends nothing', async () => {
		const timing = new FakeTiming();
		const gate = new Gate(timing);
		gate.close(300_000);
		expect(await gate.pass()).toBe(300_000);
		expect(timing.waits).toEqual([]);
	});
});

describe('side by side', () => {
	it('never more than so many at a time, and all of them', async () => {
		let running = 0;
		let most = 0;
		const done: number[] = [];
		await inParallel(
			Array.from({ length: 20 }, (_, index) => index),
			3,
			async (entry) => {
				most = Math.max(most, ++running);
				await new Promise((resolve) => setTimeout(resolve, 1));
				done.push(entry);
				running -= 1;
			},
		);
		expect(most).toBe(3);
		expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index));
	});
});
