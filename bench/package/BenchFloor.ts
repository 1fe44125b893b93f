import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { describe } from './description';

/**
 * The host's floor, what n8n itself costs: reads one expression per item and sends it with n8n's plain
 * helper, up to `concurrency` at once. No authentication, no checking of responses, no retries.
 */
export class BenchFloor implements INodeType {
	description = describe('Bench Floor', { url: '', member: '', concurrency: 10 });

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		const url = this.getNodeParameter('url', 0) as string;
		const concurrency = this.getNodeParameter('concurrency', 0) as number;
		const results: INodeExecutionData[] = new Array(items.length);
		let next = 0;
		const sendUntilDone = async () => {
			while (next < items.length) {
				const index = next++;
				const member = this.getNodeParameter('member', index) as string;
				const json = await this.helpers.httpRequest({
					method: 'POST',
					url,
					headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
					body: `member=${encodeURIComponent(member)}`,
				});
				results[index] = { json, pairedItem: { item: index } };
			}
		};
		await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, sendUntilDone));
		return [results];
	}
}
