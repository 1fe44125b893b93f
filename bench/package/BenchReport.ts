/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { renameSync, writeFileSync } from 'node:fs';
import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { stopClock } from './clock';
import type { ProcessFigures } from './clock';
import { describe } from './description';

export interface Report extends ProcessFigures {
	/** Why the items are not the ones expected. */
	problem?: string;
}

/**
 * Stops the clock and writes the figures to a file, which the bench waits for: asking n8n how the run is
 * getting on would take time from what is measured. Checks that every item has its own response, in order.
 */
export class BenchReport implements INodeType {
	description = describe('Bench Report', { count: 1, file: '', isLast: false });

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const figures = await stopClock(this.getNodeParameter('isLast', 0) as boolean);
		const file = this.getNodeParameter('file', 0) as string;
		const problem = problemOf(this.getInputData(), this.getNodeParameter('count', 0) as number);
		const report: Report = { ...figures, problem };
		writeFileSync(`${file}.part`, JSON.stringify(report));
		renameSync(`${file}.part`, file);
		return [[]];
	}
}

function problemOf(items: INodeExecutionData[], count: number): string | undefined {
	if (items.length !== count) return `${items.length} items came out instead of ${count}`;
	// n8n passes on the input of a node that failed, which has no result code.
	const wrong = items.findIndex(
		({ json }, index) => json.member !== `m-${index}` || json.result_code !== '000',
	);
	if (wrong === -1) return undefined;
	return `item ${wrong} does not have its own response: ${JSON.stringify(items[wrong].json)}`;
}
