import type { Carrier } from '../../nodes/Worten/marketplace/schemas/reference';
import { findCarrier } from '../../nodes/Worten/orders/carrier';
import {
	planShipment,
	resolveTracking,
	shipmentOutcome,
	trackingStands,
	type ShipmentChoice,
} from '../../nodes/Worten/orders/shipping';
import { aLine, anOrder, type RawOrder } from './build';
import { problemOf } from './problems';

const carriers: Carrier[] = [
	{ code: 'ctt', label: 'CTT Expresso', standard_code: 'ctt-expresso' },
	{ code: 'ctt_reg', label: 'CTT Registado' },
	{ code: 'seur1', label: 'SEUR España', standard_code: 'SEUR' },
	{ code: 'seur2', label: 'Seur Espana' },
	{ code: 'DHL', label: 'DHL' },
	{ code: 'dhl', label: 'DHL Parcel' },
	{ code: 'gls', label: null },
];

describe('a registered carrier', () => {
	describe('that has only a standard code', () => {
		const listed: Carrier[] = [...carriers, { label: 'Nova Rede', standard_code: 'nova-rede' }];
		const tracking = (carrierCode: string) =>
			resolveTracking({ trackingNumber: 'N1', carrierMode: 'registered', carrierCode }, listed, {});

		test.each(['nova-rede', 'Nova Rede', 'NOVA REDE'])('is found as %p and sent by it', (typed) => {
			expect(tracking(typed)).toEqual({
				carrier_standard_code: 'nova-rede',
				tracking_number: 'N1',
			});
		});

		test('is offered by it', () => {
			expect(problemOf(() => tracking('Nova')).hint).toContain('nova-rede (Nova Rede)');
		});

		test('gives way to a carrier whose code is the same', () => {
			const same: Carrier[] = [
				{ standard_code: 'x', label: 'One' },
				{ code: 'x', label: 'Two' },
			];
			expect(findCarrier('x', same).label).toBe('Two');
		});
	});

	test.each([
		['ctt', 'ctt'],
		[' ctt ', 'ctt'],
		['CTT', 'ctt'],
		['CTT-Expresso', 'ctt'],
		['ctt expresso', 'ctt'],
		['CTT EXPRÉSSO', 'ctt'],
		['ctt registado', 'ctt_reg'],
		['CTT-REG', 'ctt_reg'],
		['SEUR', 'seur1'],
		['DHL', 'DHL'],
		['dhl', 'dhl'],
		['DHL parcel', 'dhl'],
		['GLS', 'gls'],
	])('%p is %p', (typed, code) => {
		expect(findCarrier(typed, carriers).code).toBe(code);
	});

	test('two that go by the same name are never guessed between', () => {
		const problem = problemOf(() => findCarrier('Seur España', carriers));
		expect(problem.message).toBe('More than one registered carrier goes by "Seur España"');
		expect(problem.hint).toContain('seur1 (SEUR España), seur2 (Seur Espana)');
		expect(problemOf(() => findCarrier('Dhl', carriers)).message).toContain('More than one');
	});

	test.each([
		['CTT Expreso', 'ctt (CTT Expresso)'],
		['Expresso', 'ctt (CTT Expresso)'],
		['GLS Portugal', 'gls'],
	])('%p is offered the similar ones', (typed, offered) => {
		const problem = problemOf(() => findCarrier(typed, carriers));
		expect(problem.message).toBe(`The marketplace has no registered carrier "${typed}"`);
		expect(problem.hint).toContain('Do you mean');
		expect(problem.hint).toContain(offered);
	});

	test.each(['Nacex', '—', 'x'])('%p is told the whole list', (typed) => {
		const problem = problemOf(() => findCarrier(typed, carriers));
		expect(problem.hint).toContain('Choose one of: ctt (CTT Expresso)');
		expect(problem.hint).toContain('gls');
	});

	test('the list may be empty or long', () => {
		expect(problemOf(() => findCarrier('x', [])).hint).toContain('lists none');
		const many = Array.from({ length: 30 }, (_, index) => ({ code: `c${index}`, label: null }));
		expect(problemOf(() => findCarrier('x', many)).hint).toContain('and 10 more');
	});
});

describe('what the marketplace is told', () => {
	const resolve = (choice: Partial<ShipmentChoice>, forbidden = false) =>
		resolveTracking({ trackingNumber: ' DA1PT ', carrierMode: 'registered', ...choice }, carriers, {
			features: { disable_seller_alternative_carrier: forbidden },
		});

	test('a registered carrier goes by its code; the marketplace makes the address', () => {
		expect(resolve({ carrierCode: 'CTT Expresso', trackingUrl: 'https://x.pt' })).toEqual({
			carrier_code: 'ctt',
			tracking_number: 'DA1PT',
		});
	});

	test('another carrier goes by its name, with an address where there is one', () => {
		const other = { carrierMode: 'other', carrierName: ' Silva ' } as const;
		expect(resolve(other)).toEqual({ carrier_name: 'Silva', tracking_number: 'DA1PT' });
		expect(resolve({ ...other, trackingUrl: ' ' })).not.toHaveProperty('carrier_url');
		expect(resolve({ ...other, trackingUrl: 'http://silva.pt/t?n=DA1PT' })).toMatchObject({
			carrier_url: 'http://silva.pt/t?n=DA1PT',
		});
	});

	test.each([undefined, '', '  '])('tracking number %p is missing', (trackingNumber) => {
		const problem = problemOf(() => resolve({ trackingNumber, carrierCode: 'ctt' }));
		expect(problem.message).toBe('The tracking number is missing');
	});

	test('a carrier neither chosen nor named is missing', () => {
		expect(problemOf(() => resolve({})).message).toBe('The carrier is missing');
		const unnamed = problemOf(() => resolve({ carrierMode: 'other', carrierName: ' ' }));
		expect(unnamed.message).toBe('The carrier is missing');
	});

	test.each(['silva.pt/track', 'ftp://silva.pt', 'javascript:alert(1)', 'https://', 'https://a b'])(
		'%p is no tracking URL',
		(trackingUrl) => {
			const problem = problemOf(() =>
				resolve({ carrierMode: 'other', carrierName: 'Silva', trackingUrl }),
			);
			expect(problem.message).toBe(`The tracking URL is not a web address: ${trackingUrl}`);
		},
	);

	test('where the marketplace allows only registered carriers, they are listed', () => {
		const problem = problemOf(() => resolve({ carrierMode: 'other', carrierName: 'Silva' }, true));
		expect(problem.message).toContain('only carriers it has registered');
		expect(problem.hint).toContain('ctt (CTT Expresso)');
		expect(resolve({ carrierCode: 'ctt' }, true)).toMatchObject({ carrier_code: 'ctt' });
	});

	test('without settings other carriers pass', () => {
		const choice = { trackingNumber: '1', carrierMode: 'other', carrierName: 'Silva' } as const;
		expect(resolveTracking(choice, [], {})).toMatchObject({ carrier_name: 'Silva' });
	});
});

