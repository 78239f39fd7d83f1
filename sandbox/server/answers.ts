import type { FastifyReply } from 'fastify';
import type { SandboxAnswer } from '../marketplace/desk';

/** Sends an answer of the core, or does to the connection what its fault says. */
export function send(reply: FastifyReply, answer: SandboxAnswer): void {
	reply.hijack();
	const { raw } = reply;
	switch (answer.fault?.kind) {
		case 'reset':
			raw.socket?.resetAndDestroy();
			return;
		case 'hang':
			// The connection stays open until the caller gives up or the sandbox ends.
			return;
		case 'truncate':
			raw.writeHead(answer.status, {
				...answer.headers,
				'content-length': answer.fault.fullLength ?? Buffer.byteLength(answer.body) + 1,
			});
			raw.write(answer.body, () => raw.socket?.destroy());
			return;
		default: {
			const length =
				answer.status === 204 ? {} : { 'content-length': Buffer.byteLength(answer.body) };
			raw.writeHead(answer.status, { ...answer.headers, ...length });
			raw.end(answer.body);
		}
	}
}

/** How fronts refuse a PUT or POST that does not say how long it is. */
export function lengthRequired(reply: FastifyReply): void {
	const body =
		'<html><head><title>411 Length Required</title></head><body><center><h1>411 Length Required</h1></center></body></html>';
	reply.hijack();
	reply.raw.writeHead(411, {
		'content-type': 'text/html',
		'content-length': Buffer.byteLength(body),
		connection: 'close',
	});
	reply.raw.end(body);
}
