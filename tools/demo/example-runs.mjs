import { itemsOf } from '../n8n-host/n8n-rest.cjs';

/** Runs the examples and gives, for each, the rows to show and what is not as it should be. */
export async function playExamples({ n8n, workflows, sandbox }) {
	await n8n.rest.publish(workflows['check-card-webhook']);
	await n8n.waitForWebhook('check-card');
	return [
		await playSync(n8n, workflows['sync-member-attributes']),
		await playWebhook(n8n, await peopleToAskFor(sandbox)),
		await playTill(n8n, workflows['till-start']),
	];
}

/** Twice: the second run must live on the token that the first one stored. */
async function playSync(n8n, workflow) {
	const rows = [];
	for (const run of ['first (code exchanged)', 'second (stored token)']) {
		const { rows: made, problem } = await runAndRead(n8n, workflow, 'Run It Now', 'Make a Row');
		if (problem) return { title: workflow.name, rows, problem };
		rows.push(...made.map(({ syncedAt: _time, ...row }) => ({ run, ...row })));
	}
	const problem = rows.every(({ cardName }) => cardName) ? undefined : 'a row has no card name';
	return { title: workflow.name, rows, problem };
}

async function playTill(n8n, workflow) {
	const { rows, problem } = await runAndRead(
		n8n,
		workflow,
		'Start the Till Now',
		'Rules for the Till',
	);
	const [first] = rows;
	const missing = first?.campaign ? undefined : 'no campaign came back';
	// One record reads better downwards.
	const fields = Object.entries(first ?? {}).map(([field, value]) => ({ field, value }));
	return { title: workflow.name, rows: fields, problem: problem ?? missing };
}

async function runAndRead(n8n, workflow, trigger, lastNode) {
	const run = await n8n.rest.runWorkflow(workflow.id, trigger);
	const { error } = run.data.resultData;
	const problem =
		run.status === 'success' ? undefined : (error?.message ?? `it ended as ${run.status}`);
	return { rows: itemsOf(run.data, lastNode), problem };
}

async function playWebhook(n8n, people) {
	const rows = [];
	let problem;
	for (const { who, expected, ...body } of people) {
		const began = Date.now();
		const answer = await fetch(n8n.webhookUrl('check-card'), {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		const { outcome, hasCard, next } = readJson(await answer.text());
		rows.push({ asked: who, outcome, hasCard, next, 'answered in': `${Date.now() - began} ms` });
		if (outcome !== expected) problem ??= `${who} should be "${expected}"`;
	}
	return {
		title: 'Check a card for a web form with MARTA: POST /webhook/check-card',
		rows,
		problem,
	};
}

function readJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return { outcome: text.slice(0, 40) };
	}
}

async function peopleToAskFor({ marta }) {
	const customers = await marta.read('customers');
	const complete = customers.find((one) => one.card && one.town && one.birthdate);
	const incomplete = customers.find((one) => one.card && !(one.town && one.birthdate));
	return [
		{ who: 'mobile of a member', lookupBy: 'mobile', value: complete.mobile, expected: 'found' },
		{ who: 'card, data missing', lookupBy: 'card', value: incomplete.card, expected: 'incomplete' },
		{ who: 'unknown email', lookupBy: 'email', value: 'nobody@example.com', expected: 'unknown' },
		{ who: 'nothing at all', lookupBy: 'card', value: '', expected: 'not checked' },
	];
}
