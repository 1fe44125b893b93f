import { DataTables } from '../n8n-host/data-tables';
import { FetchBrowser } from '../n8n-host/fetch-browser';
import { itemsOf } from '../n8n-host/n8n-rest';
import type { N8n } from '../n8n-host/n8n';
import { pollUntil } from '../support/poll';
import type { CreatedWorkflow } from './examples';
import { runNightlySync } from './nightly-sync';
import { runSyncInBatches } from './sync-in-batches';
import type { DemoResult } from './result';
import { runStatements } from './statements';
import type { DemoEnvironment } from './environment';

const tableName = 'saison_members';

interface MemberRow {
	memberReference: string;
	status: string;
	accessToken: string;
}

/** Runs the examples in which a member consents, with a browser that shows no page. */
export async function runConsentExamples(environment: DemoEnvironment): Promise<DemoResult[]> {
	const { n8n, workflows, sandbox } = environment;
	const connect = workflows['connect-member'];
	const twoFactor = workflows['two-factor'];
	await n8n.rest.runWorkflow(connect.id, 'Set Up the Table Once');
	for (const workflow of [connect, twoFactor]) await n8n.rest.publish(workflow);
	for (const path of ['saison-connect', 'saison-two-factor']) await n8n.waitForWebhook(path);
	// What Credit Saison does with the two addresses that a partner registers.
	sandbox.saison.settings({
		redirectUri: n8n.webhookUrl('saison-connect'),
		twoFactorRedirectUri: n8n.webhookUrl('saison-two-factor'),
	});
	const table = new DataTables(n8n.rest);
	const insert = async (rows: Array<Record<string, string>>): Promise<void> =>
		await table.insert(tableName, rows);
	const countConnected = async (): Promise<number> =>
		(await table.rows(tableName)).filter(({ status }) => status === 'connected').length;
	return [
		await connectMember(environment, connect, table),
		await confirmTwoFactor(n8n, twoFactor),
		await runNightlySync(environment, { insert }),
		await runSyncInBatches(environment, { insert, countConnected }),
		...(await runStatements(environment)),
	];
}

async function connectMember(
	{ n8n, sandbox }: DemoEnvironment,
	workflow: CreatedWorkflow,
	table: DataTables,
): Promise<DemoResult> {
	const browser = new FetchBrowser();
	const [{ id, password }] = sandbox.saison
		.members()
		.filter((member) => member.id.startsWith('na'));
	const start = await browser.get(await linkOf(n8n, workflow, 'Make a Link', 'Get Link'));
	const login = await browser.clickLink(start);
	const consent = await browser.follow(
		await browser.post(login.url, { id, password, action: 'login' }),
	);
	const end = await browser.follow(await browser.post(consent.url, { decision: 'allow' }));
	// The page is there at once, what the workflow does a moment later.
	let row: Partial<MemberRow> | undefined;
	const isStored = async (): Promise<boolean> => {
		const rows = (await table.rows(tableName)) as Array<Partial<MemberRow>>;
		row = rows.find(({ accessToken }) => accessToken);
		return row !== undefined;
	};
	await pollUntil(isStored);
	const steps = [
		['the link', title(start.body)],
		['after "continue"', title(login.body)],
		['after the login', title(consent.body)],
		['after "allow"', lastLine(end.body)],
		[`the row in ${tableName}`, row ? `${row.memberReference}: ${row.status}` : 'none'],
	];
	return {
		title: workflow.name,
		rows: steps.map(([step, shown]) => ({ step, shown })),
		problem: row?.status === 'connected' ? undefined : 'no tokens were stored',
	};
}

async function confirmTwoFactor(n8n: N8n, workflow: CreatedWorkflow): Promise<DemoResult> {
	const browser = new FetchBrowser();
	const start = await browser.get(await linkOf(n8n, workflow, 'Ask for Level 2', 'Make the Link'));
	const passcode = await browser.clickLink(start);
	const end = await browser.follow(await browser.post(passcode.url, { passcode: '246810' }));
	const steps = [
		['the link', title(start.body)],
		['after "continue" (page made up)', title(passcode.body)],
		['after the passcode', lastLine(end.body)],
	];
	return {
		title: workflow.name,
		rows: steps.map(([step, shown]) => ({ step, shown })),
		problem: end.status === 200 ? undefined : `the trigger returned ${end.status}`,
	};
}

async function linkOf(
	n8n: N8n,
	workflow: CreatedWorkflow,
	trigger: string,
	node: string,
): Promise<string> {
	const run = await n8n.rest.runWorkflow(workflow.id, trigger);
	const [item] = itemsOf<{ url?: string }>(run.data, node);
	if (!item?.url) throw new Error(`"${workflow.name}" created no link`);
	return item.url;
}

function title(html: string): string {
	return /<title>([^<]*)/.exec(html)?.[1] ?? html.slice(0, 60);
}

function lastLine(text: string): string | undefined {
	return text.trim().split('\n').pop();
}
