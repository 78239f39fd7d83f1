import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

const folder = join(__dirname, '..', 'page');

const types: Record<string, string> = {
	'.html': 'text/html; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.mjs': 'text/javascript; charset=utf-8',
	'.svg': 'image/svg+xml',
};

/** The page at `/` and the order pages a seller knows from the back office. */
export function servePage(server: FastifyInstance): void {
	server.get('/', async (_request, reply) =>
		reply.type(types['.html']).send(await readFile(join(folder, 'index.html'))),
	);
	server.get<{ Params: { file: string } }>('/page/:file', async ({ params }, reply) => {
		const type = types[extname(params.file)];
		if (!type || !/^[a-z-]+\.[a-z]+$/i.test(params.file)) return reply.code(404).send('Not found');
		try {
			return await reply.type(type).send(await readFile(join(folder, params.file)));
		} catch {
			return reply.code(404).type('text/plain').send('Not found');
		}
	});
	server.get<{ Params: { id: string } }>('/mmp/shop/order/:id', ({ params }, reply) =>
		reply.redirect(`/#order=${encodeURIComponent(params.id)}`),
	);
}
