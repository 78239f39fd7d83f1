// The settings of a throw-away n8n: everything on loopback, nothing sent home, nothing taken from
// the settings of another n8n this machine may have.
const { dirname, delimiter } = require('node:path');
const { LOOPBACK } = require('./ports');

/** Settings of n8n, and of the npm that started us, that must not leak into the instance. */
const FOREIGN =
	/^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_|NODE_FUNCTION_|NODES_|CREDENTIALS_|GENERIC_|OFFLOAD_|npm_(?!config_(registry|cache|userconfig|cafile|https?_proxy|proxy|noproxy))|NODE_(ENV|PATH|OPTIONS)$|JEST_|CI$|INIT_CWD$)/;

/** Loopback must be reached directly even where a proxy is set. */
function withoutProxy(current) {
	return [current, LOOPBACK, 'localhost'].filter(Boolean).join(',');
}

/**
 * @param {{ userFolder: string, node: string, port: number, brokerPort: number, timezone: string, extra?: Record<string, string> }} settings
 * @returns {Record<string, string | undefined>}
 */
function instanceEnvironment({ userFolder, node, port, brokerPort, timezone, extra = {} }) {
	const inherited = Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !FOREIGN.test(name)),
	);
	return {
		...inherited,
		// n8n starts its task runners with the `node` it finds.
		PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
		NO_PROXY: withoutProxy(process.env.NO_PROXY),
		no_proxy: withoutProxy(process.env.no_proxy),
		NODE_ENV: 'production',
		N8N_USER_FOLDER: userFolder,
		N8N_HOST: LOOPBACK,
		N8N_LISTEN_ADDRESS: LOOPBACK,
		N8N_PORT: String(port),
		N8N_EDITOR_BASE_URL: `http://${LOOPBACK}:${port}`,
		WEBHOOK_URL: `http://${LOOPBACK}:${port}`,
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: LOOPBACK,
		// Plain http on loopback: a secure cookie would never come back.
		N8N_SECURE_COOKIE: 'false',
		GENERIC_TIMEZONE: timezone,
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		// The list of verified packages comes from n8n's servers; nothing here needs it.
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_REINSTALL_MISSING_PACKAGES: 'false',
		EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'all',
		EXECUTIONS_DATA_SAVE_ON_ERROR: 'all',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '8',
		...extra,
	};
}

module.exports = { instanceEnvironment };
