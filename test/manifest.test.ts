import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { WortenApi } from '../credentials/WortenApi.credentials';
import { statusOptions } from '../nodes/Worten/fields/statusOptions';
import { STATUSES } from '../nodes/Worten/orders/status';
import { Worten } from '../nodes/Worten/Worten.node.js';
import { WortenTrigger } from '../nodes/Worten/WortenTrigger.node.js';

/** What n8n reads of the package, and the names saved workflows hold. */

const root = join(__dirname, '..');
const json = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const manifest = json('package.json');
const source = (built: string) => built.replace(/^dist\//, '').replace(/\.js$/, '.ts');

describe('package.json', () => {
	it('names sources that exist for every node and credential', () => {
		for (const built of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
			expect(existsSync(join(root, source(built)))).toBe(true);
		}
	});

	it('is what n8n verifies: no dependencies, one peer, dist only, strict', () => {
		expect(manifest.dependencies ?? {}).toEqual({});
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(manifest.files).toEqual(['dist']);
		expect(manifest.keywords).toContain('n8n-community-node-package');
		expect(manifest.n8n).toMatchObject({ n8nNodesApiVersion: 1, strict: true });
		for (const hook of ['prepare', 'preinstall', 'install', 'postinstall']) {
			expect(manifest.scripts).not.toHaveProperty(hook);
		}
	});

	it('has the version the changelog begins with', () => {
		expect(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')).toContain(
			`\n## ${manifest.version}\n`,
		);
	});
});

describe.each([
	['Worten', new Worten()],
	['WortenTrigger', new WortenTrigger()],
])('%s', (file, node) => {
	it('has a codex file of its own name', () => {
		expect(json(`nodes/Worten/${file}.node.json`).node).toBe(
			`${manifest.name}.${node.description.name}`,
		);
	});

	it('has icons for light and dark', () => {
		const icon = node.description.icon as { light: string; dark: string };
		for (const name of [icon.light, icon.dark]) {
			expect(existsSync(join(root, 'nodes/Worten', name.replace('file:', '')))).toBe(true);
		}
	});

	it('tests the credential it uses', () => {
		const [credential] = node.description.credentials!;
		expect(credential.name).toBe(new WortenApi().name);
		expect(node.methods.credentialTest).toHaveProperty(credential.testedBy as string);
	});

	it('loads every list its fields name', () => {
		const lists: string[] = [];
		const collect = (fields: INodeProperties[]): void => {
			for (const field of fields) {
				const options = field.typeOptions ?? {};
				if (options.loadOptionsMethod) lists.push(options.loadOptionsMethod);
				for (const mode of field.modes ?? []) {
					if (mode.typeOptions?.searchListMethod) lists.push(mode.typeOptions.searchListMethod);
				}
				for (const option of field.options ?? []) {
					if ('values' in option) collect(option.values);
					else if ('type' in option) collect([option as INodeProperties]);
				}
			}
		};
		collect(node.description.properties);
		const methods = {
			...node.methods.loadOptions,
			...('listSearch' in node.methods ? node.methods.listSearch : {}),
		};
		for (const list of lists) expect(methods).toHaveProperty(list);
		expect(lists.length).toBeGreaterThan(0);
	});
});

describe('the names saved workflows hold', () => {
	const fields = (operation: string) =>
		new Worten().description.properties
			.filter(({ displayOptions }) => (displayOptions?.show?.operation ?? []).includes(operation))
			.map(({ name }) => name);
	const optionsOf = (operation: string) =>
		(
			new Worten().description.properties.find(
				({ name, displayOptions }) =>
					name === 'options' && (displayOptions?.show?.operation ?? []).includes(operation),
			)!.options as INodeProperties[]
		).map(({ name }) => name);

	it.each([
		['get', ['orderId', 'simplify']],
		['getAll', ['returnAll', 'limit', 'simplify', 'filters']],
		['accept', ['orderId', 'lines', 'lineIds', 'otherLines', 'options']],
		['refuse', ['orderId', 'lines', 'lineIds', 'otherLines', 'options']],
		[
			'ship',
			[
				'orderId',
				'trackingNumber',
				'carrierMode',
				'carrierCode',
				'carrierName',
				'trackingUrl',
				'options',
			],
		],
		[
			'refund',
			[
				'orderId',
				'reasonCode',
				'lines',
				'lineIds',
				'refundLines',
				'refundTaxes',
				'refundShipping',
				'refundShippingTaxes',
				'options',
			],
		],
	])('%s keeps its parameters', (operation, names) => {
		expect([...new Set(fields(operation))].sort()).toEqual([...names].sort());
	});

	it.each(['accept', 'refuse', 'ship', 'refund'])(
		'%s can be tried out and repeated',
		(operation) => {
			expect(optionsOf(operation)).toEqual(expect.arrayContaining(['dryRun', 'ifAlreadyDone']));
		},
	);

	it('the trigger keeps its parameters and polls every 15 minutes unless told otherwise', () => {
		const { properties } = new WortenTrigger().description;
		expect(properties.map(({ name }) => name).sort()).toEqual(
			['events', 'options', 'pollTimes', 'simplify', 'statuses'].sort(),
		);
		expect(properties.find(({ name }) => name === 'pollTimes')!.default).toEqual({
			item: [{ mode: 'everyX', value: 15, unit: 'minutes' }],
		});
		const options = properties.find(({ name }) => name === 'options')!.options as INodeProperties[];
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

	it('every status can be chosen in filters', () => {
		expect(statusOptions.map(({ value }) => value).sort()).toEqual([...STATUSES].sort());
	});
});
