import { DateTime } from 'luxon';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';
import { isGiven } from '../../given';
import { LARGEST_PAGE, type OrderQuery } from '../../marketplace/client';
import { canBeOrderId, idChunks } from '../../marketplace/idChunks';
import { orderPages } from '../../marketplace/paging';
import { OrderProblem } from '../../orders/problem';
import {
	isKnownStatus,
	orderStatus,
	stateFilterFor,
	STATUSES,
	type KnownStatus,
} from '../../orders/status';
import { unreadItem } from '../failedItem';
import { filtersField } from '../fields/orderFilters';
import { simplifyField } from '../../fields/simplify';
import { orderJson } from './orderJson';
import { gaveNothing, Item, readAs, wholeNumber, yesNo } from '../item';
import type { Operation, Run } from '../operation';

const list = z
	.union([z.array(z.union([z.string(), z.number()])), z.string(), z.number()])
	.nullish()
	.transform((value) => {
		const entries = Array.isArray(value) ? value.map(String) : String(value ?? '').split(/[\n,]/);
		return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
	});

/** A date field gives ISO text, in the workflow's time zone unless it says otherwise; an expression may give a luxon date. */
const instant = (zone: string) =>
	z.unknown().transform((value, context) => {
		if (value === undefined || value === null || value === '') return undefined;
		const date = DateTime.isDateTime(value) ? value : DateTime.fromISO(String(value), { zone });
		if (date.isValid) return date.toUTC();
		context.addIssue({
			code: 'custom',
			message: `has to be a date: "${String(value)}" is not a date`,
		});
		return z.NEVER;
	});

const filtersSchema = (zone: string) =>
	z
		.object({
			statuses: list,
			channels: list,
			fulfillmentCenters: list,
			orderIds: list,
			createdAfter: instant(zone),
			createdBefore: instant(zone),
			updatedAfter: instant(zone),
			updatedBefore: instant(zone),
			hasIncident: yesNo(null),
		})
		.passthrough();

function knownStatuses(statuses: readonly string[]): KnownStatus[] {
	return statuses.map((status) => {
		if (isKnownStatus(status)) return status;
		throw new OrderProblem(
			`There is no status "${status}"`,
			`The statuses are: ${STATUSES.join(', ')}.`,
		);
	});
}

/** What OR11 has to be asked, in turn: for order numbers, as many at once as it takes. */
function queries(filters: ReturnType<typeof readFilters>, statuses: KnownStatus[]): OrderQuery[] {
	const query: OrderQuery = {
		order_state_codes: stateFilterFor(statuses),
		channel_codes: filters.channels,
		fulfillment_center_code: filters.fulfillmentCenters,
		has_incident: filters.hasIncident ?? undefined,
		start_date: filters.createdAfter,
		end_date: filters.createdBefore,
		start_update_date: filters.updatedAfter,
		end_update_date: filters.updatedBefore,
	};
	if (filters.orderIds === undefined) return [query];
	const ids = [...new Set(filters.orderIds)].filter(canBeOrderId);
	return idChunks(ids).map((chunk) => ({ ...query, order_ids: chunk }));
}

/**
 * The filters of an item. Order numbers that an expression was to give are never no filter at all: an
 * empty list of them means no orders.
 * @throws OrderProblem
 */
function readFilters(item: Item, zone: string) {
	const given = item.object('filters');
	const filters = readAs(filtersSchema(zone), given, 'filters');
	const computed = item.isExpression('filters.orderIds') && 'orderIds' in given;
	if (computed && !isGiven(given.orderIds)) throw gaveNothing('for the filter "Order IDs"');
	return {
		...filters,
		orderIds: computed || filters.orderIds.length > 0 ? filters.orderIds : undefined,
	};
}

/** The orders one item asks for, newest first, read page by page until there are enough. */
async function listOrders(run: Run, item: Item): Promise<IDataObject[]> {
	const { returnAll, limit, simplify } = item.read({
		returnAll: yesNo(false),
		limit: wholeNumber(50, 1),
		simplify: yesNo(true),
	});
	const filters = readFilters(item, run.context.getTimezone());
	const statuses = knownStatuses(filters.statuses);
	const most = returnAll ? Infinity : limit;
	const orders: IDataObject[] = [];
	for (const query of queries(filters, statuses)) {
		// The marketplace cannot tell all statuses apart: of a page, few orders or none may be wanted.
		const pageSize =
			statuses.length > 0 ? LARGEST_PAGE : Math.min(LARGEST_PAGE, most - orders.length);
		for await (const page of orderPages(run.client, query, { newestFirst: true, pageSize })) {
			for (const received of page.orders) {
				if (!received.readable) {
					orders.push({
						orderId: received.orderId ?? null,
						problem: received.problem,
						raw: received.raw as IDataObject,
					});
				} else if (
					statuses.length === 0 ||
					statuses.includes(orderStatus(received.order) as KnownStatus)
				) {
					orders.push(orderJson(received, simplify));
				}
				if (orders.length >= most) return orders;
			}
		}
	}
	return orders;
}

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many orders',
	description: 'Read the orders that match filters, newest first',
	fields: [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			displayOptions: { show: { returnAll: [false] } },
			description: 'Max number of results to return',
		},
		simplifyField,
		filtersField,
	],

	async execute(run) {
		const output: INodeExecutionData[] = [];
		for (let index = 0; index < run.context.getInputData().length; index++) {
			try {
				const orders = await listOrders(run, new Item(run.context, index));
				output.push(...orders.map((json) => ({ json, pairedItem: { item: index } })));
			} catch (error) {
				output.push(unreadItem(run, index, error));
			}
		}
		return output;
	},
};
