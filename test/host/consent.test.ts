import type { Browser, Page } from 'playwright-core';
import { DataTables } from '../../tools/n8n-host/data-tables';
import { launchChromium } from './chromium';
import { importExample } from './example-workflows';
import { clickToN8n, eventually, followStartLink, inNewContext } from './member-browser';
import {
	createPartnerCredential,
	itemsOf,
	runInEditor,
	saisonNode,
	startEditorEnvironment,
	type Reference,
	type Environment,
} from './environment';

/** The member, in a real browser: from the link through Saison's pages and the trigger to stored tokens. */
jest.setTimeout(600_000);
const TABLE = 'saison_members';

let environment: Environment;
let tables: DataTables;
let browser: Browser;
let credential: Reference;
let connect: { id: string; versionId: string };
let member: { id: string; password: string };

beforeAll(async () => {
	environment = await startEditorEnvironment();
	const { rest } = environment.n8n;
	tables = new DataTables(rest);
	credential = await createPartnerCredential(environment);
	// Kept here, so that the test can tell when a run is through.
	connect = await importExample(environment, 'connect-member', credential, {
		saveDataSuccessExecution: 'all',
	});
	await rest.runWorkflow(connect.id, 'Set Up the Table Once');
	await rest.publish(connect as never);
	await environment.n8n.waitForWebhook('saison-connect');
	await environment.n8n.waitForWebhook('saison-connect/start');
	// What Credit Saison does with the address that the partner hands in.
	environment.sandbox.saison.settings({
		redirectUri: environment.n8n.webhookUrl('saison-connect'),
	});
	[member] = environment.sandbox.saison.members().filter(({ id }) => id.startsWith('na'));
	browser = await launchChromium();
});
afterAll(async () => {
	await browser?.close();
	await environment?.stop();
});

async function makeLink(): Promise<string> {
	const run = await environment.n8n.rest.runWorkflow(connect.id, 'Make a Link');
	expect(run.data.resultData.error?.message).toBeUndefined();
	const [{ url }] = itemsOf<{ url: string }>(run.data, 'Get Link');
	return url;
}

async function logIn(page: Page, password: string): Promise<void> {
	await page.fill('input[name=id]', member.id);
	await page.fill('input[name=password]', password);
	await page.click('button[value=login]');
}

async function decide(page: Page, decision: 'allow' | 'refuse'): Promise<number> {
	return await clickToN8n(page, `button[value=${decision}]`);
}

async function rowOf(reference: string): Promise<Record<string, unknown> | undefined> {
	const rows = await tables.rows(TABLE);
	return rows.find(({ memberReference }) => memberReference === reference);
}

/** How many runs that the trigger started are through. */
async function finishedVisits(): Promise<number> {
	const filter = { workflowId: connect.id, status: ['success'] };
	const executions = await environment.n8n.rest.executions(filter);
	return executions.filter(({ mode }) => mode === 'webhook').length;
}

it('a member mistypes, refuses, goes back, allows: the tokens are stored', async () => {
	await inNewContext(browser, async (page) => {
		await followStartLink(page, await makeLink());
		expect(new URL(page.url()).origin).toBe(environment.sandbox.saison.url);
		await logIn(page, 'not the password');
		expect(await page.textContent('[role=alert]')).toContain('パスワード');
		await logIn(page, member.password);

		expect(await decide(page, 'refuse')).toBe(200);
		await eventually(async () =>
			expect(await rowOf('member-0001')).toMatchObject({ status: 'refused', accessToken: null }),
		);

		await page.goBack();
		expect(await decide(page, 'allow')).toBe(200);
		expect(await page.textContent('body')).toMatch(/close this page/i);
		await eventually(async () =>
			expect(await rowOf('member-0001')).toMatchObject({ status: 'connected' }),
		);
	});
	const row = await rowOf('member-0001');
	const options = { memberAccessToken: row?.accessToken };
	const read = await runInEditor(
		environment,
		[{}],
		saisonNode(credential, { resource: 'member', operation: 'getAttributes', options } as never),
	);
	expect(read).toMatchObject({ status: 'success', items: [{ result_code: '000' }] });
	expect(environment.sandbox.saison.counts()).toMatchObject({
		failedLogins: 1,
		denials: 1,
		consents: 1,
		codeExchanges: 1,
	});
});

it('a member who is connected and refuses another link stays connected', async () => {
	const before = await finishedVisits();
	await inNewContext(browser, async (page) => {
		await followStartLink(page, await makeLink());
		await logIn(page, member.password);
		expect(await decide(page, 'refuse')).toBe(200);
	});
	await eventually(async () => expect(await finishedVisits()).toBe(before + 1));
	expect(await rowOf('member-0001')).toMatchObject({ status: 'connected' });
});

it('a reload of the last page starts nothing again', async () => {
	await inNewContext(browser, async (page) => {
		await followStartLink(page, await makeLink());
		await logIn(page, member.password);
		expect(await decide(page, 'allow')).toBe(200);
		const { codeExchanges } = environment.sandbox.saison.counts();
		const again = await page.reload();
		expect(again?.status()).toBe(409);
		expect(environment.sandbox.saison.counts().codeExchanges).toBe(codeExchanges);
	});
});

it('a second browser that brings the redirect of the first is turned away, after a restart either', async () => {
	await inNewContext(browser, async (page) => {
		const link = await makeLink();
		await followStartLink(page, link);
		await logIn(page, member.password);
		// The first browser is lost on its way back to n8n.
		const lost = 'http://127.0.0.1:9/lost';
		const { saison } = environment.sandbox;
		saison.settings({ redirectUri: lost });
		const leaving = page.waitForRequest((request) => request.url().startsWith(lost));
		await page.click('button[value=allow]');
		const redirect = (await leaving)
			.url()
			.replace(lost, environment.n8n.webhookUrl('saison-connect'));
		saison.settings({ redirectUri: environment.n8n.webhookUrl('saison-connect') });
		const { codeExchanges } = environment.sandbox.saison.counts();

		const turnAway = async (other: Page): Promise<void> => {
			const response = await other.goto(redirect);
			expect(response?.status()).toBeGreaterThanOrEqual(400);
			expect(response?.status()).toBeLessThan(500);
			expect(await other.textContent('body')).not.toContain('code');
		};
		await inNewContext(browser, turnAway);
		await environment.n8n.stop();
		await environment.n8n.start({ webhooks: ['saison-connect', 'saison-connect/start'] });
		await inNewContext(browser, turnAway);
		// The link is in the same log, and its page comes with a cookie.
		await inNewContext(browser, async (other) => {
			await other.goto(link);
			await turnAway(other);
		});
		expect(environment.sandbox.saison.counts().codeExchanges).toBe(codeExchanges);

		// It was not used up by that: the member themselves may go on.
		expect((await page.goto(redirect))?.status()).toBe(200);
		expect(environment.sandbox.saison.counts().codeExchanges).toBe(codeExchanges + 1);
	});
});
