import type { FieldError } from '../apiError';
import { fulfilledByMarketplace } from '../order';
import type { CustomField, Line, Order, ShippingFrom } from '../order';
import type { World } from '../world';
import { object } from './call';
import type { Answer, Call } from './call';
import { entries, orderOf } from './orders';

const iso3 = new Set(
	'PRT ESP FRA DEU ITA GBR IRL NLD BEL LUX AUT CHE POL CZE SVK HUN ROU BGR GRC HRV SVN DNK SWE NOR FIN EST LVA LTU MLT CYP AND USA CAN CHN HKG JPN KOR TUR MAR BRA MEX IND'.split(
		' ',
	),
);

/** OR07: where lines are shipped from; each line answers for itself. */
export function updateShippingFrom(call: Call, world: World): Answer {
	const lines = entries(call, 'order_lines', 100).map((entry) => {
		const id = String(entry.id ?? '');
		const found = world.book.line(id);
		const mine = found && found.order.shopId === call.shopId ? found : undefined;
		const shippingFrom = readShippingFrom(entry.shipping_from);
		const error = refusal(world, mine, shippingFrom, id);
		if (error) return { errors: [error], id };
		const { order, line } = mine as { order: Order; line: Line };
		line.shippingFrom = shippingFrom as ShippingFrom;
		line.updatedAt = world.now();
		world.changed(order, 'seller', 'shippingFrom', { lineId: line.id, shippingFrom });
		return {
			id,
			updated: {
				address: line.shippingFrom.address ?? null,
				warehouse: line.shippingFrom.warehouse ?? null,
			},
		};
	});
	return { status: 200, json: { order_lines: lines } };
}

function readShippingFrom(value: unknown): ShippingFrom | FieldError {
	const { address, warehouse } = object(value);
	if (warehouse !== undefined && warehouse !== null) {
		const code = object(warehouse).code;
		if (typeof code === 'string' && code !== '') return { warehouse: { code } };
	}
	const parts = object(address);
	const country = parts.country_iso_code;
	if (typeof country !== 'string' || country === '')
		return {
			code: 'REQUIRED',
			field: 'shipping_from.address.country_iso_code',
			message: 'A country is required',
		};
	if (!iso3.has(country))
		return {
			code: 'INVALID_COUNTRY',
			field: 'shipping_from.address.country_iso_code',
			message: `'${country}' is not an ISO 3166-1 alpha-3 country code`,
		};
	const read: Record<string, string> = { country_iso_code: country };
	for (const field of ['city', 'state', 'street_1', 'street_2', 'zip_code']) {
		if (typeof parts[field] === 'string') read[field] = parts[field];
	}
	return { address: read as unknown as NonNullable<ShippingFrom['address']> };
}

function refusal(
	world: World,
	found: { order: Order; line: Line } | undefined,
	shippingFrom: ShippingFrom | FieldError,
	id: string,
): FieldError | null {
	if (!found)
		return { code: 'ORDER_LINE_NOT_FOUND', field: 'id', message: `Order line '${id}' not found` };
	if (!world.settings.sellersEditShippingOrigin)
		return {
			code: 'SHIPPING_ORIGIN_EDITION_DISABLED',
			field: 'shipping_from',
			message: 'Shops are not allowed to edit the shipping origin',
		};
	if (fulfilledByMarketplace(found.order))
		return {
			code: 'ORDER_FULFILLED_UNAUTHORIZED',
			field: 'id',
			message: 'The order is fulfilled by the marketplace',
		};
	if ('code' in shippingFrom) return shippingFrom;
	if (
		![
			'STAGING',
			'WAITING_ACCEPTANCE',
			'WAITING_DEBIT',
			'WAITING_DEBIT_PAYMENT',
			'SHIPPING',
		].includes(found.line.state)
	)
		return {
			code: 'ORDER_LINE_INVALID_STATE',
			field: 'id',
			message: `The order line is ${found.line.state}: its shipping origin can no longer be edited`,
		};
	return null;
}

