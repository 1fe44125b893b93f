'use strict';

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pinsFolder } = require('./line.cjs');

const lockFile = path.join(pinsFolder(), 'package-lock.json');

/** Where installed hosts are kept: outside the checkout, so that every clone shares them. */
function cacheRoot() {
	if (process.env.N8N_HOST_CACHE) return path.resolve(process.env.N8N_HOST_CACHE);
	return path.join(userCacheFolder(), 'n8n-nodes-saison-marta');
}

function userCacheFolder() {
	const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
	if (XDG_CACHE_HOME) return XDG_CACHE_HOME;
	if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches');
	if (process.platform === 'win32' && LOCALAPPDATA) return LOCALAPPDATA;
	return path.join(os.homedir(), '.cache');
}

/** One folder per lock file and platform: a changed pin never meets an old installation. */
function hostFolder() {
	const key = createHash('sha256')
		.update(fs.readFileSync(lockFile))
		.update(`${process.platform} ${process.arch}`)
		.digest('hex')
		.slice(0, 16);
	return path.join(cacheRoot(), `host-${key}`);
}

module.exports = { cacheRoot, hostFolder, lockFile };
