import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { startClock } from './clock';
import { describe } from './description';

/** Makes the items in no time, without a task runner, then starts the clock: their memory is not counted. */
export class BenchItems implements INodeType {
	description = describe('Bench Items', { count: 1, profile: false });

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const count = this.getNodeParameter('count', 0) as number;
		const items = Array.from({ length: count }, (_, index) => ({ json: { member: `m-${index}` } }));
		await startClock(this.getNodeParameter('profile', 0) as boolean);
		return [items];
	}
}
