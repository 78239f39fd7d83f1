import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	type INodeType,
} from 'n8n-workflow';
import { Worten } from '../../nodes/Worten/Worten.node';
import { WortenTrigger } from '../../nodes/Worten/WortenTrigger.node';

/* Templates are JSON that nobody compiles: a renamed parameter would only show at a seller's. */

interface TemplateNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: INodeParameters;
	credentials?: unknown;
	onError?: string;
}

interface Template {
	name: string;
	nodes: TemplateNode[];
	connections: Record<string, { main: Array<Array<{ node: string }>> }>;
	pinData: object;
}

const folder = join(__dirname, '../../workflows');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const read = (file: string): Template => JSON.parse(readFileSync(join(folder, file), 'utf8'));

const OURS: Record<string, INodeType> = {
	'n8n-nodes-worten.worten': new Worten(),
	'n8n-nodes-worten.wortenTrigger': new WortenTrigger(),
};

/** Nodes of n8n's own the templates use, with a version that older n8n know as well. */
const THEIRS: Record<string, number> = {
	code: 2,
	form: 1,
	formTrigger: 2.2,
	if: 2.2,
	noOp: 1,
	respondToWebhook: 1.1,
	set: 3.4,
	stickyNote: 1,
	stopAndError: 1,
	switch: 3.2,
	webhook: 2,
};

const isExpression = (value: unknown) => typeof value === 'string' && value.startsWith('=');

const ourNodes = files.flatMap((file) =>
	read(file)
		.nodes.filter(({ type }) => type in OURS)
		.map((node) => ({ file, node, properties: OURS[node.type].description.properties })),
);

it('are the ones the documentation names', () => {
	expect(files).toEqual([
		'accept-in-stock.json',
		'refund-from-form.json',
		'ship-when-tracked.json',
	]);
});

describe.each(files)('%s', (file) => {
	const template = read(file);
	const names = template.nodes.map(({ name }) => name);

	it('has a name, and no ids, keys or data of whoever made it', () => {
		expect(template.name).toMatch(/^Worten: /);
		expect(template).not.toHaveProperty('id');
		expect(template.pinData).toEqual({});
		for (const node of template.nodes) expect(node).not.toHaveProperty('credentials');
	});

	it('has nodes with names and ids of their own, none on top of another', () => {
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(template.nodes.map(({ id }) => id)).size).toBe(names.length);
		expect(new Set(template.nodes.map(({ position }) => String(position))).size).toBe(names.length);
	});

	it('connects only nodes that are there, and leaves none aside', () => {
		const targets = Object.values(template.connections).flatMap(({ main }) =>
			main.flat().map(({ node }) => node),
		);
		const sources = Object.keys(template.connections);
		for (const name of [...sources, ...targets]) expect(names).toContain(name);
		const working = template.nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
		for (const { name } of working) expect([...sources, ...targets]).toContain(name);
	});

	it('is explained in sticky notes', () => {
		const notes = template.nodes.filter(({ type }) => type.endsWith('.stickyNote'));
		expect(notes.length).toBeGreaterThanOrEqual(2);
		expect(
			notes.some(({ parameters }) => /Before you switch this on/.test(String(parameters.content))),
		).toBe(true);
	});

	it('uses nodes that exist, in versions chosen on purpose', () => {
		for (const { type, typeVersion } of template.nodes) {
			const own = OURS[type];
			if (own) expect(typeVersion).toBe(own.description.version);
			else expect([type, typeVersion]).toEqual([type, THEIRS[type.replace('n8n-nodes-base.', '')]]);
		}
	});

	it('does not hide an order that failed: errors have a way out of their own', () => {
		for (const { name, type, onError } of template.nodes) {
			if (type !== 'n8n-nodes-worten.worten') continue;
			expect(onError).toBe('continueErrorOutput');
			expect(template.connections[name].main[1].length).toBeGreaterThan(0);
		}
	});
});

describe.each(ourNodes)('$file: the node "$node.name"', ({ node, properties }) => {
	const known = () =>
		NodeHelpers.getNodeParameters(
			properties,
			node.parameters,
			true,
			false,
			{ typeVersion: node.typeVersion },
			OURS[node.type].description,
		)!;

	it('has only parameters that the node shows with these settings', () => {
		const kept = known();
		for (const name of Object.keys(node.parameters)) expect(kept).toHaveProperty(name);
	});

	it('has only options that the node offers', () => {
		const collections = properties.filter(({ type }) => type === 'collection');
		const given = Object.keys((node.parameters.options as INodeParameters | undefined) ?? {});
		const shown = collections.filter(
			(property) =>
				property.name === 'options' &&
				NodeHelpers.displayParameter(
					known(),
					property,
					{ typeVersion: node.typeVersion },
					OURS[node.type].description,
				),
		);
		const offered = shown.flatMap(({ options = [] }) => options.map(({ name }) => name));
		for (const name of given) expect(offered).toContain(name);
	});

	it('has values that its lists offer', () => {
		const check = (property: INodeProperties, value: unknown) => {
			if (isExpression(value) || property.typeOptions?.loadOptionsMethod) return;
			const offered = (property.options ?? []).map(
				(option) => (option as INodePropertyOptions).value,
			);
			for (const one of [value].flat()) expect(offered).toContain(one);
		};
		const all = [
			...properties,
			...properties.flatMap(({ type, options = [] }) =>
				type === 'collection' ? (options as INodeProperties[]) : [],
			),
		] as Array<INodeProperties | INodePropertyCollection>;
		const given = { ...node.parameters, ...(node.parameters.options as INodeParameters) };
		for (const property of all as INodeProperties[]) {
			if (property.type !== 'options' && property.type !== 'multiOptions') continue;
			// Several resources and operations may have a field of this name; only the shown one counts.
			const shown = NodeHelpers.displayParameter(
				given,
				property,
				{ typeVersion: node.typeVersion },
				OURS[node.type].description,
			);
			if (shown && given[property.name] !== undefined) check(property, given[property.name]);
		}
	});

	it('misses nothing that is required', () => {
		const issues = NodeHelpers.getNodeParametersIssues(
			properties,
			{ ...node, parameters: known(), disabled: false } as never,
			OURS[node.type].description,
		);
		expect(issues?.parameters ?? {}).toEqual({});
	});
});
