import { existsSync, readFileSync } from 'node:fs';
import addFormats from 'ajv-formats';
import Ajv2020 from 'ajv/dist/2020';
import type { ValidateFunction } from 'ajv/dist/2020';
import { toJsonSchema } from './schemas';
import type { Description, Operation, Parameter, Schema } from './schemas';

/** A request as it is about to be sent. */
export interface ContractRequest {
	method: string;
	/** With or without query; ids encoded. */
	path: string;
	query?: Record<string, string | string[] | number | boolean | undefined>;
	/** Parsed JSON, or the JSON text. */
	body?: unknown;
}

/** An answer, with the request it belongs to. */
export interface ContractAnswer {
	method: string;
	path: string;
	status: number;
	/** Parsed JSON, or the JSON text; undefined or '' for none. */
	body?: unknown;
}

export interface Contract {
	/** What in the request the official description does not know or forbids; empty when it is met. */
	validateRequest(request: ContractRequest): string[];
	/** What in the answer differs from the description. Error answers are described nowhere and pass. */
	validateAnswer(answer: ContractAnswer): string[];
	/** The operation (OR11 …) of a method and path, null when there is none. */
	operationOf(method: string, path: string): string | null;
}

/** Why the contract checks do not run here; null when they do. */
export function whyNoContract(): string | null {
	const file = process.env.MIRAKL_OPENAPI;
	if (!file) return 'MIRAKL_OPENAPI is not set: contract checks did not run';
	if (!existsSync(file))
		return `MIRAKL_OPENAPI names ${file}, which does not exist: contract checks did not run`;
	return null;
}

/**
 * For suites that need the description: one test says why nothing is checked, or the suite is defined.
 * The description is Mirakl's own and cannot be part of this repository.
 */
export function describeContract(name: string, suite: (contract: () => Contract) => void): void {
	describe(name, () => {
		const why = whyNoContract();
		if (why) {
			test(why, () => {
				console.warn(why);
				expect(whyNoContract()).toBe(why);
			});
			return;
		}
		suite(contract);
	});
}

// Described in the prose of each paginated or localised operation, not among its parameters.
const described = new Set([
	'offset',
	'max',
	'sort',
	'order',
	'paginate',
	'locale',
	'limit',
	'page_token',
]);

let loaded: Contract | null = null;

/** The official description named by MIRAKL_OPENAPI. @throws Error when there is none */
export function contract(): Contract {
	const why = whyNoContract();
	if (why) throw new Error(why);
	loaded ??= load(
		JSON.parse(readFileSync(process.env.MIRAKL_OPENAPI as string, 'utf8')) as Description,
	);
	return loaded;
}

