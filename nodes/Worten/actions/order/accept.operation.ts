import { z } from 'zod';
import { planAcceptance, type AcceptanceChoice } from '../../orders/acceptance';
import { countryCode } from '../../orders/country';
import { optionalText, readAs } from '../item';
import { lineFields, lineShape } from '../fields/lines';
import { orderIdField } from '../fields/orderId';
import { otherLinesField } from '../fields/otherLines';
import { writeOptionsField } from '../fields/writeOptions';
import type { Operation } from '../operation';
import { performWrites } from '../write/performWrites';
import type { WriteOperation } from '../write/writeOperation';
import { acceptancePlan } from './acceptancePlan';
import { shippingCountrySteps } from './shippingCountry';

interface Input extends AcceptanceChoice {
	/** ISO 3166-1 alpha-3. */
	readonly shippingFromCountry?: string;
}

const acceptOrder: WriteOperation<Input> = {
	operation: 'accept',

	undone: (orderId) => `Order ${orderId} was not accepted`,

	readInput(item) {
		const input = item.read({
			...lineShape,
			otherLines: z
				.enum(['refuse', 'fail'])
				.nullish()
				.transform((value) => value ?? 'fail'),
		});
		const typed = readAs(
			optionalText,
			item.options().shippingFromCountry,
			'options.shippingFromCountry',
		);
		return {
			...input,
			decision: 'accept',
			shippingFromCountry: typed === undefined ? undefined : countryCode(typed),
		};
	},

	async plan(order, input, { reference }) {
		const planned = planAcceptance(order, input);
		const before =
			input.shippingFromCountry === undefined || planned.kind === 'alreadyDone'
				? []
				: shippingCountrySteps(
						order,
						planned.decisions.filter((line) => line.accepted).map((line) => line.id),
						input.shippingFromCountry,
						await reference.configuration(),
					);
		return acceptancePlan(order, planned, before);
	},
};

export const accept: Operation = {
	value: 'accept',
	name: 'Accept',
	action: 'Accept an order',
	description: 'Accept an order that waits for acceptance, whole or only some of its lines',
	fields: [
		orderIdField,
		...lineFields('accept'),
		otherLinesField('accept'),
		writeOptionsField([
			{
				displayName: 'Ship-From Country',
				name: 'shippingFromCountry',
				type: 'string',
				default: '',
				placeholder: 'e.g. PRT',
				description:
					'The country you send the accepted lines from, as two or three letters (PT or PRT). Only where Worten allows your shop to change it; set before the order is accepted.',
			},
		]),
	],
	execute: async (run) => await performWrites(run, acceptOrder),
};
