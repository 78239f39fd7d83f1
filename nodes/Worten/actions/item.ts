import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { isGiven } from '../given';
import { parseJson } from '../marketplace/errorBody';
import { OrderProblem } from '../orders/problem';
import { kindOf, plainIssue } from '../plainIssue';

const isExpressionText = (value: unknown) => typeof value === 'string' && value.startsWith('=');

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const CORRECT = 'Correct the field, or the expression that fills it, and run the item again.';

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

	/**
	 * Whether the value at a place (`refundLines.line.0.amount`) comes from an expression, its own or
	 * one for something it stands in.
	 */
	isExpression(path: string): boolean {
		const [name, ...keys] = path.split('.');
		let value: unknown = this.context.getNodeParameter(name, this.index, null, {
			rawExpressions: true,
		});
		for (const key of keys) {
			if (isExpressionText(value) || typeof value !== 'object' || value === null) break;
			value = (value as Record<string, unknown>)[key];
		}
		return isExpressionText(value);
	}

	/**
	 * A parameter that is an object: a collection, an object an expression gave, or JSON text of one.
	 * Empty when n8n does not have it.
	 * @throws OrderProblem for anything else: what stands in it must not be lost in silence
	 */
	object(name: string): Record<string, unknown> {
		const value = this.raw(name);
		if (!isGiven(value)) {
			if (this.isExpression(name)) throw gaveNothing(`in the field "${name}"`);
			return {};
		}
		const given = typeof value === 'string' ? (parseJson(value) ?? value) : value;
		if (isObject(given)) return given;
		throw unusable(name, `has to be an object, but is ${kindOf(given)}`);
	}

	/**
	 * Every option of the "Options" collection.
	 * @throws OrderProblem when there is something else in its place
	 */
	options(): Record<string, unknown> {
		return this.object('options');
	}

	/**
	 * Several parameters at once, checked. Each key of the schema is a parameter's name; a parameter
	 * that is not shown or was left out is null to the schema.
	 * @throws OrderProblem that names the first field that is wrong, or whose expression gave nothing
	 * where the schema would put the usual value in its place
	 */
	read<S extends z.ZodRawShape>(shape: S): z.output<z.ZodObject<S>> {
		const values = Object.fromEntries(
			Object.keys(shape).map((name) => {
				const value = this.raw(name);
				if (!isGiven(value) && hasUsualValue(shape[name]) && this.isExpression(name)) {
					throw gaveNothing(`in the field "${name}"`);
				}
				return [name, value];
			}),
		);
		return readAs(z.object(shape), values) as z.output<z.ZodObject<S>>;
	}
}

/**
 * Check a value by a schema.
 * @throws OrderProblem that names the first part that is wrong
 */
export function readAs<S extends z.ZodTypeAny>(schema: S, value: unknown, name = ''): z.output<S> {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	const path = [...(name === '' ? [] : [name]), ...issue.path].join('.');
	throw unusable(path, plainIssue(issue, value));
}

/** Of something that is left out a schema makes a choice, a number or a yes or no. */
function hasUsualValue(schema: z.ZodTypeAny): boolean {
	const usual = schema.safeParse(null);
	return usual.success && ['string', 'number', 'boolean'].includes(typeof usual.data);
}

function unusable(path: string, why: string): OrderProblem {
	return new OrderProblem(`The field "${path}" cannot be used: it ${why}`, CORRECT);
}

/**
 * An expression was to say something and did not: mispelt, or of data this item does not have.
 * @param where what the expression is for
 * @param instead what to do if nothing was meant
 */
export function gaveNothing(where: string, instead = ''): OrderProblem {
	return new OrderProblem(
		`The expression ${where} gave nothing for this item`,
		`Nothing was sent. Check the names in the expression against the data of the item.${instead === '' ? '' : ` ${instead}`}`,
	);
}

/** A yes or no; an expression often gives "true" or "false" as text. */
export const yesNo = <F extends boolean | null>(fallback: F) =>
	z.preprocess(
		(value) =>
			value === 'true' ? true : value === 'false' ? false : isGiven(value) ? value : null,
		z
			.boolean()
			.nullable()
			.transform((value) => value ?? fallback),
	);

/** A whole number of at least `least`; text of one counts as well. */
export const wholeNumber = (fallback: number, least: number) =>
	z.unknown().transform((value, context) => {
		if (!isGiven(value)) return fallback;
		const number = typeof value === 'string' ? Number(value) : value;
		const problem =
			typeof number !== 'number' || Number.isNaN(number)
				? `has to be a number, but is ${kindOf(value)}`
				: !Number.isSafeInteger(number)
					? 'has to be a whole number'
					: number < least
						? `has to be ${least} or more`
						: undefined;
		if (problem === undefined) return number as number;
		context.addIssue({ code: 'custom', message: problem });
		return z.NEVER;
	});

/** Text from a field; numbers are taken as they are written, blank counts as left out. */
export const optionalText = z
	.union([z.string(), z.number()])
	.nullish()
	.transform((value) => {
		const trimmed = String(value ?? '').trim();
		return trimmed === '' ? undefined : trimmed;
	});
