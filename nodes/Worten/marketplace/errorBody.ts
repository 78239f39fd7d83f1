import { z } from 'zod';
import { errorEntrySchema, errorBodySchema } from './schemas/write';

/** What the body of an error tells: Mirakl's JSON, or whatever a proxy put in its place. */
export interface ErrorBody {
	code?: string;
	/** The one message. */
	said?: string;
	/** The errors besides it: of fields, of lines. */
	details?: string[];
}

/** How much of a text is quoted that is no error of the API's form. */
const LONGEST_QUOTE = 300;

/** The value of a JSON text; `undefined` when it is none. */
export function parseJson(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}

/** What a page meant for a person says: its title, else nothing. */
export function titleOf(html: string): string | undefined {
	return /<title[^>]*>([^<]{1,200})<\/title>/i.exec(html)?.[1].trim() || undefined;
}

/** Read the body of an error, part by part: an odd part hides no other. Never throws. */
export function readErrorBody(body: string): ErrorBody {
	if (/^\s*</.test(body)) return { said: titleOf(body) };
	const json = parseJson(body);
	if (typeof json === 'string') return { said: quoted(json) };
	const {
		message,
		error_description: description,
		code,
		error_code: errorCode,
		error,
		errors,
	} = errorBodySchema.parse(Array.isArray(json) ? { errors: json } : json);
	const entries = entriesOf(errors);
	const details = entries.map(({ said }) => said).filter((said) => said !== '');
	const read: ErrorBody = {
		code: code ?? errorCode ?? entries.find((entry) => entry.code)?.code,
		said: message ?? description ?? error ?? undefined,
		details: details.length > 0 ? details : undefined,
	};
	const empty = json === null || (typeof json === 'object' && Object.keys(json).length === 0);
	if (empty || read.code || read.said || read.details) return read;
	return { said: quoted(body) };
}

function quoted(text: string): string | undefined {
	const line = text.replace(/\s+/g, ' ').trim();
	if (line === '') return undefined;
	return line.length <= LONGEST_QUOTE ? line : `${line.slice(0, LONGEST_QUOTE)}…`;
}

interface Entry {
	readonly code?: string;
	readonly said: string;
}

/** `errors`: a list of objects or of texts, one text, or an object of texts by field. */
function entriesOf(errors: unknown): Entry[] {
	if (errors === null || errors === undefined) return [];
	if (Array.isArray(errors)) return errors.flatMap((entry) => entryOf(entry) ?? []);
	if (typeof errors !== 'object') return [{ said: String(errors) }];
	return Object.entries(errors).flatMap(([field, entry]) => {
		const read = entryOf(entry);
		return read ? [{ ...read, said: `${field}: ${read.said}` }] : [];
	});
}

function entryOf(entry: unknown): Entry | undefined {
	const plain = z.union([z.string(), z.number()]).safeParse(entry);
	if (plain.success) return { said: String(plain.data) };
	const named = errorEntrySchema.safeParse(entry);
	if (!named.success) return undefined;
	const { code, field, message } = named.data;
	return { code: code ?? undefined, said: [field, message ?? code].filter(Boolean).join(': ') };
}
