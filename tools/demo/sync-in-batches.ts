import { itemsOf } from '../n8n-host/n8n-rest';
import { memberRows } from './member-rows';
import type { DemoResult } from './result';
import type { DemoEnvironment } from './environment';
import type { Row } from './table';

const expiredCount = 20;
const workflowName = 'nightly-sync-in-batches';

/**
 * Starts the sync in batches twice in the same night, on the members who are connected and 20 more whose access
 * tokens have expired.
 */
export async function runSyncInBatches(
	{ n8n, workflows, sandbox: { saison } }: DemoEnvironment,
	table: {
		insert: (rows: Array<Record<string, string>>) => Promise<void>;
		countConnected: () => Promise<number>;
	},
): Promise<DemoResult> {
	const { id, name } = workflows[workflowName];
	await n8n.rest.runWorkflow(id, 'Set Up the Table Once');
	const expired = saison.memberTokens({ count: expiredCount, expired: true });
	await table.insert(memberRows(expired, 1001));
	const due = await table.countConnected();
	const rows: Row[] = [];
	for (const start of ['first', 'second']) {
		const { data } = await n8n.rest.runWorkflow(id, 'Every Night at 3, 4 and 5', {
			timeout: 180_000,
		});
		const [counts] = itemsOf<Row>(data, 'Done for Tonight');
		rows.push({ start, ...counts });
	}
	const [first, second] = rows;
	const isRight = first.rows === due && first.refreshed === expiredCount && second.members === 0;
	const problem = isRight ? undefined : `the first start should give ${due} rows, the second none`;
	return { title: name, rows, problem };
}
