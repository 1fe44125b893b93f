import { canvas } from './canvas.mjs';
import { credential } from './credential-form.mjs';
import { nodeForm } from './node-form.mjs';
import { foundNodes } from './node-panel.mjs';
import { nodeRun } from './node-run.mjs';

/**
 * Every picture of `docs/pictures` that is made here, by its file's name. Each is a function that takes it:
 * `({ editor, workflows, file }) => Promise<void>`, where `workflows` are the imported examples and
 * those of `workflows.mjs` by name.
 */
export const shots = {
	'connect-member': canvas('connect-member', { scale: 1.25 }),
	'nightly-sync': canvas('nightly-sync', { scale: 0.9 }),
	'two-factor': canvas('two-factor', { scale: 1.25 }),
	'node-panel': foundNodes('card', { scale: 1.25 }),
	'saison-credential': credential('Saison Connect', 'authorizationCode'),
	'marta-credential': credential('MARTA (web form)', 'campaignId'),
	'saison-run': nodeRun('members', 'Saison Connect', { view: 'table' }),
	'marta-run': nodeRun('cards', 'MARTA', { view: 'table' }),
	error: nodeRun('expired', 'Saison Connect'),
	dark: canvas('both', { theme: 'dark', scale: 1.5 }),
	trigger: nodeForm('connect-member', 'Consent Came Back', { scale: 1.25, prepare: showAddresses }),
};

/** The addresses for members, which are the ones to register. */
async function showAddresses(page) {
	const addresses = page.locator('.webhooks');
	await addresses.getByText('Webhook URLs').click();
	await addresses.getByText('Production URL').click();
}
