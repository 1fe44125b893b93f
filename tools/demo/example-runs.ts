import type { Sandbox } from '../../sandbox';
import { DataTables } from '../n8n-host/data-tables';
import type { N8n } from '../n8n-host/n8n';
import { itemsOf } from '../n8n-host/n8n-rest';
import { pollUntil } from '../support/poll';
import { askAgentAboutCards } from './check-card-agent';
import { askCardsByMcp } from './check-card-mcp';
import { type CreatedWorkflow, FORM_HEADER } from './examples';
import { showOperatorAlert } from './operator-alert';
import type { DemoResult } from './result';
import type { DemoEnvironment } from './environment';
import type { Row } from './table';

/** Runs the examples that need no member in a browser. */
export async function runExamples(environment: DemoEnvironment): Promise<DemoResult[]> {
	const { n8n, workflows, sandbox } = environment;
	const memberSync = await runMemberSync(n8n, workflows['sync-member-attributes']);
	await openCardWebhook(n8n, workflows['check-card-webhook']);
	return [
		memberSync,
		await callCardWebhook(n8n, sandbox),
		await showOperatorAlert(environment, async () => await askBrokenMarta(n8n, sandbox)),
		await askCardsByMcp(environment),
		await askAgentAboutCards(environment),
		await runTillStart(n8n, workflows['till-start']),
		await runTillMovements(n8n, workflows['till-movements']),
		await runPointsHistory(n8n, workflows['points-history']),
	];
}

/** Runs it twice: the second time with the token that the first run stored. */
async function runMemberSync(n8n: N8n, workflow: CreatedWorkflow): Promise<DemoResult> {
	const rows: Row[] = [];
	for (const run of ['first (code exchanged)', 'second (stored token)']) {
		const { rows: made, problem } = await runAndRead(n8n, workflow, 'Run It Now', 'Make a Row');
		if (problem) return { title: workflow.name, rows, problem };
		rows.push(...made.map((row) => ({ run, ...without('syncedAt', row) })));
	}
	const problem = rows.every(({ cardName }) => cardName) ? undefined : 'a row has no card name';
	return { title: workflow.name, rows, problem };
}

function without(column: string, row: Row): Row {
	return Object.fromEntries(Object.entries(row).filter(([name]) => name !== column));
}

async function runTillStart(n8n: N8n, workflow: CreatedWorkflow): Promise<DemoResult> {
	const trigger = 'Start the Till Now';
	const { rows, problem } = await runAndRead(n8n, workflow, trigger, 'Rules for the Till');
	const [first = {}] = rows;
	const missing = first.campaign ? undefined : 'no campaign came back';
	// One record is easier to read downwards.
	const fields = Object.entries(first).map(([field, value]) => ({ field, value }));
	return { title: workflow.name, rows: fields, problem: problem ?? missing };
}

async function runTillMovements(n8n: N8n, workflow: CreatedWorkflow): Promise<DemoResult> {
	const { rows, problem } = await runAndRead(n8n, workflow, 'Try It', 'Points at Each Step');
	const isRight = rows.every(({ pointsBefore, pointsAfterPurchase, pointsAfterDeletion }) => {
		return (
			pointsAfterDeletion === pointsBefore && Number(pointsAfterPurchase) > Number(pointsBefore)
		);
	});
	const wrong = isRight && rows.length > 0 ? undefined : 'the points of the card are wrong';
	return { title: workflow.name, rows, problem: problem ?? wrong };
}

async function runPointsHistory(n8n: N8n, workflow: CreatedWorkflow): Promise<DemoResult> {
	const { rows, problem } = await runAndRead(n8n, workflow, 'Try It', 'Row');
	const isRight = rows.length > 60 && rows.every(({ date, points }) => date && points);
	const title = `${workflow.name}: the newest 5 of ${rows.length} entries`;
	const wrong = isRight ? undefined : 'entries are missing';
	return { title, rows: rows.slice(0, 5), problem: problem ?? wrong };
}

async function runAndRead(
	n8n: N8n,
	workflow: CreatedWorkflow,
	trigger: string,
	lastNode: string,
): Promise<{ rows: Row[]; problem?: string }> {
	const run = await n8n.rest.runWorkflow(workflow.id, trigger);
	const { error } = run.data.resultData;
	const problem =
		run.status === 'success' ? undefined : (error?.message ?? `it ended as ${run.status}`);
	return { rows: itemsOf(run.data, lastNode), problem };
}

async function openCardWebhook(n8n: N8n, workflow: CreatedWorkflow): Promise<void> {
	// It saves no execution, so only the table shows that the run has ended.
	await n8n.rest.startRun(workflow.id, 'Set Up the Table Once');
	const table = new DataTables(n8n.rest);
	const exists = async (): Promise<boolean> => await table.exists('check_card_questions');
	if (!(await pollUntil(exists))) throw new Error('n8n made no data table');
	await n8n.rest.publish(workflow);
	await n8n.waitForWebhook('check-card');
}

/** Every answer comes after the same time, so all is asked at once. */
async function callCardWebhook(n8n: N8n, sandbox: Sandbox): Promise<DemoResult> {
	const answers = await Promise.all(
		cardQuestions(sandbox).map(async ({ asked, expected, ...body }) => {
			const began = Date.now();
			const { outcome, hasCard, next } = await askAboutCard(n8n, { visitor: asked, ...body });
			const row: Row = { asked, outcome, hasCard, next, 'response in': `${Date.now() - began} ms` };
			return { row, problem: outcome === expected ? '' : `${asked} should be "${expected}"` };
		}),
	);
	return {
		title: 'Check a card for a web form with MARTA: POST /webhook/check-card',
		rows: answers.map(({ row }) => row),
		problem: answers.map(({ problem }) => problem).find(Boolean),
	};
}

async function askAboutCard(n8n: N8n, question: object): Promise<Row> {
	const response = await fetch(n8n.webhookUrl('check-card'), {
		method: 'POST',
		headers: { 'content-type': 'application/json', [FORM_HEADER.name]: FORM_HEADER.value },
		body: JSON.stringify(question),
	});
	return parseRow(await response.text());
}

/** A proxy before MARTA answers with a page of its own, once. */
async function askBrokenMarta(n8n: N8n, { marta }: Sandbox): Promise<void> {
	marta.faults({ match: { path: '/customer/checkcard' }, fault: { kind: 'html' } });
	const [{ card }] = marta.customers();
	await askAboutCard(n8n, { visitor: 'unlucky', lookupBy: 'card', value: card });
}

function parseRow(text: string): Row {
	try {
		return JSON.parse(text) as Row;
	} catch {
		return { outcome: text.slice(0, 40) };
	}
}

/** What the web form asks, and how the workflow should respond. */
function cardQuestions({ marta }: Sandbox): Array<Record<string, string | undefined>> {
	const customers = marta.customers().filter(({ card }) => card);
	const complete = customers.find(({ town, birthdate }) => town && birthdate);
	const incomplete = customers.find(({ town, birthdate }) => !(town && birthdate));
	return [
		{ asked: 'mobile of a member', lookupBy: 'mobile', value: complete?.mobile, expected: 'found' },
		{
			asked: 'card, data missing',
			lookupBy: 'card',
			value: incomplete?.card,
			expected: 'incomplete',
		},
		{
			asked: 'unknown email',
			lookupBy: 'email',
			value: 'nobody@example.com',
			expected: 'not confirmed',
		},
		{ asked: 'nothing at all', lookupBy: 'card', value: '', expected: 'not confirmed' },
	];
}
