'use strict';

const path = require('node:path');
const { PlainError } = require('../support/plain-error.cjs');

/** The folder with the pins (`package.json` and lock file) of each n8n that can be the host. */
const folders = { current: __dirname, older: path.join(__dirname, 'older') };

/** `current`, or another line of n8n that N8N_HOST_LINE names. */
function hostLine() {
	const line = process.env.N8N_HOST_LINE || 'current';
	if (line in folders) return line;
	throw new PlainError(
		`N8N_HOST_LINE is "${line}"; it can be ${Object.keys(folders).join(' or ')}.`,
	);
}

/** @returns {string} */
function pinsFolder() {
	return folders[hostLine()];
}

module.exports = { hostLine, pinsFolder };