const registered = { carrier_code: 'ctt', tracking_number: 'DA1PT' };
const other = { carrier_name: 'Silva', tracking_number: 'DA1PT' };
const saved = { shipping_carrier_code: 'ctt', shipping_tracking: 'DA1PT' };

const at = (order_state: string, over: Partial<RawOrder> = {}) => anOrder({ order_state, ...over });

describe('tracking that stands', () => {
	test.each([
		[saved, registered, true],
		[{ ...saved, shipping_tracking: ' DA1PT ' }, registered, true],
		[{ ...saved, shipping_tracking: 'DA2PT' }, registered, false],
		[{ ...saved, shipping_carrier_code: 'gls' }, registered, false],
		[{}, registered, false],
		[{ shipping_company: 'SILVA', shipping_tracking: 'DA1PT' }, other, true],
		[{ shipping_company: 'Costa', shipping_tracking: 'DA1PT' }, other, false],
		[{ ...saved, shipping_company: 'Silva' }, other, false],
		[
			{ shipping_company: 'Silva', shipping_tracking: 'DA1PT', shipping_tracking_url: 'https://a' },
			{ ...other, carrier_url: 'https://b' },
			false,
		],
		[
			{ shipping_company: 'Silva', shipping_tracking: 'DA1PT', shipping_tracking_url: 'https://a' },
			{ ...other, carrier_url: 'https://a' },
			true,
		],
		[
			{ shipping_carrier_standard_code: 'CTT', shipping_tracking: 'DA1PT' },
			{ carrier_standard_code: 'CTT', tracking_number: 'DA1PT' },
			true,
		],
	])('%j with %j: %p', (fields, tracking, stands) => {
		expect(trackingStands(at('SHIPPING', fields), tracking)).toBe(stands);
	});
});

describe('what is left to do', () => {
	test('tracking and shipping, or only shipping after a try that got half way', () => {
		expect(planShipment(at('SHIPPING'), registered)).toEqual({ kind: 'ship', setTracking: true });
		expect(planShipment(at('SHIPPING', saved), registered)).toEqual({
			kind: 'ship',
			setTracking: false,
		});
	});

	test.each(['SHIPPED', 'TO_COLLECT', 'RECEIVED'])('nothing at %s', (state) => {
		expect(planShipment(at(state, saved), registered)).toEqual({
			kind: 'alreadyDone',
			sameTracking: true,
		});
		expect(planShipment(at(state), registered)).toEqual({
			kind: 'alreadyDone',
			sameTracking: false,
		});
	});

	test('a shipped order that names the carrier only in words goes by its number', () => {
		const fields = { shipping_company: 'CTT Expresso', shipping_tracking: 'DA1PT' };
		const same = (tracking: typeof registered) => planShipment(at('SHIPPED', fields), tracking);
		expect(same(registered)).toEqual({ kind: 'alreadyDone', sameTracking: true });
		expect(same({ ...registered, tracking_number: 'DA2PT' })).toMatchObject({
			sameTracking: false,
		});
		expect(planShipment(at('SHIPPED', fields), other)).toMatchObject({ sameTracking: false });
	});

	test('a closed order was shipped where its lines say so', () => {
		const shipped = at('CLOSED', {
			order_lines: [aLine({ shipped_date: '2026-03-02T10:00:00Z' })],
		});
		expect(planShipment(shipped, registered).kind).toBe('alreadyDone');
		expect(problemOf(() => planShipment(at('CLOSED'), registered)).message).toContain('is over');
	});

	test.each(['STAGING', 'WAITING_ACCEPTANCE', 'WAITING_DEBIT', 'REFUSED', 'CANCELED', 'NEW_STATE'])(
		'%s is not ready to ship',
		(state) => {
			const problem = problemOf(() => planShipment(at(state), registered));
			expect(problem.message).toContain('shipping needs the status "waiting_shipment"');
		},
	);
});

test.each([
	['SHIPPED', {}, 'done'],
	['TO_COLLECT', saved, 'done'],
	['SHIPPING', saved, 'trackingOnly'],
	['SHIPPING', {}, 'notDone'],
	['CANCELED', {}, 'notDone'],
])('afterwards at %s with %j: %s', (state, fields, outcome) => {
	expect(shipmentOutcome(at(state, fields), registered)).toBe(outcome);
});
