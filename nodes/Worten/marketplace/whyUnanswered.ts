import { z } from 'zod';
import { words } from './schemas/common';

/** Codes of our own, for what n8n refuses to send and gives no code to. */
export const DOMAIN_NOT_ALLOWED = 'DOMAIN_NOT_ALLOWED';
export const BLOCKED_BY_N8N = 'BLOCKED_BY_N8N';

const levelSchema = z
	.object({ code: words, httpCode: words, name: words, message: words, cause: z.unknown() })
	.passthrough();
type Level = z.output<typeof levelSchema>;

/** n8n wraps errors in errors; deeper than this it does not. */
const DEEPEST = 5;

function levelsOf(error: unknown): Level[] {
	const levels: Level[] = [];
	let inner = error;
	while (levels.length < DEEPEST) {
		const level = levelSchema.safeParse(inner);
		if (!level.success) return levels;
		levels.push(level.data);
		inner = level.data.cause;
	}
	return levels;
}

/** Failures without a code, by their name or words. */
const BY_WORDS: ReadonlyArray<{ code: string; name?: RegExp; message?: RegExp }> = [
	{ code: DOMAIN_NOT_ALLOWED, message: /^Domain not allowed/ },
	{ code: BLOCKED_BY_N8N, name: /^SsrfBlocked/, message: /^The request was blocked because/ },
	{ code: 'ERR_INVALID_CHAR', message: /invalid character in header/i },
	{ code: 'ERR_CANCELED', name: /^(AbortError|CanceledError)$/ },
];

function codeOf({ code, httpCode, name, message }: Level): string | undefined {
	const system = [code, httpCode].find((value) => /^[A-Z][A-Z0-9_]+$/.test(value ?? ''));
	if (system) return system;
	return BY_WORDS.find(
		(known) => known.name?.test(name ?? '') || known.message?.test(message ?? ''),
	)?.code;
}

/**
 * Why n8n's request helper gave no answer: the system's code, which lies at different depths
 * depending on who wrapped the error, and the words that came with it rather than n8n's own, which
 * advise to send it again at once.
 */
export function whyUnanswered(error: unknown): { code?: string; message: string } {
	const levels = levelsOf(error);
	const code = levels.map(codeOf).find((found) => found !== undefined);
	const message = levels.flatMap((level) => level.message || []).at(-1);
	return { code, message: message ?? 'No answer' };
}
