import { reasons } from '../world/reasons';
import { badRequest, invalid, notFound } from './apiError';
import { inMode, leftOn, split } from './amounts';
import { toCents } from './money';
import type { AmountProblem } from './money';
import type { Claim, Line, Order, TaxMode } from './order';
import type { World } from './world';

/** One entry of OR28's `refunds` or OR30's `cancelations`, understood and checked against what is left. */
export interface ReadClaim {
	order: Order;
	line: Line;
	claim: Omit<Claim, 'id' | 'createdAt'>;
	excludedFromShipment: boolean;
}

const problems: Record<AmountProblem, string> = {
	'not a number': 'must be a number',
	negative: 'must be greater than or equal to 0',
	'too many decimals': 'must not have more than 2 decimals',
};

/** @throws ApiError 400 for anything malformed, unknown or beyond what is left; 404 for an unknown line. */
export function readClaim(
	world: World,
	shopId: number,
	input: unknown,
	where: string,
	type: 'REFUND' | 'CANCELATION',
	mode: TaxMode,
): ReadClaim {
	if (input === null || typeof input !== 'object' || Array.isArray(input))
		throw invalid([{ code: 'NotNull', field: where, message: 'must be an object' }]);
	const entry = input as Record<string, unknown>;
	const lineId = entry.order_line_id;
	if (typeof lineId !== 'string' || lineId === '')
		throw invalid([
			{ code: 'NotBlank', field: `${where}.order_line_id`, message: 'must not be blank' },
		]);
	const found = world.book.line(lineId);
	if (!found || found.order.shopId !== shopId)
		throw notFound(`Order line with identifier '${lineId}' not found`);
	const { order, line } = found;

	const reasonCode = entry.reason_code;
	if (typeof reasonCode !== 'string' || reasonCode === '')
		throw invalid([
			{ code: 'NotBlank', field: `${where}.reason_code`, message: 'must not be blank' },
		]);
	const reason = reasons.find(
		(candidate) => candidate.code === reasonCode && candidate.type === type,
	);
	if (!reason) throw badRequest(`Reason with code '${reasonCode}' of type ${type} does not exist`);
	if (!reason.shop) throw badRequest(`Reason with code '${reasonCode}' is not available to shops`);
	if (entry.currency_iso_code !== undefined && entry.currency_iso_code !== 'EUR')
		throw badRequest(
			`Currency '${String(entry.currency_iso_code)}' is not the currency of the order: EUR`,
		);
	if (Array.isArray(entry.fees) && entry.fees.length > 0)
		throw badRequest(`Order line '${lineId}' has no fees`);

	const left = leftOn(line);
	const amount = cents(entry.amount, `${where}.amount`);
	const shipping = cents(entry.shipping_amount, `${where}.shipping_amount`);
	const goods = split({
		field: 'amount',
		lineId,
		asked: amount,
		sent: taxesOf(entry.taxes, `${where}.taxes`),
		mode,
		net: line.price,
		taxes: line.taxes,
		leftNet: left.amount,
		leftTaxes: left.taxes,
	});
	const carriage = split({
		field: 'shipping_amount',
		lineId,
		asked: shipping,
		sent: taxesOf(entry.shipping_taxes, `${where}.shipping_taxes`),
		mode,
		net: line.shipping,
		taxes: line.shippingTaxes,
		leftNet: left.shipping,
		leftTaxes: left.shippingTaxes,
	});
	const total =
		inMode(goods.net, goods.taxes, 'TAX_INCLUDED') +
		inMode(carriage.net, carriage.taxes, 'TAX_INCLUDED');
	if (total === 0)
		throw badRequest(`Nothing is asked for on order line '${lineId}': the amounts are all 0`);

	return {
		order,
		line,
		claim: {
			reasonCode,
			quantity: quantityOf(entry.quantity, `${where}.quantity`, line.quantity),
			amount: goods.net,
			taxes: goods.taxes,
			shipping: carriage.net,
			shippingTaxes: carriage.taxes,
		},
		excludedFromShipment: entry.excluded_from_shipment === true,
	};
}

/** The tax mode named in a request, or the platform's. @throws ApiError 400 */
export function readMode(world: World, value: unknown): TaxMode {
	if (value === undefined || value === null) return world.settings.taxMode;
	if (value === 'TAX_INCLUDED' || value === 'TAX_EXCLUDED') return value;
	throw badRequest(`order_tax_mode must be TAX_INCLUDED or TAX_EXCLUDED, not '${String(value)}'`);
}

/** All cents of a claim, taxes included. */
export function totalOf(
	claim: Pick<Claim, 'amount' | 'taxes' | 'shipping' | 'shippingTaxes'>,
): number {
	return (
		inMode(claim.amount, claim.taxes, 'TAX_INCLUDED') +
		inMode(claim.shipping, claim.shippingTaxes, 'TAX_INCLUDED')
	);
}

/** What the journal says of the money of a claim, in cents. */
export function centsOf(claim: Claim): Record<string, unknown> {
	const { amount, taxes, shipping, shippingTaxes } = claim;
	const parts = (list: Claim['taxes']) =>
		list.map((tax) => ({ code: tax.code, amount: tax.amount }));
	return {
		amount,
		taxes: parts(taxes),
		shipping,
		shippingTaxes: parts(shippingTaxes),
		total: totalOf(claim),
	};
}

function cents(value: unknown, field: string): number {
	if (value === undefined || value === null)
		throw invalid([{ code: 'NotNull', field, message: 'must not be null' }]);
	const read = toCents(value);
	if ('problem' in read)
		throw invalid([{ code: 'Invalid', field, message: problems[read.problem] }]);
	return read.cents;
}

function taxesOf(value: unknown, field: string): { code: string; amount: number }[] {
	if (value === undefined || value === null) return [];
	if (!Array.isArray(value)) throw invalid([{ code: 'Invalid', field, message: 'must be a list' }]);
	return value.map((entry: unknown, index) => {
		const { code, amount } = (entry ?? {}) as { code?: unknown; amount?: unknown };
		if (typeof code !== 'string')
			throw invalid([
				{ code: 'NotBlank', field: `${field}[${index}].code`, message: 'must not be blank' },
			]);
		return { code, amount: cents(amount, `${field}[${index}].amount`) };
	});
}

function quantityOf(value: unknown, field: string, most: number): number {
	if (value === undefined || value === null) return 0;
	if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > most)
		throw invalid([
			{ code: 'Invalid', field, message: `must be a whole number from 0 to ${most}` },
		]);
	return value;
}
