import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { OrderProblem } from '../orders/problem';

/** One input item of an action, and how its parameters are read. */
export class Item {
	constructor(
		private readonly context: IExecuteFunctions,
		readonly index: number,
	) {}

	/** A parameter's value, with its expressions resolved for this item; null when n8n does not have it. */
	raw(name: string): unknown {
		return this.context.getNodeParameter(name, this.index, null);
	}

	/** Every option of the "Options" collection. */
	options(): Record<string, unknown> {
		return z.record(z.string(), z.unknown()).catch({}).parse(this.raw('options'));
	}

	/**
	 * Several parameters at once, checked. Each key of the schema is a parameter's name; a parameter
	 * that is not shown or was left out is null to the schema.
	 * @throws OrderProblem that names the first field that is wrong
	 */
	read<S extends z.ZodRawShape>(shape: S): z.output<z.ZodObject<S>> {
		const values = Object.fromEntries(Object.keys(shape).map((name) => [name, this.raw(name)]));
		const parsed = z.object(shape).safeParse(values);
		if (parsed.success) return parsed.data;
		const [issue] = parsed.error.issues;
		throw new OrderProblem(
			`The field "${issue.path.join('.')}" has a value that cannot be used: ${issue.message}`,
			'Correct the field, or the expression that fills it, and run the item again.',
		);
	}
}

/** An expression often gives "true" or "false" as text. */
export const yesNo = (fallback: boolean) =>
	z.preprocess(
		(value) => (value === 'true' ? true : value === 'false' ? false : value),
		z
			.boolean()
			.nullish()
			.transform((value) => value ?? fallback),
	);

/** Text from a field; numbers are taken as they are written, blank counts as left out. */
export const optionalText = z
	.union([z.string(), z.number()])
	.nullish()
	.transform((value) => {
		const trimmed = String(value ?? '').trim();
		return trimmed === '' ? undefined : trimmed;
	});
