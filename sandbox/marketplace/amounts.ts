import { badRequest } from './apiError';
import { share, sum, toText } from './money';
import type { Claim, Line, Tax, TaxMode, TaxPart } from './order';

/** What can still be taken back from a line: ordered − refunded − cancelled, everything in cents without tax. */
export interface Left {
	amount: number;
	taxes: Tax[];
	shipping: number;
	shippingTaxes: Tax[];
}

/** Refunds and cancelations alike count as taken the moment they are asked for. */
export function leftOn(line: Line): Left {
	const claims: Claim[] = [...line.refunds, ...line.cancelations];
	return {
		amount: line.price - sum(claims.map((claim) => claim.amount)),
		taxes: line.taxes.map((tax) => ({
			...tax,
			amount: tax.amount - taken(claims, 'taxes', tax.code),
		})),
		shipping: line.shipping - sum(claims.map((claim) => claim.shipping)),
		shippingTaxes: line.shippingTaxes.map((tax) => ({
			...tax,
			amount: tax.amount - taken(claims, 'shippingTaxes', tax.code),
		})),
	};
}

function taken(claims: Claim[], field: 'taxes' | 'shippingTaxes', code: string): number {
	let total = 0;
	for (const claim of claims) {
		for (const tax of claim[field]) if (tax.code === code) total += tax.amount;
	}
	return total;
}

/** True when goods and shipping of the line are refunded or cancelled in full (with `asked`: asked for in full). */
export function settled(line: Line, asked = false): boolean {
	if (line.refunds.length === 0) return false;
	const left = leftOn(line);
	if (left.amount > 0 || left.shipping > 0) return false;
	return asked || line.refunds.every((refund) => refund.state === 'REFUNDED');
}

/** An amount as shown in a tax mode. */
export function inMode(net: number, taxes: TaxPart[], mode: TaxMode): number {
	return mode === 'TAX_INCLUDED' ? net + sum(taxes.map((tax) => tax.amount)) : net;
}

/** Everything that is left, as one claim. */
export function everything(
	left: Left,
): Pick<Claim, 'amount' | 'taxes' | 'shipping' | 'shippingTaxes'> {
	const parts = (taxes: Tax[]) =>
		taxes.filter((tax) => tax.amount > 0).map(({ code, amount, rate }) => ({ code, amount, rate }));
	return {
		amount: left.amount,
		taxes: parts(left.taxes),
		shipping: left.shipping,
		shippingTaxes: parts(left.shippingTaxes),
	};
}

interface Part {
	/** Named in errors: `amount` or `shipping_amount`. */
	field: string;
	lineId: string;
	/** In the tax mode of the request. */
	asked: number;
	/** Taxes the request names; those it does not follow their rule. */
	sent: { code: string; amount: number }[];
	mode: TaxMode;
	/** What was ordered. */
	net: number;
	taxes: Tax[];
	/** What is left of it. */
	leftNet: number;
	leftTaxes: Tax[];
}

/**
 * Splits an asked amount into goods (or shipping) and taxes.
 *
 * A tax the request names is taken as sent. Of the others, PROPORTIONAL_TO_AMOUNT ones follow the amount,
 * rounded half up, and take all that is left of them when nothing is left of the amount, so that parts add
 * up to the whole; NONE ones stay where they are. With TAX_INCLUDED the asked amount holds the taxes.
 *
 * @throws ApiError 400 when more is asked than is left, or for an unknown or repeated tax.
 */
export function split(part: Part): { net: number; taxes: TaxPart[] } {
	const { asked, mode, net, taxes, leftNet, leftTaxes } = part;
	const sent = new Map<string, number>();
	for (const tax of part.sent) {
		const left = leftTaxes.find((candidate) => candidate.code === tax.code);
		if (!left)
			throw badRequest(
				`Tax '${tax.code}' does not exist on order line '${part.lineId}' (${part.field})`,
			);
		if (sent.has(tax.code)) throw badRequest(`Tax '${tax.code}' is given twice (${part.field})`);
		if (tax.amount > left.amount)
			throw badRequest(
				`Tax amount ${toText(tax.amount)} of '${tax.code}' exceeds what is left on order line '${part.lineId}': ${toText(left.amount)}`,
			);
		sent.set(tax.code, tax.amount);
	}

	const sentTotal = sum(sent.values());
	const followers = taxes.filter(
		(tax) => tax.rule === 'PROPORTIONAL_TO_AMOUNT' && !sent.has(tax.code),
	);
	const leftOf = (code: string) => leftTaxes.find((tax) => tax.code === code)?.amount ?? 0;
	const computed = new Map<string, number>();
	let goods = asked;

	if (mode === 'TAX_EXCLUDED') {
		exceeds(part, asked, leftNet);
		for (const tax of followers) {
			const left = leftOf(tax.code);
			computed.set(
				tax.code,
				asked === leftNet ? left : Math.min(share(asked, tax.amount, net), left),
			);
		}
	} else {
		const rest = asked - sentTotal;
		const most = leftNet + sum(followers.map((tax) => leftOf(tax.code)));
		exceeds(part, asked, most + sentTotal);
		if (rest < 0)
			throw badRequest(
				`The taxes of order line '${part.lineId}' exceed its ${part.field} ${toText(asked)}`,
			);
		const whole = net + sum(followers.map((tax) => tax.amount));
		for (const tax of followers) {
			const left = leftOf(tax.code);
			computed.set(tax.code, rest === most ? left : Math.min(share(rest, tax.amount, whole), left));
		}
		goods = rest - sum(computed.values());
		// Earlier roundings can leave a cent more on the taxes than on the goods: it goes where it is left.
		for (const tax of followers) {
			const over = goods - leftNet;
			if (over <= 0) break;
			const now = computed.get(tax.code) ?? 0;
			const more = Math.min(over, leftOf(tax.code) - now);
			computed.set(tax.code, now + more);
			goods -= more;
		}
	}

	const parts: TaxPart[] = [];
	for (const tax of taxes) {
		const amount = sent.get(tax.code) ?? computed.get(tax.code) ?? 0;
		if (amount > 0 || sent.has(tax.code)) parts.push({ code: tax.code, amount, rate: tax.rate });
	}
	return { net: goods, taxes: parts };
}

function exceeds(part: Part, asked: number, left: number): void {
	if (asked > left)
		throw badRequest(
			`The ${part.field} ${toText(asked)} exceeds the amount left on order line '${part.lineId}': ${toText(left)}`,
		);
}
