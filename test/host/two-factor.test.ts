import { createHash } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium';
import { importExample } from './example-workflows';
import { clickToN8n, eventually, followStartLink, inNewContext } from './member-browser';
import {
	createPartnerCredential,
	itemsOf,
	startEditorEnvironment,
	type Environment,
} from './environment';

/** The example for the second factor, as a member goes through it in a real browser. */
jest.setTimeout(600_000);
let environment: Environment;
let browser: Browser;
let example: { id: string; versionId: string };

beforeAll(async () => {
	environment = await startEditorEnvironment();
	const credential = await createPartnerCredential(environment);
	// Kept here, so that the test can look at what came out.
	example = await importExample(environment, 'two-factor', credential, {
		saveDataSuccessExecution: 'all',
	});
	await environment.n8n.rest.publish(example);
	await environment.n8n.waitForWebhook('saison-two-factor');
	environment.sandbox.saison.settings({
		twoFactorRedirectUri: environment.n8n.webhookUrl('saison-two-factor'),
	});
	browser = await launchChromium();
});
afterAll(async () => {
	await browser?.close();
	await environment?.stop();
});

async function makeLink(): Promise<string> {
	const run = await environment.n8n.rest.runWorkflow(example.id, 'Ask for Level 2');
	expect(run.data.resultData.error?.message).toBeUndefined();
	return itemsOf<{ url: string }>(run.data, 'Make the Link')[0].url;
}

/** What the executions that the trigger started put out, the latest first. */
async function outcomes(): Promise<unknown[]> {
	const { rest } = environment.n8n;
	const executions = await rest.executions({ workflowId: example.id });
	const started = executions.filter(({ mode }) => mode === 'webhook');
	return await Promise.all(
		started.map(async ({ id }) => {
			const { data } = await rest.execution(id);
			return [...itemsOf(data, 'Go On'), ...itemsOf(data, 'Not This Time')];
		}),
	);
}

/** What an access log has of the first visit. */
const logged = { link: '', redirect: '' };

it('the member mistypes, types the passcode, and the workflow continues', async () => {
	logged.link = await makeLink();
	await inNewContext(browser, async (page) => {
		await followStartLink(page, logged.link);
		expect(page.url()).toContain(`${environment.sandbox.saison.url}/sandbox-made-up/two-factor?`);
		await page.fill('input[name=passcode]', '000000');
		await page.click('button[value=verify]');
		expect(await page.textContent('[role=alert]')).toContain('パスコード');
		await page.fill('input[name=passcode]', '246810');
		expect(await clickToN8n(page, 'button[value=verify]')).toBe(200);
		logged.redirect = page.url();
	});
	await eventually(async () =>
		expect(await outcomes()).toEqual([
			[
				{
					memberReference: 'member-0001',
					outcome: 'level 2',
					until: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
				},
			],
		]),
	);
});

it('who has level 2 already is not asked, and the workflow continues', async () => {
	await inNewContext(browser, async (page) => {
		await page.goto(await makeLink());
		const arrived = page.waitForResponse((response) =>
			response.url().includes('/webhook/saison-two-factor?'),
		);
		await page.getByRole('link').click();
		expect((await arrived).status()).toBe(200);
	});
	await eventually(async () => expect(await outcomes()).toHaveLength(2));
	expect((await outcomes())[0]).toMatchObject([{ outcome: 'level 2' }]);
});

it('who has the URLs from a log gets nowhere, after a restart either', async () => {
	const { link, redirect } = logged;
	expect(redirect).toMatch(/[?&]mac=.*[?&]level=2&/);
	const before = await outcomes();
	await environment.n8n.stop();
	await environment.n8n.start({ webhooks: ['saison-two-factor', 'saison-two-factor/start'] });

	const visit = async (prepare: (page: Page) => Promise<unknown>): Promise<number | undefined> => {
		let status: number | undefined;
		await inNewContext(browser, async (page) => {
			await prepare(page);
			status = (await page.goto(redirect))?.status();
		});
		return status;
	};
	expect(await visit(async () => {})).toBe(403);
	// The page of the start link comes with a cookie.
	expect(await visit(async (page) => await page.goto(link))).toBe(403);
	// The cookie of versions before tickets, which the URL alone was enough for.
	const id = String(new URL(redirect).searchParams.get('state')).slice(14, 46);
	const value = createHash('sha256')
		.update(JSON.stringify(['browser', id]))
		.digest('hex');
	const name = `saison-authorization-${value.slice(0, 16)}`;
	const computed = { name, value, url: environment.n8n.url };
	expect(await visit(async (page) => await page.context().addCookies([computed]))).toBe(403);
	expect(await outcomes()).toEqual(before);
});
