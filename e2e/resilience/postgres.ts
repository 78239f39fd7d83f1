import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/ports';
import { run, startProcess, wait } from '../../scripts/processes';

/** Where Debian's package puts the server, one folder a version. */
const DEBIAN = '/usr/lib/postgresql';

const START_MS = 30_000;

/** A PostgreSQL of one's own in a temporary folder, on loopback; never the machine's service. */
export class Postgres {
	port = 0;
	private readonly folder = mkdtempSync(join(tmpdir(), 'worten-postgres-'));
	private server: ReturnType<typeof startProcess> | undefined;

	/** @param log file for what the server prints */
	constructor(private readonly log: string) {}

	/** The settings n8n needs to use it. */
	get environment(): Record<string, string> {
		return {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(this.port),
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: 'n8n',
		};
	}

	async start(): Promise<void> {
		const data = join(this.folder, 'data');
		const owner = serverUser();
		if (owner) chownSync(this.folder, owner.uid, owner.gid);
		this.port = (await freePort())!;
		const choices = ['--auth=trust', '--username=n8n', '--encoding=UTF8', '--locale=C'];
		await run(...as(owner, [program('initdb'), '-D', data, ...choices]), { cwd: this.folder });
		const where = ['-p', String(this.port), '-h', '127.0.0.1', '-k', this.folder];
		this.server = startProcess(...as(owner, [program('postgres'), '-D', data, ...where]), {
			cwd: this.folder,
			log: this.log,
		});
		const until = Date.now() + START_MS;
		for (;;) {
			try {
				await run(program('pg_isready'), ['-h', '127.0.0.1', '-p', String(this.port), '-q']);
				return;
			} catch {
				if (Date.now() > until) throw new Error(`PostgreSQL did not start; its log: ${this.log}`);
				await wait(200);
			}
		}
	}

	async stop(): Promise<void> {
		await this.server?.stop();
		rmSync(this.folder, { recursive: true, force: true });
	}
}

interface User {
	readonly uid: number;
	readonly gid: number;
}

/** PostgreSQL refuses to run as root: then it runs as the user its package made. */
function serverUser(): User | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const id = (what: string) => Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' }));
	return { uid: id('-u'), gid: id('-g') };
}

function as(user: User | undefined, command: string[]): [string, string[]] {
	if (!user) return [command[0], command.slice(1)];
	const identity = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
	return ['setpriv', [...identity, '--', ...command]];
}

/** A program of the newest server installed; that of PATH where it is not Debian's. */
function program(name: string): string {
	const versions = existsSync(DEBIAN)
		? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a))
		: [];
	const found = versions.map((version) => join(DEBIAN, version, 'bin', name)).find(existsSync);
	return found ?? name;
}
