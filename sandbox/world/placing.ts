import { share } from '../marketplace/money';
import type { Address, Line, Order, Tax } from '../marketplace/order';
import type { Random } from '../marketplace/random';
import type { Settings } from '../marketplace/settings';
import { extras, streets, towns } from './places';
import { companies, people } from './people';
import { goods } from './goods';
import type { Product } from './goods';

/** What can be asked of a new order; the rest is drawn. */
export interface PlaceOptions {
	/** Products by SKU with how many; drawn when left out. `unitPrice` in euros, taxes included. */
	items?: { sku: string; quantity?: number; unitPrice?: number }[];
	country?: 'PT' | 'ES';
	/** null for an order without channel. */
	channel?: string | null;
	shopId?: number;
	/** DEFAULT is the shop's own; anything else is the marketplace's. */
	fulfillmentCenter?: string;
	/** `proportional`: one VAT that follows the amount; `fixed`: besides a fixed one; `manual`: VAT with the rule NONE; `none`. */
	taxes?: 'proportional' | 'fixed' | 'manual' | 'none';
	/** Shipping charges of the whole order in euros, taxes included. */
	shipping?: number;
	/** Two units become two lines. */
	splitUnits?: boolean;
	/** Skips STAGING. */
	skipStaging?: boolean;
	customerReference?: string;
}

interface Numbers {
	ordinal: number;
	commercialId: number;
	now: number;
}

type TaxKind = NonNullable<PlaceOptions['taxes']>;

/**
 * An order as it comes into being. Rests on the random stream and the numbers alone: every trait is drawn
 * whether it is used or not, so that asking for one does not change the others.
 */
export function newOrder(
	random: Random,
	numbers: Numbers,
	settings: Settings,
	options: PlaceOptions,
): Order {
	const { mix } = settings;
	const country = drawn(random.chance(mix.spain) ? 'ES' : 'PT', options.country);
	const noChannel = random.chance(mix.nullChannel);
	const channel = drawn(noChannel ? null : `WRT_${country}_ONLINE`, options.channel);
	const taxKind = drawn(drawTaxes(random, settings), options.taxes);
	const splitUnits = drawn(random.chance(mix.splitUnits), options.splitUnits);
	const elsewhere = random.chance(mix.marketplaceFulfilled);
	const center = drawn(elsewhere ? 'WORTEN_AZAMBUJA' : 'DEFAULT', options.fulfillmentCenter);
	const luck = random.next();
	const drawnItems = drawItems(random);
	const shipping = drawn(
		random.pick([0, 0, 299, 399, 499]),
		options.shipping === undefined ? undefined : Math.round(options.shipping * 100),
	);
	const express = random.chance(0.2);
	const leadtimeToShip = random.pick([1, 2, 2, 3]);
	const customer = drawCustomer(random, country);
	const billing = drawAddress(random, country, customer);
	const elsewhereAddress = drawAddress(random, country, customer);
	const shippingAddress = random.chance(0.25) ? elsewhereAddress : { ...billing };
	const isoCode = random.pick(['present', 'present', 'empty', 'absent'] as const);
	const paymentType = random.pick(['CREDIT_CARD', 'CREDIT_CARD', 'MBWAY', 'PAYPAL', 'BIZUM']);

	const items =
		options.items?.map((item) => {
			const product = goods.find((candidate) => candidate.sku === item.sku);
			if (!product) throw new Error(`The shop sells no product ${item.sku}`);
			const price = item.unitPrice === undefined ? product.price : Math.round(item.unitPrice * 100);
			return { product: { ...product, price }, quantity: item.quantity ?? 1 };
		}) ?? drawnItems;

	const commercialId = String(numbers.commercialId);
	const id = `${commercialId}-A`;
	const units = items.flatMap((item) =>
		splitUnits && item.quantity > 1
			? Array.from({ length: item.quantity }, () => ({ ...item, quantity: 1 }))
			: [item],
	);
	const lines = units.map((item, position) =>
		newLine({
			id: `${id}-${position + 1}`,
			index: position + 1,
			product: item.product,
			quantity: item.quantity,
			country,
			taxKind,
			// The whole charge stands on the first line, as it usually does.
			shipping: position === 0 ? shipping : 0,
			now: numbers.now,
		}),
	);

	return {
		ordinal: numbers.ordinal,
		version: 0,
		id,
		commercialId,
		shopId: options.shopId ?? settings.shops[0].id,
		channel,
		state: 'STAGING',
		since: numbers.now,
		reasonCode: null,
		createdAt: numbers.now,
		updatedAt: numbers.now,
		decidedAt: null,
		debitedAt: null,
		shippedAt: null,
		luck,
		country,
		customer,
		billingAddress: billing,
		shippingAddress,
		isoCode: settings.countryIsoCode === 'mixed' ? isoCode : settings.countryIsoCode,
		addressShown: settings.addressBeforeShipping,
		fulfillmentCenter: center,
		shippingType: express
			? { code: 'EXP', label: 'Entrega expresso', standardCode: 'CU_ADD-EXP' }
			: { code: 'STD', label: 'Entrega standard', standardCode: 'CU_ADD-STD' },
		shippingZone:
			country === 'PT' ? { code: 'PT', label: 'Portugal' } : { code: 'ES', label: 'España' },
		shippingDeadline: null,
		leadtimeToShip,
		paymentType,
		transactionNumber: null,
		sellerReference: null,
		customerReference: options.customerReference ?? null,
		customFields: [],
		hasCustomerMessage: false,
		hasInvoice: false,
		tracking: null,
		shipments: [],
		lines,
		poison: null,
	};
}

