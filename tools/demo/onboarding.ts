import { FormVisitor } from '../n8n-host/form-visitor';
import type { DemoEnvironment } from './environment';
import { TABLET_LOGIN } from './examples';
import type { DemoResult } from './result';
import type { Row } from './table';

interface Visit {
	visitor: string;
	/** What is entered on each page, in the order of its fields. */
	pages: string[][];
	/** The heading of the last page. */
	expected: string;
}

/** Four customers fill in the form, without a browser. */
export async function runOnboarding({
	n8n,
	workflows,
	sandbox,
}: DemoEnvironment): Promise<DemoResult> {
	const workflow = workflows['customer-onboarding'];
	await n8n.rest.publish(workflow);
	await n8n.waitForForm('customer-onboarding');
	const rows: Row[] = [];
	let problem: string | undefined;
	for (const { visitor, pages, expected } of visits()) {
		const form = await FormVisitor.open(n8n.formUrl('customer-onboarding'), TABLET_LOGIN);
		for (const values of pages) {
			const { title, labels } = await form.send(...values);
			rows.push({
				visitor,
				entered: values.join(', '),
				'next page': title,
				asks: labels.join(', '),
			});
		}
		await form.finish();
		if (form.page.title !== expected) problem ??= `${visitor} should end at "${expected}"`;
	}
	const isRegistered = sandbox.marta.customers().some(({ mobile }) => mobile === '+393339998888');
	return {
		title: workflow.name,
		rows,
		problem: problem ?? (isRegistered ? undefined : 'nobody was registered'),
	};
}

function visits(): Visit[] {
	return [
		{ visitor: 'has a card', pages: [['+39 300 000 0010']], expected: 'Welcome back!' },
		{
			visitor: 'data missing',
			pages: [['+39 300 000 0140'], ['Castelprova']],
			expected: 'Thank you!',
		},
		{
			visitor: 'unknown',
			pages: [['333 999 8888'], ['Anna', 'Verdi', '1990-01-31', 'Montesempio']],
			expected: 'Welcome!',
		},
		{
			visitor: 'mistyped',
			pages: [['anna@'], ['senza.carta@example.com']],
			expected: 'You are registered',
		},
	];
}