/** OR04: the seller's own reference of orders; each order answers for itself. */
export function updateOrders(call: Call, world: World): Answer {
	const updated = entries(call, 'orders', 100).map((entry) => {
		const id = String(entry.order_id ?? '');
		const order = world.book.get(id);
		if (!order || order.shopId !== call.shopId)
			return {
				errors: [
					{ code: 'ORDER_NOT_FOUND', field: 'order_id', message: `Order '${id}' not found` },
				],
				order_id: id,
			};
		const references = object(entry.references);
		if ('order_reference_for_seller' in references) {
			const reference = references.order_reference_for_seller;
			if (
				reference !== null &&
				(typeof reference !== 'string' || reference.trim() === '' || reference.length > 2000)
			)
				return {
					errors: [
						{
							code: 'INVALID',
							field: 'references.order_reference_for_seller',
							message: 'must be 1 to 2000 characters and not blank',
						},
					],
					order_id: id,
				};
			order.sellerReference = reference;
			world.changed(order, 'seller', 'sellerReference', { reference });
		}
		return {
			order_id: id,
			updated: {
				order_lines: [],
				references: { order_reference_for_seller: order.sellerReference },
			},
		};
	});
	return { status: 200, json: { updated_orders: updated } };
}

/** OR31: custom fields of an order and its lines, all or nothing. */
export function updateCustomFields(call: Call, world: World): Answer {
	const order = orderOf(call, world);
	const body = object(call.body);
	const errors: FieldError[] = [];
	const { orderCustomFields, lineCustomFields } = world.settings;

	const read = (
		value: unknown,
		defined: { code: string; type: string }[],
		where: string,
	): CustomField[] =>
		(Array.isArray(value) ? value : []).map(object).map((field, index) => {
			const known = defined.find((candidate) => candidate.code === field.code);
			if (!known)
				errors.push({
					code: 'CUSTOM_FIELD_NOT_FOUND',
					field: `${where}[${index}].code`,
					message: `There is no custom field '${String(field.code)}'`,
				});
			return {
				code: String(field.code),
				type: known?.type ?? 'STRING',
				value: field.value ?? null,
			};
		});

	const orderFields = read(
		body.order_additional_fields,
		orderCustomFields,
		'order_additional_fields',
	);
	const lines = (Array.isArray(body.order_lines) ? body.order_lines : [])
		.map(object)
		.map((entry, index) => {
			const line = order.lines.find((candidate) => candidate.id === entry.order_line_id);
			if (!line)
				errors.push({
					code: 'ORDER_LINE_NOT_FOUND',
					field: `order_lines[${index}].order_line_id`,
					message: `Order line '${String(entry.order_line_id)}' not found`,
				});
			const where = `order_lines[${index}].order_line_additional_fields`;
			return { line, fields: read(entry.order_line_additional_fields, lineCustomFields, where) };
		});
	if (errors.length > 0)
		return { status: 200, json: { order_update_errors: { errors, input: body } } };

	order.customFields = merged(order.customFields, orderFields);
	for (const { line, fields } of lines)
		if (line) line.customFields = merged(line.customFields, fields);
	world.changed(order, 'seller', 'customFields', {
		order: orderFields,
		lines: lines.map(({ line, fields }) => ({ lineId: line?.id, fields })),
	});
	return {
		status: 200,
		json: {
			order_update_result: {
				order_additional_fields: order.customFields,
				order_lines: order.lines.map((line) => ({
					order_line_additional_fields: line.customFields,
					order_line_id: line.id,
				})),
			},
		},
	};
}

/** Null or empty takes a field away. */
function merged(present: CustomField[], sent: CustomField[]): CustomField[] {
	const byCode = new Map(present.map((field) => [field.code, field]));
	for (const field of sent) {
		if (field.value === null || field.value === '') byCode.delete(field.code);
		else byCode.set(field.code, field);
	}
	return [...byCode.values()];
}