function drawn<T>(value: T, wish: T | undefined): T {
	return wish === undefined ? value : wish;
}

function drawTaxes(random: Random, { mix }: Settings): TaxKind {
	const draw = random.next();
	if (draw < mix.noTaxes) return 'none';
	if (draw < mix.noTaxes + mix.fixedTax) return 'fixed';
	if (draw < mix.noTaxes + mix.fixedTax + mix.manualTax) return 'manual';
	return 'proportional';
}

function drawItems(random: Random): { product: Product; quantity: number }[] {
	const count = random.pick([1, 1, 1, 1, 2, 2, 3]);
	const items: { product: Product; quantity: number }[] = [];
	for (let i = 0; i < count; i++) {
		const product = random.pick(goods);
		const quantity = random.pick([1, 1, 1, 1, 2, 3]);
		if (!items.some((item) => item.product.sku === product.sku)) items.push({ product, quantity });
	}
	return items;
}

function drawCustomer(random: Random, country: 'PT' | 'ES'): Order['customer'] {
	const names = people[country];
	const woman = random.chance(0.5);
	const families = [random.pick(names.families), random.pick(names.families)];
	return {
		id: `C${random.token(10)}`,
		civility: woman ? 'Mrs' : 'Mr',
		firstname: woman ? random.pick(names.women) : random.pick(names.men),
		lastname: families.join(' '),
		locale: country === 'PT' ? 'pt_PT' : 'es_ES',
		email: `buyer-${random.token(18)}@relay.worten.example`,
	};
}

function drawAddress(random: Random, country: 'PT' | 'ES', customer: Order['customer']): Address {
	const town = random.pick(towns[country]);
	const number = random.between(1, 240);
	const street = random.pick(streets[country]);
	const extra = random.pick(extras[country]);
	const withExtra = random.chance(0.6);
	const company = random.pick(companies[country]);
	const withCompany = random.chance(0.08);
	const zip =
		country === 'PT'
			? `${town.postcode}-${String(random.between(1, 899)).padStart(3, '0')}`
			: `${town.postcode}${String(random.between(1, 30)).padStart(2, '0')}`;
	// Number ranges that no operator has been given.
	const phone =
		country === 'PT'
			? `+351 900 ${random.between(100, 999)} ${random.between(100, 999)}`
			: `+34 500 ${random.between(100, 999)} ${random.between(100, 999)}`;
	return {
		civility: customer.civility,
		firstname: customer.firstname,
		lastname: customer.lastname,
		company: withCompany ? company : null,
		street_1: country === 'PT' ? `${street}, ${number}` : `${street}, ${number}`,
		street_2: withExtra ? extra : null,
		zip_code: zip,
		city: town.name,
		state: town.region,
		country,
		phone,
		additional_info: null,
	};
}

interface LineParts {
	id: string;
	index: number;
	product: Product;
	quantity: number;
	country: 'PT' | 'ES';
	taxKind: TaxKind;
	shipping: number;
	now: number;
}

function newLine(parts: LineParts): Line {
	const { product, quantity, country, taxKind } = parts;
	const vat = country === 'PT' ? 23 : 21;
	const unit = taxed(product.price, vat, taxKind, product.recycling);
	const shipping = taxed(parts.shipping, vat, taxKind, 0);
	const commission = share(product.price * quantity, 12, 100);
	return {
		id: parts.id,
		index: parts.index,
		state: 'STAGING',
		reasonCode: null,
		stateBeforeIncident: null,
		updatedAt: parts.now,
		offerId: 500000 + goods.findIndex((candidate) => candidate.sku === product.sku),
		offerSku: product.sku,
		productSku: `MKP${product.ean}`,
		shopSku: product.ean,
		ean: product.ean,
		title: { pt: product.pt, es: product.es },
		category: { ...product.category },
		quantity,
		unitPrice: unit.net,
		price: unit.net * quantity,
		taxes: unit.taxes.map((tax) => ({ ...tax, amount: tax.amount * quantity })),
		shipping: shipping.net,
		shippingTaxes: shipping.taxes,
		commission,
		commissionTax: share(commission, 23, 100),
		debitedAt: null,
		shippedAt: null,
		receivedAt: null,
		shippingFrom: {
			address: {
				country_iso_code: 'PRT',
				city: 'Barcelos',
				zip_code: '4750-100',
				street_1: 'Zona Industrial, Lote 4',
			},
		},
		customFields: [],
		refunds: [],
		cancelations: [],
	};
}

/** Takes a price apart into what is the seller's and its taxes; together they are the price again. */
function taxed(
	gross: number,
	vat: number,
	kind: TaxKind,
	recycling: number,
): { net: number; taxes: Tax[] } {
	if (kind === 'none' || gross === 0) return { net: gross, taxes: [] };
	const fixed = kind === 'fixed' ? recycling : 0;
	const net = share(gross - fixed, 100, 100 + vat);
	const taxes: Tax[] = [
		{
			code: 'IVA',
			amount: gross - fixed - net,
			rate: vat,
			rule: kind === 'manual' ? 'NONE' : 'PROPORTIONAL_TO_AMOUNT',
		},
	];
	if (fixed > 0) taxes.push({ code: 'ECO-REEE', amount: fixed, rate: null, rule: 'NONE' });
	return { net, taxes };
}