/** The checks of a description already read. */
export function load(description: Description): Contract {
	const ajv = new Ajv2020({ strict: false, allErrors: true });
	addFormats(ajv);
	for (const format of ['with decimals', 'binary']) ajv.addFormat(format, true);
	ajv.addSchema(toJsonSchema(description, 'request'), 'requests');
	ajv.addSchema(toJsonSchema(description, 'answer'), 'answers');
	const compiled = new Map<string, ValidateFunction>();

	const check = (direction: 'request' | 'answer', schema: Schema, value: unknown): string[] => {
		const key = direction + JSON.stringify(schema);
		let validate = compiled.get(key);
		if (!validate) {
			// Used as the value of a property, so that the same rules hold as deeper down.
			const wrapped: Schema = { properties: { body: schema }, required: ['body'] };
			const converted = toJsonSchema(
				{ paths: {}, components: { schemas: { wrapped } } },
				direction,
			);
			const text = JSON.stringify(converted.$defs.wrapped).replaceAll(
				'#/$defs/',
				`${direction}s#/$defs/`,
			);
			validate = ajv.compile(JSON.parse(text) as Schema);
			compiled.set(key, validate);
		}
		if (validate({ body: value })) return [];
		return (validate.errors ?? [])
			.filter((error) => error.keyword !== 'if')
			.map((error) => {
				const extra = (error.params as { unevaluatedProperty?: string }).unevaluatedProperty;
				return `${error.instancePath.slice(1)} ${error.message}${extra ? ` '${extra}'` : ''}`;
			});
	};

	const find = (method: string, path: string): Operation | null => {
		const pieces = path.split('?')[0].split('/');
		let best: { operation: Operation; fixed: number } | null = null;
		for (const [template, methods] of Object.entries(description.paths)) {
			const operation = methods[method.toLowerCase()];
			const parts = template.split('/');
			if (!operation || parts.length !== pieces.length) continue;
			if (!parts.every((part, i) => (part.startsWith('{') ? pieces[i] !== '' : part === pieces[i])))
				continue;
			const fixed = parts.filter((part) => !part.startsWith('{')).length;
			if (!best || fixed > best.fixed) best = { operation, fixed };
		}
		return best?.operation ?? null;
	};

	return {
		operationOf: (method, path) => find(method, path)?.operationId ?? null,
		validateRequest({ method, path, query = {}, body }) {
			const operation = find(method, path);
			if (!operation) return [`${method} ${path} is not described`];
			const all: Record<string, unknown> = { ...query };
			for (const [name, value] of new URLSearchParams(path.split('?')[1] ?? '')) all[name] = value;
			const errors = Object.entries(all)
				.filter(([, value]) => value !== undefined)
				.flatMap(([name, value]) => checkParameter(operation, name, value));
			for (const parameter of operation.parameters ?? []) {
				if (parameter.in === 'query' && parameter.required && all[parameter.name] === undefined)
					errors.push(`query parameter ${parameter.name} is required`);
			}
			const schema = operation.requestBody?.content?.['application/json']?.schema;
			const read = parsed(body);
			if (read === undefined) {
				if (schema && operation.requestBody?.required) errors.push('a body is required');
				return errors;
			}
			if (!operation.requestBody) return [...errors, 'a body is not described'];
			return schema ? [...errors, ...check('request', schema, read)] : errors;
		},
		validateAnswer({ method, path, status, body }) {
			const operation = find(method, path);
			if (!operation) return [`${method} ${path} is not described`];
			const response = operation.responses[String(status)];
			if (!response) return status >= 400 ? [] : [`status ${status} is not described`];
			const schema = response.content?.['application/json']?.schema;
			const read = parsed(body);
			if (!schema) return status === 204 && read !== undefined ? ['a body is not described'] : [];
			if (read === undefined) return ['a body is described, there is none'];
			return check('answer', schema, read);
		},
	};
}

function parsed(body: unknown): unknown {
	if (body === undefined || body === null || body === '') return undefined;
	return typeof body === 'string' ? (JSON.parse(body) as unknown) : body;
}

function checkParameter(operation: Operation, name: string, value: unknown): string[] {
	const parameter = operation.parameters?.find((each) => each.in === 'query' && each.name === name);
	if (!parameter) return described.has(name) ? [] : [`query parameter ${name} is not described`];
	const values = (Array.isArray(value) ? value : [value]).map(String);
	if (values.length > 1 && parameter.schema.type !== 'array')
		return [`query parameter ${name} cannot be repeated`];
	return values.flatMap((each) => checkText(parameter, each));
}

/** Texts of a query against the type they stand for; "comma-separated list" is said in prose only. */
function checkText(parameter: Parameter, text: string): string[] {
	const { name } = parameter;
	const schema =
		parameter.schema.type === 'array' ? (parameter.schema.items ?? {}) : parameter.schema;
	const several = /comma-separated/i.test(parameter.description ?? '');
	const parts = several ? text.split(',') : [text];
	const errors: string[] = [];
	if (several && parts.length > 100)
		errors.push(`query parameter ${name} holds more than 100 values`);
	for (const part of parts) {
		if (schema.type === 'integer' && !/^-?\d+$/.test(part))
			errors.push(`${name}: '${part}' is not an integer`);
		if (schema.type === 'boolean' && part !== 'true' && part !== 'false')
			errors.push(`${name}: '${part}' is not true or false`);
		if (
			schema.format === 'date-time' &&
			!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(part)
		)
			errors.push(`${name}: '${part}' is not a date-time`);
		if (Array.isArray(schema.enum) && !schema.enum.includes(part))
			errors.push(`${name}: '${part}' is not one of ${schema.enum.join(', ')}`);
	}
	return errors;
}
