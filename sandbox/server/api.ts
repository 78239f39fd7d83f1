import type { FastifyInstance } from 'fastify';
import type { Marketplace } from '../marketplace/marketplace';
import { lengthRequired, send } from './answers';
import { toSandboxRequest } from './requests';

/** The seller API over HTTP. */
export function serveApi(server: FastifyInstance, marketplace: () => Marketplace): void {
	server.register(async (scope) => {
		scope.removeAllContentTypeParsers();
		scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
			done(null, body),
		);
		scope.addHook('onRequest', async (request, reply) => {
			if (request.method !== 'PUT' && request.method !== 'POST') return;
			const { headers } = request.raw;
			const told =
				headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
			if (!told && marketplace().settings.requireContentLength) lengthRequired(reply);
		});
		scope.route({
			method: ['GET', 'PUT', 'POST', 'DELETE', 'PATCH'],
			url: '/api/*',
			handler: (request, reply) => {
				send(reply, marketplace().handle(toSandboxRequest(request)));
			},
		});
	});
}
