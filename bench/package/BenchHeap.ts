import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { describe } from './description';
import { readHeap } from './heap';

/** Says how much memory n8n's own process uses. */
export class BenchHeap implements INodeType {
	description = describe('Bench Heap', {});

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [[{ json: { ...(await readHeap()) } }]];
	}
}
