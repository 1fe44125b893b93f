import type { SaisonServer } from '../../sandbox';
import { itemsOf } from '../n8n-host/n8n-rest';
import { memberRows } from './member-rows';
import type { DemoResult } from './result';
import type { DemoEnvironment } from './environment';
import type { Row } from './table';

const memberCount = 200;
const expiredCount = 20;
const revokedCount = 5;

/** Runs the nightly sync twice on the connected member and as many more as make 200. */
export async function runNightlySync(
	{ n8n, workflows, sandbox: { saison } }: DemoEnvironment,
	table: { insert: (rows: Array<Record<string, string>>) => Promise<void> },
): Promise<DemoResult> {
	const workflow = workflows['nightly-sync'];
	await table.insert(moreMembers(saison));
	const refreshesBefore = saison.counts().refreshes;
	const rows: Row[] = [];
	let problem: string | undefined;
	for (const { night, changed, flagged } of [
		{ night: 'first', changed: memberCount - revokedCount, flagged: revokedCount },
		{ night: 'second', changed: 0, flagged: 0 },
	]) {
		const began = Date.now();
		const run = await n8n.rest.runWorkflow(workflow.id, 'Run It Now', { timeout: 180_000 });
		const count = (node: string): number => itemsOf(run.data, node).length;
		rows.push({
			night,
			members: count('Connected Members'),
			'changed rows': count('Changed Rows'),
			refreshed: count('Store New Tokens'),
			'consent gone': count('Ask Them Again'),
			'look at these': count('Look at These'),
			took: `${((Date.now() - began) / 1000).toFixed(1)} s`,
		});
		const isRight = count('Changed Rows') === changed && count('Ask Them Again') === flagged;
		if (!isRight) problem ??= `the ${night} night should give ${changed} rows and ${flagged} flags`;
	}
	const { refreshes, refreshTokensUsedTwice } = saison.counts();
	if (refreshes - refreshesBefore !== expiredCount || refreshTokensUsedTwice > 0) {
		problem ??= 'a refresh token was not used exactly once';
	}
	return { title: workflow.name, rows, problem };
}

function moreMembers(saison: SaisonServer): Array<Record<string, string>> {
	const ids = saison
		.members()
		.filter(({ special }) => !special)
		.map(({ id }) => id);
	const chosen = Array.from({ length: memberCount - 1 }, (_, index) => ids[index % ids.length]);
	const expiredEnd = expiredCount;
	const revokedEnd = expiredEnd + revokedCount;
	const tokens = [
		...saison.memberTokens({ members: chosen.slice(0, expiredEnd), expired: true }),
		...saison.memberTokens({ members: chosen.slice(expiredEnd, revokedEnd), revoked: true }),
		...saison.memberTokens({ members: chosen.slice(revokedEnd) }),
	];
	return memberRows(tokens, 2);
}
