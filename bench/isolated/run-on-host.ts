/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Host {
	dir: string;
	node: string;
}

/**
 * Runs a script of this folder on the host's Node.js, which reads TypeScript itself, with the host's packages
 * in reach. Returns what it printed.
 */
export async function runOnHost(host: Host, script: string, args: string[]): Promise<string> {
	const { stdout } = await promisify(execFile)(
		host.node,
		// The checkout is no ES module for Node.js to tell by, and it says so.
		['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', join(__dirname, script), ...args],
		{ env: { ...process.env, NODE_PATH: join(host.dir, 'node_modules') } },
	);
	return stdout;
}
