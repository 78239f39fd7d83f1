import type { FastifyRequest } from 'fastify';
import type { SandboxRequest } from '../marketplace/desk';

/** What the core needs to know of an HTTP request. Path and ids stay encoded. */
export function toSandboxRequest(request: FastifyRequest): SandboxRequest {
	const [path, search = ''] = splitOnce(request.raw.url ?? '/', '?');
	const query: Record<string, string | string[]> = {};
	for (const [name, value] of new URLSearchParams(search)) {
		const before = query[name];
		query[name] =
			before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
	}
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(request.headers)) {
		if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
	}
	return { method: request.method, path, query, headers, ...readBody(request.body) };
}

function readBody(body: unknown): Pick<SandboxRequest, 'body' | 'malformedBody'> {
	if (!Buffer.isBuffer(body) || body.length === 0) return {};
	try {
		return { body: JSON.parse(body.toString('utf8')) };
	} catch {
		return { malformedBody: true };
	}
}

function splitOnce(text: string, separator: string): [string, string?] {
	const at = text.indexOf(separator);
	return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
