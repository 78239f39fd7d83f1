/**
 * The official description as JSON Schema.
 *
 * How null is read: the description never names the type null, yet its prose ("null before shipping") and
 * its own examples hold null for properties of every kind, required ones included. So
 *  - in an answer, null is allowed wherever a property is described; a required property must be there;
 *  - in a request, null is allowed for an optional property, where it means "leave out" or "remove".
 * Elements of lists are never null.
 */

export interface Schema {
	$ref?: string;
	type?: string;
	format?: string;
	enum?: unknown[];
	properties?: Record<string, Schema>;
	required?: string[];
	items?: Schema;
	allOf?: Schema[];
	discriminator?: { propertyName: string; mapping: Record<string, string> };
	[keyword: string]: unknown;
}

export interface Parameter {
	in: string;
	name: string;
	required?: boolean;
	description?: string;
	schema: Schema;
}

interface Content {
	[type: string]: { schema?: Schema };
}

export interface Operation {
	operationId: string;
	parameters?: Parameter[];
	requestBody?: { required?: boolean; content?: Content };
	responses: Record<string, { content?: Content }>;
}

export interface Description {
	paths: Record<string, Record<string, Operation>>;
	components: { schemas: Record<string, Schema> };
}

const prefix = '#/components/schemas/';

/** All schemas of the description under `$defs`, for requests (nothing unknown) or for answers (more is allowed). */
export function toJsonSchema(
	description: Description,
	direction: 'request' | 'answer',
): { $defs: Record<string, Schema> } {
	const $defs: Record<string, Schema> = {};
	const bases = new Map<string, Set<string>>();
	for (const [name, schema] of Object.entries(description.components.schemas)) {
		for (const variant of Object.values(schema.discriminator?.mapping ?? {}))
			bases.set(
				variant.slice(prefix.length),
				(bases.get(variant.slice(prefix.length)) ?? new Set()).add(name),
			);
	}
	for (const [name, schema] of Object.entries(description.components.schemas)) {
		$defs[name] = convert(schema, direction, bases.get(name) ?? new Set());
		if (!schema.discriminator) continue;
		const { discriminator, ...plain } = schema;
		$defs[plainName(name)] = convert(plain, direction, new Set());
		$defs[name] = { allOf: [{ $ref: `#/$defs/${plainName(name)}` }, ...variants(discriminator)] };
	}
	return { $defs };
}

function plainName(name: string): string {
	return `${name}__plain`;
}

/** Which variant holds is told by one property: `if` it has that value, `then` the variant must fit. */
function variants({ propertyName, mapping }: NonNullable<Schema['discriminator']>): Schema[] {
	return Object.entries(mapping).map(([value, ref]) => ({
		if: { properties: { [propertyName]: { const: value } }, required: [propertyName] },
		then: { $ref: ref.replace(prefix, '#/$defs/') },
	}));
}

function convert(schema: Schema, direction: 'request' | 'answer', bases: Set<string>): Schema {
	const out: Schema = {};
	for (const keyword of [
		'type',
		'format',
		'enum',
		'required',
		'minimum',
		'maximum',
		'minLength',
		'maxLength',
		'minItems',
		'maxItems',
		'pattern',
	]) {
		if (schema[keyword] !== undefined) out[keyword] = schema[keyword];
	}
	// A limit on a string is one on its length, which the description says in other places.
	if (schema.type === 'string') delete out.maximum;
	if (schema.$ref) {
		const name = schema.$ref.slice(prefix.length);
		out.$ref = `#/$defs/${bases.has(name) ? plainName(name) : name}`;
	}
	if (schema.allOf) out.allOf = schema.allOf.map((part) => convert(part, direction, bases));
	if (schema.items) out.items = site(schema.items, direction);
	if (schema.properties) {
		out.properties = {};
		for (const [name, property] of Object.entries(schema.properties)) {
			const there = site(property, direction);
			const nullable = direction === 'answer' || !schema.required?.includes(name);
			out.properties[name] = nullable ? { if: { not: { type: 'null' } }, then: there } : there;
		}
	}
	return out;
}

/** Where a schema is used for a value: in requests objects there hold nothing that is not described. */
function site(schema: Schema, direction: 'request' | 'answer'): Schema {
	const out = convert(schema, direction, new Set());
	const isObject = schema.$ref !== undefined || schema.properties !== undefined;
	return direction === 'request' && isObject ? { ...out, unevaluatedProperties: false } : out;
}
