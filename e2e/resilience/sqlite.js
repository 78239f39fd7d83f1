// Looks into n8n's SQLite database from outside. Run by Node 24, which has SQLite built in.
//   sqlite.js look FILE    what is in it now, as one JSON object
//   sqlite.js watch FILE   a line whenever the trigger's memory or the executions have changed
const { DatabaseSync } = require('node:sqlite');

/** What the trigger was last saved to remember, and how many executions there are. */
const QUERY = `SELECT
	(SELECT json_extract(staticData, '$."node:Worten Trigger".listedAt') FROM workflow_entity
		WHERE staticData IS NOT NULL LIMIT 1) AS listedAt,
	(SELECT json_extract(cursor, '$.listedAt') FROM poller_state LIMIT 1) AS cursorListedAt,
	(SELECT count(*) FROM execution_entity) AS executions,
	(SELECT max(createdAt) FROM execution_entity WHERE mode = 'trigger') AS createdAt`;

const [what, file] = process.argv.slice(2);
const database = new DatabaseSync(file, { readOnly: what === 'watch' });
database.exec('PRAGMA busy_timeout = 20000');
const query = database.prepare(QUERY);

function watch() {
	const version = database.prepare('PRAGMA data_version');
	let seen;
	let before = '';
	for (;;) {
		const now = version.get().data_version;
		if (now === seen) {
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
			continue;
		}
		seen = now;
		const state = JSON.stringify(query.get());
		if (state !== before) process.stdout.write(`${Date.now()} ${state}\n`);
		before = state;
	}
}

if (what === 'watch') watch();
else process.stdout.write(JSON.stringify(query.get()));
