/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a tool */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startDemoEnvironment } from '../demo/environment';
import type { N8nRest } from '../n8n-host/n8n-rest';
import { findChromium } from '../support/chromium';
import { createProgress } from '../support/progress';
import { root } from '../support/root';
import { onExit, runCommand } from '../support/run-command';
import { UserError } from '../support/user-error';
import { Editor } from './editor';
import { shots } from './shots';
import { type CredentialReference, createRuns, type ServiceCredentials } from './workflows';
import type { PictureEnvironment } from './environment';

const usage = 'npm run pictures [-- NAME...]';
const folder = join(root, 'docs', 'pictures');
const maxBytes = 200_000;
/** The host in the pictures' addresses: reserved for documents, and https as it has to be. */
const publicAddress = 'https://n8n.example.com/';
const progress = createProgress();

/** `npm run pictures`: takes the screenshots of the docs from a real n8n, all or those that are named. */
void runCommand(async () => {
	const wanted = readNames(process.argv.slice(2));
	// Checked before the minutes of a first installation, not after.
	findChromium();
	const environment = await start();
	mkdirSync(folder, { recursive: true });
	for (const name of wanted) {
		const file = join(folder, `${name}.png`);
		await progress.step(`${name}.png`, async ({ done }) => {
			await shots[name](environment, file);
			done(`${name}.png, ${sizeOf(file)}`);
		});
	}
});

async function start(): Promise<PictureEnvironment> {
	const env = { N8N_WEBHOOK_URL: publicAddress };
	const { n8n, workflows: examples } = await startDemoEnvironment(progress, { env });
	const { rest } = n8n;
	const runs = await createRuns(rest, await readCredentials(rest));
	const editor = await Editor.open(n8n);
	onExit(() => editor.close());
	return { rest, editor, workflows: { ...examples, ...runs } };
}

/** The imported credentials that the workflows made for the pictures use. */
async function readCredentials(rest: N8nRest): Promise<ServiceCredentials> {
	const all = await rest.call<CredentialReference[]>('GET', '/credentials');
	const named = (wanted: string): CredentialReference => {
		const found = all.find(({ name }) => name === wanted);
		if (!found) throw new Error(`n8n has no credential "${wanted}"`);
		return { id: found.id, name: found.name };
	};
	return { saison: named('Saison Connect'), marta: named('MARTA (web form)') };
}

function readNames(names: string[]): string[] {
	const known = Object.keys(shots);
	const unknown = names.find((name) => !known.includes(name));
	if (unknown === undefined) return names.length > 0 ? names : known;
	throw new UserError(`There is no picture "${unknown}", only ${known.join(', ')}. Use: ${usage}`);
}

function sizeOf(file: string): string {
	const { size } = statSync(file);
	const text = `${Math.ceil(size / 1000)} kB`;
	if (size <= maxBytes) return text;
	throw new UserError(`${file} has ${text}; the docs allow ${maxBytes / 1000}. Lower its scale.`);
}
