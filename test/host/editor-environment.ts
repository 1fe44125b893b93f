/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a test */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { Editor } from '../../tools/pictures/editor';
import {
	createBothCredentials,
	startEditorEnvironment,
	type Reference,
	type Environment,
} from './environment';

const folder = join(__dirname, '..', '..', 'test-results', 'editor');
/** The editor asks for a preview of the output of a node that has not run; a package need not have one. */
const PREVIEW = /\/schemas\/.*\.json$/;

/** n8n's editor in one window of a real browser. */
export interface EditorEnvironment extends Environment {
	editor: Editor;
	page: Page;
	saison: Reference;
	marta: Reference;
	/** What the browser reports as an error; not that nothing beyond this machine responds. */
	browserErrors: string[];
	open(pathname: string): Promise<void>;
	/** Leaves a screenshot in `test-results/editor`, to be looked at. */
	picture(name: string, selector?: string): Promise<void>;
}

export async function startBrowserEnvironment(): Promise<EditorEnvironment> {
	const environment = await startEditorEnvironment();
	const { saison, marta } = await createBothCredentials(environment);
	const editor = await Editor.open(environment.n8n);
	const page: Page = await editor.page({ viewport: { width: 1400, height: 1000 } });
	mkdirSync(folder, { recursive: true });
	return {
		...environment,
		editor,
		page,
		saison,
		marta,
		browserErrors: browserErrorsOf(page, environment.n8n.url),
		open: async (pathname) => {
			await page.goto(editor.url(pathname));
		},
		picture: async (name, selector = 'body') => {
			const path = join(folder, `${name}.png`);
			await page.locator(selector).first().screenshot({ path, animations: 'disabled' });
		},
		stop: async () => {
			await editor.close();
			await environment.stop();
		},
	};
}

function browserErrorsOf(page: Page, origin: string): string[] {
	const browserErrors: string[] = [];
	page.on('pageerror', (error) => browserErrors.push(error.message));
	page.on('console', (message) => {
		const { url } = message.location();
		const isOurs = url === '' || url.startsWith(origin);
		if (message.type() !== 'error' || !isOurs || PREVIEW.test(url)) return;
		browserErrors.push(`${message.text()} (${url})`);
	});
	return browserErrors;
}
