/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { setTimeout as sleep } from 'node:timers/promises';
import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { describe } from './description';
import { collectGarbage } from './garbage';

/** What n8n's process holds after a collection, in bytes. */
export type Heap = Pick<NodeJS.MemoryUsage, 'heapUsed' | 'external' | 'rss'>;

/** Weak references and finalizers free memory only in a turn of their own. */
const rounds = 4;
const pauseMs = 50;

/** Collects garbage, then says how much memory n8n's own process uses. */
export class BenchHeap implements INodeType {
	description = describe('Bench Heap', {});

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		for (let round = 0; round < rounds; round++) {
			collectGarbage();
			await sleep(pauseMs);
		}
		collectGarbage();
		const { heapUsed, external, rss } = process.memoryUsage();
		const heap: Heap = { heapUsed, external, rss };
		return [[{ json: { ...heap } }]];
	}
}
