// One process at a time in a folder. The holder touches the file every few seconds, so that a lock
// left behind by a crash (or a power cut, after which process ids mean nothing) runs out by itself.
const { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');

const HEARTBEAT_MS = 3_000;

/** A lock not touched for so long is nobody's, in milliseconds. */
const STALE_MS = 15_000;

function takeFile(file) {
	try {
		writeFileSync(file, String(process.pid), { flag: 'wx' });
		return true;
	} catch (error) {
		if (error.code !== 'EEXIST') throw error;
		return false;
	}
}

function isStale(file) {
	try {
		return Date.now() - statSync(file).mtimeMs > STALE_MS;
	} catch {
		return true;
	}
}

/** Take the lock, or answer undefined when another process holds it. The result gives it back. */
function tryLock(file) {
	mkdirSync(dirname(file), { recursive: true });
	if (!takeFile(file)) {
		if (!isStale(file)) return undefined;
		rmSync(file, { force: true });
		if (!takeFile(file)) return undefined;
	}
	const heartbeat = setInterval(() => {
		try {
			const now = new Date();
			utimesSync(file, now, now);
		} catch {
			// Somebody removed the folder; there is nothing left to guard.
		}
	}, HEARTBEAT_MS);
	heartbeat.unref();
	const release = () => {
		clearInterval(heartbeat);
		process.off('exit', release);
		rmSync(file, { force: true });
	};
	process.on('exit', release);
	return release;
}

module.exports = { tryLock };
