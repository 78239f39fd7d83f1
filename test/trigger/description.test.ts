import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { WortenTrigger } from '../../nodes/Worten/WortenTrigger.node';
import { EVENT_TYPES } from '../../nodes/Worten/trigger/eventType';
import { STATUSES } from '../../nodes/Worten/orders/status';

const { description, methods } = new WortenTrigger();
const field = (name: string) => description.properties.find((each) => each.name === name);
const values = (property: INodeProperties | undefined) =>
	(property?.options as INodePropertyOptions[]).map(({ value }) => value).sort();

describe('the trigger’s fields', () => {
	it('poll every 15 minutes unless told otherwise', () => {
		expect(field('pollTimes')).toMatchObject({
			type: 'hidden',
			default: { item: [{ mode: 'everyX', value: 15, unit: 'minutes' }] },
		});
		expect(description.polling).toBe(true);
	});

	it('offer every event and every status, each explained', () => {
		expect(values(field('events'))).toEqual([...EVENT_TYPES].sort());
		expect(values(field('statuses'))).toEqual([...STATUSES].sort());
		for (const option of field('events')?.options as INodePropertyOptions[]) {
			expect(option.description).toBeTruthy();
		}
	});

	it('have the names saved workflows hold', () => {
		expect(description.properties.map(({ name }) => name)).toEqual([
			'pollTimes',
			'events',
			'statuses',
			'simplify',
			'options',
		]);
		const options = field('options')?.options as INodeProperties[];
		expect(options.map(({ name }) => name).sort()).toEqual(
			[
				'channels',
				'dailySweep',
				'dueSoonHours',
				'firstRun',
				'firstRunDays',
				'fulfillmentCenters',
				'maxOrdersPerPoll',
				'overlapMinutes',
				'splitLines',
				'stuckHours',
				'sweepDays',
				'sweepHour',
				'taxMode',
			].sort(),
		);
	});

	it('fill their lists from methods the node has', () => {
		const loaders = JSON.stringify(description.properties).match(/"loadOptionsMethod":"(\w+)"/g);
		expect(loaders).toEqual(['"loadOptionsMethod":"getChannels"']);
		expect(methods.loadOptions).toHaveProperty('getChannels');
		expect(methods.credentialTest).toHaveProperty('wortenApiTest');
	});
});
