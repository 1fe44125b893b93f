'use strict';

const { accessSync, constants } = require('node:fs');
const path = require('node:path');
const { PlainError } = require('./plain-error.cjs');

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Where Chromium is: CHROMIUM_PATH, or the first of the usual names on PATH. */
function findChromium(env = process.env) {
	const folders = (env.PATH ?? '').split(path.delimiter).filter(Boolean);
	const candidates = [
		...(env.CHROMIUM_PATH ? [env.CHROMIUM_PATH] : []),
		...names.flatMap((name) => folders.map((folder) => path.join(folder, name))),
	];
	const found = candidates.find(isExecutable);
	if (found) return found;
	throw new PlainError(
		'Chromium is needed for the browser tests and the pictures. Install it (on Debian: apt-get install chromium fonts-noto-cjk), or set CHROMIUM_PATH.',
	);
}

function isExecutable(file) {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

module.exports = { findChromium };
