/** A request as an operation of the API sees it: authorised, its shop known. */
export interface Call {
	method: string;
	/** As sent, still encoded. */
	path: string;
	/** The decoded pieces of the path, such as order_id. */
	params: Record<string, string>;
	query: Record<string, string | string[]>;
	headers: Record<string, string>;
	body: unknown;
	shopId: number;
}

/** An answer before it becomes HTTP: an object to be written as JSON, or JSON already written. */
export interface Answer {
	status: number;
	json?: unknown;
	text?: string;
	headers?: Record<string, string>;
}

/** The first value of a query parameter; undefined when it is missing or empty. */
export function one(call: Call, name: string): string | undefined {
	const value = call.query[name];
	const first = Array.isArray(value) ? value[0] : value;
	return first === undefined || first === '' ? undefined : first;
}

/** All values of a query parameter, whether repeated or separated by commas; null when it is missing. */
export function list(call: Call, name: string): string[] | null {
	const value = call.query[name];
	if (value === undefined) return null;
	const values = (Array.isArray(value) ? value : [value]).flatMap((part) => part.split(','));
	const trimmed = values.map((part) => part.trim()).filter((part) => part !== '');
	return trimmed.length === 0 ? null : trimmed;
}

/** The body as an object; an empty one when it is none. */
export function object(body: unknown): Record<string, unknown> {
	return body !== null && typeof body === 'object' && !Array.isArray(body)
		? (body as Record<string, unknown>)
		: {};
}
