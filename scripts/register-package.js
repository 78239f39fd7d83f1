// Run by Node 24 (it has SQLite built in): enters an installed package into n8n's database, as
// the Community Nodes screen does after installing one, so that the screen lists it.
// Arguments: the database file; the package as JSON: { name, version, author, nodes }.
const { DatabaseSync } = require('node:sqlite');

const [file, json] = process.argv.slice(2);
const { name, version, author, nodes } = JSON.parse(json);

const database = new DatabaseSync(file);
// n8n is running and may be writing.
database.exec('PRAGMA busy_timeout = 20000; PRAGMA foreign_keys = ON; BEGIN IMMEDIATE');
database.prepare('DELETE FROM installed_nodes WHERE package = ?').run(name);
database.prepare('DELETE FROM installed_packages WHERE packageName = ?').run(name);
database
	.prepare(
		`INSERT INTO installed_packages (packageName, installedVersion, authorName, authorEmail, createdAt, updatedAt)
		 VALUES (?, ?, ?, ?, STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW'), STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW'))`,
	)
	.run(name, version, author?.name ?? null, author?.email ?? null);
for (const node of nodes) {
	database
		.prepare('INSERT INTO installed_nodes (name, type, latestVersion, package) VALUES (?, ?, ?, ?)')
		.run(node.displayName, node.name, node.version, name);
}
database.exec('COMMIT');
database.close();
