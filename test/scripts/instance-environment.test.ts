import { instanceEnvironment } from '../../scripts/instance-environment';

const settings = {
	userFolder: '/user/folder',
	node: '/runtime/bin/node',
	port: 5001,
	brokerPort: 5002,
	timezone: 'Europe/Lisbon',
};

const before = { ...process.env };

afterEach(() => {
	process.env = { ...before };
});

describe('instanceEnvironment', () => {
	it('keeps everything on loopback and on the given ports', () => {
		const env = instanceEnvironment(settings);
		expect(env).toMatchObject({
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
			N8N_PORT: '5001',
			N8N_RUNNERS_BROKER_PORT: '5002',
			N8N_USER_FOLDER: '/user/folder',
		});
	});

	it('does not touch another n8n of this machine: nothing of its settings comes in', () => {
		process.env.DB_TYPE = 'postgresdb';
		process.env.DB_POSTGRESDB_HOST = 'database.example';
		process.env.N8N_ENCRYPTION_KEY = 'theirs';
		process.env.N8N_USER_FOLDER = '/theirs';
		process.env.EXECUTIONS_MODE = 'queue';
		process.env.NODE_OPTIONS = '--inspect';
		const env = instanceEnvironment(settings);
		expect(env).not.toHaveProperty('DB_TYPE');
		expect(env).not.toHaveProperty('DB_POSTGRESDB_HOST');
		expect(env).not.toHaveProperty('N8N_ENCRYPTION_KEY');
		expect(env).not.toHaveProperty('EXECUTIONS_MODE');
		expect(env).not.toHaveProperty('NODE_OPTIONS');
		expect(env.N8N_USER_FOLDER).toBe('/user/folder');
	});

	it('keeps the proxy, but not for loopback', () => {
		process.env.HTTPS_PROXY = 'http://proxy.example:3128';
		process.env.NO_PROXY = 'intranet.example';
		const env = instanceEnvironment(settings);
		expect(env.HTTPS_PROXY).toBe('http://proxy.example:3128');
		expect(env.NO_PROXY).toBe('intranet.example,127.0.0.1,localhost');
	});

	it('lets a test set more', () => {
		expect(instanceEnvironment({ ...settings, extra: { N8N_PORT: '1' } }).N8N_PORT).toBe('1');
	});
});
