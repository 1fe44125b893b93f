import type { DemoEnvironment } from './environment';
import { APP_HEADER } from './examples';
import type { DemoResult } from './result';
import { answerAboutCard } from './scripted-answer';
import type { Row } from './table';

interface Question {
	asks: string;
	mobile: string;
	/** What the model must have read. */
	reads: RegExp;
	/** Whether MARTA rejects the credential's scope. */
	scopeIsWrong?: boolean;
}

/** Asks the agent as the server of a shop's app would, for one customer after the other. */
export async function askAgentAboutCards(environment: DemoEnvironment): Promise<DemoResult> {
	const { n8n, workflows, sandbox, model } = environment;
	const workflow = workflows['check-card-agent'];
	await n8n.rest.publish(workflow);
	await n8n.waitForWebhook('customer-asks');
	const rows: Row[] = [];
	let problem: string | undefined;
	for (const { asks, mobile, reads, scopeIsWrong } of questions(environment)) {
		if (scopeIsWrong) sandbox.marta.faults({ fault: { kind: 'status', status: 403 }, times: 1 });
		model.requests.length = 0;
		const response = await fetch(n8n.webhookUrl('customer-asks'), {
			method: 'POST',
			headers: { 'content-type': 'application/json', [APP_HEADER.name]: APP_HEADER.value },
			body: JSON.stringify({ mobile, question: 'Do I have a card?' }),
		});
		const { answer } = (await response.json()) as { answer?: string };
		const { toolText } = model;
		rows.push({ 'who asks': asks, 'the model reads': toolText, 'and answers': answer });
		if (!reads.test(toolText) || answer !== answerAboutCard(toolText)) {
			problem ??= `${asks}: the model or the answer is wrong`;
		}
	}
	return { title: workflow.name, rows, problem };
}

function questions({ sandbox }: DemoEnvironment): Question[] {
	const customers = sandbox.marta.customers();
	const [complete] = customers;
	const incomplete = customers.find(({ birthdate }) => birthdate === undefined) ?? complete;
	return [
		{ asks: 'a customer', mobile: complete.mobile, reads: /"statusCode":\s*200/ },
		{ asks: 'a customer, data missing', mobile: incomplete.mobile, reads: /"statusCode":\s*402/ },
		{
			asks: 'a customer, wrong scope',
			mobile: complete.mobile,
			reads: /scope does not allow this call/,
			scopeIsWrong: true,
		},
	];
}
