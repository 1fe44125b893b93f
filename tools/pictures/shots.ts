import type { Page } from 'playwright-core';
import { canvas } from './canvas';
import { credential } from './credential-form';
import { nodeForm } from './node-form';
import { foundNodes } from './node-panel';
import { nodeRun } from './node-run';
import { startPage } from './start-page';
import type { Shot } from './environment';

/** Every picture of `docs/pictures` that is made here, by the name of its file. */
export const shots: Record<string, Shot> = {
	'connect-member': canvas('connect-member', { scale: 1.25 }),
	'nightly-sync': canvas('nightly-sync', { scale: 0.9 }),
	'two-factor': canvas('two-factor', { scale: 1.25 }),
	'start-page': startPage('connect-member', 'Make a Link', 'Get Link'),
	'node-panel': foundNodes('card', { scale: 1.25 }),
	'saison-credential': credential('Saison Connect', 'authorizationCode'),
	'saison-run': nodeRun('members', 'Saison Connect', { view: 'table' }),
	'marta-run': nodeRun('cards', 'MARTA', { view: 'table' }),
	'contract-call': nodeForm('till-movements', 'Register Purchase', {
		scale: 1.25,
		parts: '[data-test-id="ndv"] header, [data-test-id="mapping-fields-container"]',
	}),
	hint: nodeRun('continued', 'Saison Connect', { view: 'json' }),
	agent: canvas('check-card-agent', { lastNode: 'Answer', scale: 1.1 }),
	dark: canvas('both', { theme: 'dark', scale: 1.5 }),
	trigger: nodeForm('connect-member', 'Consent Came Back', { scale: 1.25, prepare: showAddresses }),
};

/** The addresses for members, which are the ones to register. */
async function showAddresses(page: Page): Promise<void> {
	const addresses = page.locator('.webhooks');
	await addresses.getByText('Webhook URLs').click();
	await addresses.getByText('Production URL').click();
}
