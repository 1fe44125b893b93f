/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { Agent, request } from 'node:https';
import { json } from 'node:stream/consumers';
import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { describe } from './description';

/**
 * What n8n could reach over a distance: as the floor, but with its own client, which keeps connections. Nodes
 * may not have one on users' n8n: it bypasses what n8n checks on its own requests.
 */
export class BenchKeepAlive implements INodeType {
	description = describe('Bench Keep Alive', { url: '', member: '', concurrency: 10 });

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		const url = this.getNodeParameter('url', 0) as string;
		const concurrency = this.getNodeParameter('concurrency', 0) as number;
		const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
		const results: INodeExecutionData[] = new Array(items.length);
		let next = 0;
		const sendUntilDone = async () => {
			while (next < items.length) {
				const index = next++;
				const member = this.getNodeParameter('member', index) as string;
				const body = `member=${encodeURIComponent(member)}`;
				results[index] = { json: await post(agent, url, body), pairedItem: { item: index } };
			}
		};
		await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, sendUntilDone));
		agent.destroy();
		return [results];
	}
}

async function post(agent: Agent, url: string, body: string): Promise<IDataObject> {
	return await new Promise((resolve, reject) => {
		const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
		const sent = request(url, { method: 'POST', agent, headers }, (response) => {
			json(response).then((value) => resolve(value as IDataObject), reject);
		});
		sent.on('error', reject);
		sent.end(body);
	});
}
