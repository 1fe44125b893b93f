/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../figures';
import { runOnHost } from './run-on-host';
import type { Host } from './run-on-host';

export interface PackageFigures {
	name: string;
	loadMs: number;
	/** On disk, without source maps and type files, which ours does not have. */
	bytes: number;
}

const builtIns = ['Airtable', 'HubSpot', 'Notion', 'Slack', 'Stripe'];

/** Time to load and size on disk: our whole package against nodes that come with n8n. */
export async function comparePackages(
	host: Host,
	installed: string,
	rounds: number,
): Promise<PackageFigures[]> {
	const builtInNodes = join(host.dir, 'node_modules', 'n8n-nodes-base', 'dist', 'nodes');
	const { n8n } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
	const packages = [
		{
			name: `this package (${n8n.nodes.length} nodes, ${n8n.credentials.length} credentials)`,
			files: [...n8n.nodes, ...n8n.credentials].map((file: string) => join(installed, file)),
			folder: installed,
			times: [] as number[],
		},
		...builtIns.map((name) => {
			// HubSpot's folder is Hubspot/, its class HubSpot.
			const folder = join(builtInNodes, find(builtInNodes, name));
			const file = join(folder, find(folder, `${name}.node.js`));
			return { name: `${name} (built in)`, files: [file], folder, times: [] as number[] };
		}),
	];
	for (let round = 0; round < rounds; round++) {
		for (const { files, times } of packages) {
			times.push(Number(await runOnHost(host, 'load.ts', files)));
		}
	}
	return packages.map(({ name, folder, times }) => {
		return { name, loadMs: median(times), bytes: bytesOf(folder) };
	});
}

/** The entry of that name, whatever its case. */
function find(folder: string, name: string): string {
	return readdirSync(folder).find((entry) => entry.toLowerCase() === name.toLowerCase())!;
}

function bytesOf(folder: string): number {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.map((name) => join(folder, name))
		.filter((file) => !/\.(map|d\.ts)$/.test(file) && statSync(file).isFile())
		.reduce((sum, file) => sum + statSync(file).size, 0);
}
