// Where things are. Both folders can be moved by an environment variable: one runtime may serve
// several clones, and a test may have demo data of its own.
const { join, resolve } = require('node:path');

const root = join(__dirname, '..');

module.exports = {
	/** The clone itself. */
	root,
	/** Node 24 and n8n, shared by the demo and the end-to-end tests. */
	runtimeFolder: resolve(process.env.WORTEN_N8N_RUNTIME || join(root, '.runtime')),
	/** What `npm start` keeps between two starts. */
	demoFolder: resolve(process.env.WORTEN_DEMO_DIR || join(root, '.demo')),
};
