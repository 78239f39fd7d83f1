import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import type { Operation } from './operation';
import { firstOperation, order } from './order';

export interface Resource {
	/** The value saved in workflows. */
	readonly value: string;
	readonly name: string;
	/** The operation a new node begins with. */
	readonly first: string;
	readonly operations: readonly Operation[];
}

/** Everything the Worten node can do. */
export const RESOURCES: readonly Resource[] = [
	{ value: 'order', name: 'Order', first: firstOperation, operations: order },
];

function operationField({ value, first, operations }: Resource): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options: operations.map(({ value: operation, name, action, description }) => ({
			name,
			value: operation,
			action,
			description,
		})),
		default: first,
	};
}

/**
 * n8n empties a collection before a node sees it when there is an expression in place of its fields
 * (workflows written as JSON can have that): what was to limit an action would be gone in silence. A
 * hidden field of the same name keeps what was written.
 */
function keepingExpressions(fields: INodeProperties[]): INodeProperties[] {
	return fields.flatMap((field): INodeProperties[] =>
		field.type === 'collection' || field.type === 'fixedCollection'
			? [
					field,
					{
						displayName: field.displayName,
						name: field.name,
						type: 'hidden',
						default: {},
					},
				]
			: [field],
	);
}

/** Every resource's operations and their fields, each shown where it belongs. */
export const resourceFields: INodeProperties[] = RESOURCES.flatMap((resource) => [
	operationField(resource),
	...resource.operations.flatMap(({ value, fields }) =>
		updateDisplayOptions(
			{ show: { resource: [resource.value], operation: [value] } },
			keepingExpressions(fields),
		),
	),
]);
