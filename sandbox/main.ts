import { parseArgs } from 'node:util';
import { startSandbox } from './index';

const usage = `A Worten marketplace of your own, with orders from nobody.

  --port NUMBER      port to listen on (0 = any free one; default 4100)
  --host ADDRESS     address to listen on (default 127.0.0.1: this machine only)
  --seed TEXT        the same seed gives the same orders (default 1)
  --orders NUMBER    orders placed at the start (default 12; none if the data file holds some)
  --api-key KEY      the key callers must send (default sandbox-api-key)
  --speed NAME       demo (seconds), fast, real (hours), still (nothing by itself); default demo
  --data FILE        keep orders in this file between two starts (default: in memory only)
`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '4100' },
			host: { type: 'string', default: '127.0.0.1' },
			seed: { type: 'string', default: '1' },
			orders: { type: 'string', default: '12' },
			'api-key': { type: 'string', default: 'sandbox-api-key' },
			speed: { type: 'string', default: 'demo' },
			data: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		process.stdout.write(usage);
		return;
	}
	const { speed } = values;
	if (speed !== 'demo' && speed !== 'fast' && speed !== 'real' && speed !== 'still')
		throw new Error(`--speed must be demo, fast, real or still, not ${speed}`);

	const sandbox = await startSandbox({
		port: wholeNumber('--port', values.port),
		host: values.host,
		seed: values.seed,
		orders: wholeNumber('--orders', values.orders),
		apiKey: values['api-key'],
		speed,
		data: values.data,
	});
	process.stdout.write(`Worten sandbox: ${sandbox.url} (API key ${sandbox.apiKey})\n`);

	let ending = false;
	const end = () => {
		if (ending) return;
		ending = true;
		sandbox.close().then(
			() => process.exit(0),
			(error: unknown) => {
				process.stderr.write(`${String(error)}\n`);
				process.exit(1);
			},
		);
	};
	process.on('SIGINT', end);
	process.on('SIGTERM', end);
}

function wholeNumber(name: string, text: string): number {
	if (!/^\d+$/.test(text)) throw new Error(`${name} must be a whole number, not ${text}`);
	return Number(text);
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
	process.exit(1);
});
