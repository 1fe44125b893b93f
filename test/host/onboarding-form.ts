import type { IDataObject } from 'n8n-workflow';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { demoCredentials, importInto, TABLET_LOGIN } from '../../tools/demo/examples';
import { itemsOf } from '../../tools/n8n-host/n8n-rest';
import { launchChromium } from './chromium';
import { startEditorEnvironment, type Environment } from './environment';
import { publishErrorReceiver, readExample } from './example-workflows';
import { PATIENCE_MS } from './gate';

const EXAMPLE = 'customer-onboarding';
/** The form with pages that wait for a minute only, and executions that are kept. */
const BRIEF = 'brief-onboarding';

export const ENTRY = 'Mobile number or email address';

/** The example on a running n8n, published, and a phone-wide browser that knows the tablet's password. */
export class OnboardingForm {
	private constructor(
		readonly environment: Environment,
		private readonly browser: Browser,
		private readonly context: BrowserContext,
		private readonly ids: Record<'example' | 'brief' | 'receiver', string>,
	) {}

	static async start(): Promise<OnboardingForm> {
		const environment = await startEditorEnvironment();
		const { n8n, sandbox } = environment;
		const receiver = await publishErrorReceiver(n8n.rest);
		const example = readExample(EXAMPLE);
		example.settings.errorWorkflow = receiver;
		const created = await importInto(n8n.rest, demoCredentials(sandbox.credentials), {
			[EXAMPLE]: example,
			[BRIEF]: briefExample(),
		});
		for (const path of [EXAMPLE, BRIEF]) {
			await n8n.rest.publish(created[path]);
			await n8n.waitForForm(path);
		}
		const browser = await launchChromium();
		const context = await browser.newContext({
			viewport: { width: 390, height: 780 },
			httpCredentials: { username: TABLET_LOGIN.user, password: TABLET_LOGIN.password },
		});
		context.setDefaultTimeout(PATIENCE_MS);
		// n8n's pages ask for a font elsewhere.
		await context.route(
			({ hostname }) => hostname !== '127.0.0.1',
			async (route) => await route.abort(),
		);
		const ids = { example: created[EXAMPLE].id, brief: created[BRIEF].id, receiver };
		return new OnboardingForm(environment, browser, context, ids);
	}

	async stop(): Promise<void> {
		await this.browser.close();
		await this.environment.stop();
	}

	url(form: 'example' | 'brief' = 'example'): string {
		return this.environment.n8n.formUrl(form === 'example' ? EXAMPLE : BRIEF);
	}

	/** Opens the form as the next customer, enters this and sends it. */
	async enter(entry: string, form?: 'example' | 'brief'): Promise<Page> {
		const page = await this.context.newPage();
		await page.goto(this.url(form));
		await fillIn(page, { [ENTRY]: entry });
		return page;
	}

	/** How often MARTA was sent what changes data. */
	get writes(): number {
		const { requests } = this.environment.sandbox.marta.counts();
		const isWrite = (route: string): boolean => /^(POST|PATCH) (?!\/auth)/.test(route);
		return Object.entries(requests).reduce(
			(sum, [route, count]) => sum + (isWrite(route) ? count : 0),
			0,
		);
	}

	/** How many cards MARTA was asked about. */
	get checks(): number {
		return this.environment.sandbox.marta.counts().requests['GET /customer/checkcard'] ?? 0;
	}

	/** All that the error workflow was told, as text. */
	async told(): Promise<string[]> {
		const { rest } = this.environment.n8n;
		const runs = await rest.executions({ workflowId: this.ids.receiver, status: ['success'] });
		const read = await Promise.all(runs.map(async ({ id }) => await rest.execution(id)));
		return read.map(({ data }) => JSON.stringify(itemsOf(data, 'Failed')));
	}

	/** Where the executions of a form stand, newest first. */
	async statuses(form: 'example' | 'brief'): Promise<string[]> {
		const { rest } = this.environment.n8n;
		const runs = await rest.executions({ workflowId: this.ids[form] });
		return runs.map(({ status }) => status);
	}
}

function briefExample(): ReturnType<typeof readExample> {
	const example = readExample(EXAMPLE);
	Object.assign(example.settings, { saveDataSuccessExecution: 'all' });
	for (const node of example.nodes) {
		const { options, limitWaitTime } = node.parameters as { options?: IDataObject } & IDataObject;
		if (limitWaitTime) Object.assign(node.parameters, { resumeAmount: 1, resumeUnit: 'minutes' });
		if (options?.path) options.path = BRIEF;
		if (node.webhookId) node.webhookId = `brief-${node.webhookId}`;
	}
	return example;
}

/** Fills in these fields by their labels, and sends the page. */
export async function fillIn(page: Page, values: Record<string, string>): Promise<void> {
	for (const [label, value] of Object.entries(values)) await page.getByLabel(label).fill(value);
	await page.getByRole('button').click();
}

export async function labelsOf(page: Page): Promise<string[]> {
	return (await page.locator('label').allTextContents()).map((label) => label.trim());
}

/** Waits for a page by its heading. @returns all that is on it, also in attributes */
export async function pageWith(page: Page, heading: string): Promise<string> {
	await page.getByRole('heading', { name: heading }).waitFor();
	return await page.content();
}
