import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { describe } from './description';

/** One item after the other with n8n's own authentication, as most nodes do it. */
export class BenchSequential implements INodeType {
	description = describe('Bench Sequential', { url: '', member: '' }, [
		{ name: 'saisonConnectApi', required: true },
	]);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const results: INodeExecutionData[] = [];
		for (const [index] of this.getInputData().entries()) {
			const member = this.getNodeParameter('member', index) as string;
			const json = await this.helpers.httpRequestWithAuthentication.call(this, 'saisonConnectApi', {
				method: 'POST',
				url: this.getNodeParameter('url', index) as string,
				headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
				body: `member=${encodeURIComponent(member)}`,
			});
			results.push({ json, pairedItem: { item: index } });
		}
		return [results];
	}
}
