/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a tool */
import { choosePort } from '../support/ports';
import { createProgress } from '../support/progress';
import { runCommand } from '../support/run-command';
import { UserError } from '../support/user-error';
import { readArguments } from './arguments';
import { cardQuestionCommand } from './card-question';
import { runConsentExamples } from './consent-flow';
import { runExamples } from './example-runs';
import { TABLET_LOGIN } from './examples';
import { runOnboarding } from './onboarding';
import type { DemoResult } from './result';
import { sandboxCounts } from './sandbox-counts';
import { table } from './table';
import { addresses, type DemoEnvironment, startDemoEnvironment } from './environment';

const progress = createProgress();

/** `npm run demo`: the examples on a real n8n, with the sandbox in place of the two services. */
void runCommand(async () => {
	const { once, port } = readArguments(process.argv.slice(2));
	// Checked before the minutes of a first installation, not after.
	await choosePort({ demanded: port });

	const environment = await startDemoEnvironment(progress, { port, preferredPort: 5678 });
	const results = await progress.step(
		'Running the examples',
		async () => [
			...(await runExamples(environment)),
			await runOnboarding(environment),
			...(await runConsentExamples(environment)),
		],
		'Examples run',
	);
	const allGood = show([...results, sandboxCounts(environment.sandbox)]);
	if (once) return allGood ? 0 : 1;
	progress.line(invitation(environment));
	await environment.n8n.ended;
	throw new UserError('n8n stopped unexpectedly, so the demo stops.');
});

/** Prints every result as a table; returns whether all are as they should be. */
function show(results: DemoResult[]): boolean {
	const problems: string[] = [];
	for (const { title, rows, problem } of results) {
		progress.line(`\n${title}\n`);
		if (rows.length > 0) progress.line(table(rows));
		if (problem) problems.push(`${title}: ${problem}`);
	}
	progress.line('');
	for (const problem of problems) progress.line(`✗ ${problem}`);
	if (problems.length === 0) progress.line('✓ Every example did what it should.');
	return problems.length === 0;
}

function invitation(environment: DemoEnvironment): string {
	return `
${addresses(environment)}
Try the webhook
  ${cardQuestionCommand(environment.n8n)}
Fill in a form  ${environment.n8n.formUrl('customer-onboarding')}
  sign in with  ${TABLET_LOGIN.user}   ${TABLET_LOGIN.password}

Ctrl+C ends n8n and the sandbox.`;
}
