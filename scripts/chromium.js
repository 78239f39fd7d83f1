// The browser of the end-to-end tests: the machine's own Chromium or Chrome.
const { accessSync, constants } = require('node:fs');
const { delimiter, join } = require('node:path');
const { UserError } = require('./terminal');

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const ELSEWHERE = [
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function isProgram(file) {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** Path of the browser: CHROMIUM_PATH, else where it usually is. Throws a UserError without one. */
function findChromium(env = process.env) {
	if (env.CHROMIUM_PATH) {
		if (isProgram(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH;
		throw new UserError(`CHROMIUM_PATH is ${env.CHROMIUM_PATH}, and there is no program there.`);
	}
	const onPath = (env.PATH ?? '')
		.split(delimiter)
		.flatMap((folder) => NAMES.map((name) => join(folder, name)));
	const found = [...onPath, ...ELSEWHERE].find(isProgram);
	if (found) return found;
	throw new UserError(
		'The end-to-end tests drive a real browser, and there is none here.\n' +
			'Install Chromium or Chrome (Debian, Ubuntu: apt install chromium), or say where one is with CHROMIUM_PATH.',
	);
}

module.exports = { findChromium };
