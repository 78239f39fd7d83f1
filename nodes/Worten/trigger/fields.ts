import type { INodeProperties } from 'n8n-workflow';
import { statusOptions } from '../fields/statusOptions';

/*
 * The trigger's fields. Texts are for shop owners; names and values are held by saved workflows.
 */

/**
 * n8n puts its own Poll Times field in front of every polling trigger, with every minute as the
 * default. Of two properties of one name the editor shows the first and takes the default of the last:
 * this one makes it every 15 minutes, which is what Mirakl allows outside partners.
 */
export const pollTimesField: INodeProperties = {
	displayName: 'Poll Times',
	name: 'pollTimes',
	type: 'hidden',
	default: { item: [{ mode: 'everyX', value: 15, unit: 'minutes' }] },
};

export const eventsField: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	required: true,
	options: [
		{
			name: 'Incident Opened',
			value: 'incidentOpened',
			description: 'The buyer complains about a line of an order',
		},
		{
			name: 'New Order',
			value: 'newOrder',
			description: 'An order arrives. Told once for each order.',
		},
		{
			name: 'Order Changed',
			value: 'orderChanged',
			description: 'Anything about an order changes: its status, a line, a refund, a message',
		},
		{
			name: 'Ready to Ship',
			value: 'readyToShip',
			description: "The buyer has paid and the delivery address is there: it is the shop's turn",
		},
		{
			name: 'Refund Changed',
			value: 'refundChanged',
			description: 'A refund is requested, on its way or paid out. Told for each refund and step.',
		},
		{
			name: 'Refused Automatically',
			value: 'refusedAutomatically',
			description: 'Nobody accepted the order in time, so the marketplace refused it',
		},
		{
			name: 'Shipment Due Soon',
			value: 'shipmentDueSoon',
			description:
				'An order still waits for shipment and its deadline is near. Told once; see Due Soon Hours in the options.',
		},
		{
			name: 'Status Changed',
			value: 'statusChanged',
			description: 'An order moves on, for example from accepted to waiting for shipment',
		},
		{
			name: 'Stuck in Debit',
			value: 'stuckInDebit',
			description:
				'An order was accepted but the payment does not come. Told once; see Stuck Hours in the options.',
		},
		{
			name: 'Waiting for Acceptance',
			value: 'waitingAcceptance',
			description: 'An order waits for you to accept or refuse it',
		},
	],
	default: ['newOrder', 'statusChanged'],
	description:
		'What starts the workflow. Each event is one item, so an order with two events at a time comes twice.',
};

export const statusesField: INodeProperties = {
	displayName: 'Statuses',
	name: 'statuses',
	type: 'multiOptions',
	options: statusOptions,
	default: [],
	description: 'Only orders that are now at one of these statuses. None chosen means all.',
};

export const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Channel Names or IDs',
			name: 'channels',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getChannels' },
			default: [],
			description:
				'Only orders of these channels: at Worten, the countries. Orders without a channel are then left out. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: 'Daily Sweep',
			name: 'dailySweep',
			type: 'boolean',
			default: true,
			description:
				'Whether to look once a day at every order of the last days again, in case the marketplace did not announce a change. Only what was missed starts the workflow.',
		},
		{
			displayName: 'Due Soon Hours',
			name: 'dueSoonHours',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 720 },
			default: 24,
			description: 'How many hours before the shipping deadline Shipment Due Soon is told',
		},
		{
			displayName: 'First Run',
			name: 'firstRun',
			type: 'options',
			options: [
				{
					name: 'From Now',
					value: 'fromNow',
					description: 'Only what happens after the workflow is activated for the first time',
				},
				{
					name: 'Last Days',
					value: 'lastDays',
					description: 'Also what happened in the days before',
				},
			],
			default: 'fromNow',
			description: 'What the workflow gets when it is activated for the first time',
		},
		{
			displayName: 'First Run Days',
			name: 'firstRunDays',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 30 },
			default: 5,
			description: 'With First Run set to Last Days: how many days to go back',
		},
		{
			displayName: 'Fulfillment Centers',
			name: 'fulfillmentCenters',
			type: 'string',
			default: '',
			placeholder: 'e.g. DEFAULT',
			description:
				'Only orders sent from these centers: their codes, with commas between them. DEFAULT is your own warehouse; others belong to the marketplace.',
		},
		{
			displayName: 'Max Orders per Poll',
			name: 'maxOrdersPerPoll',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 5000 },
			default: 500,
			description:
				'How many orders one poll hands over at most. The rest comes with the next ones.',
		},
		{
			displayName: 'Overlap Minutes',
			name: 'overlapMinutes',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1440 },
			default: 10,
			description:
				'How far each poll looks back over the one before, for changes the marketplace shows late. Nothing is delivered twice by it.',
		},
		{
			displayName: 'Split Lines',
			name: 'splitLines',
			type: 'boolean',
			default: false,
			description:
				'Whether to return one item for each order line, with the order beside it. Only of simplified orders.',
		},
		{
			displayName: 'Stuck Hours',
			name: 'stuckHours',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 720 },
			default: 24,
			description: 'How many hours after acceptance without payment Stuck in Debit is told',
		},
		{
			displayName: 'Sweep Days',
			name: 'sweepDays',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 30 },
			default: 5,
			description: 'How many days the daily sweep looks back',
		},
		{
			displayName: 'Sweep Hour',
			name: 'sweepHour',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 23 },
			default: 4,
			description: "The hour of the day of the daily sweep, 0 to 23, in the workflow's time zone",
		},
		{
			displayName: 'Tax Mode',
			name: 'taxMode',
			type: 'options',
			options: [
				{
					name: "Marketplace's Own",
					value: 'marketplace',
					description: 'As the marketplace shows prices by itself',
				},
				{ name: 'Tax Excluded', value: 'TAX_EXCLUDED' },
				{ name: 'Tax Included', value: 'TAX_INCLUDED' },
			],
			default: 'marketplace',
			description: 'Whether the amounts of the orders include taxes',
		},
	],
};
