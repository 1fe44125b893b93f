import { FetchBrowser, type Page } from '../../tools/n8n-host/fetch-browser';
import type { ExecutionSummary } from '../../tools/n8n-host/n8n-rest';
import { itemsOf, saisonNode } from '../host/environment';
import { lastNumber } from './load';
import { call, consentTrigger, publish, publishChain } from './workflows';
import {
	executionsOf,
	runDataOf,
	senderOf,
	tokenRequests,
	type QueueEnvironment,
} from './environment';

const PATH = 'consent';

export interface ConsentFlow {
	done: Page;
	/** The same address again in that browser: at the webhook process, then at main. */
	again: Page;
	againAtMain: Page;
	/** At main by a browser that still has the cookie, as one that loads the page twice at once. */
	twiceAtMain: Page;
	/** At main by somebody else, who has read both addresses in a log and opens the link first. */
	strangerAtMain: Page;
	/** Which processes sent a code to the token endpoint. */
	exchangedBy: string[];
	executions: ExecutionSummary[];
	item: Record<string, unknown>;
}

/** The link is made in a worker, the member comes back to the webhook process, a worker runs what follows. */
export async function runConsent(
	environment: QueueEnvironment,
	{ exchangeCode }: { exchangeCode: boolean },
): Promise<ConsentFlow> {
	const { cluster, sandbox, saison } = environment;
	const path = `${PATH}-${exchangeCode}`;
	const trigger = consentTrigger(saison, path, { exchangeCode });
	const workflow = await publish(environment, path, {
		name: `Queue test: ${path}`,
		settings: {},
		nodes: [trigger],
		connections: {},
	});
	await cluster.webhook.waitForWebhook(`${path}/start`);
	await cluster.main.waitForWebhook(path);
	sandbox.saison.settings({ redirectUri: cluster.webhook.webhookUrl(path) });

	const link = await linkOf(environment, path);
	const browser = new FetchBrowser();
	const login = await browser.clickLink(await browser.get(link));
	const back = await allow(environment, browser, login);
	const twin = await browser.copy();
	const from = lastNumber(environment);
	const done = await browser.get(back.url);
	const again = await browser.get(back.url);
	const toMain = (url: string): string => url.replace(cluster.webhook.url, cluster.main.url);
	const atMain = toMain(back.url);
	const againAtMain = await browser.get(atMain);
	const stranger = new FetchBrowser();
	await stranger.get(toMain(link));
	const strangerAtMain = await stranger.get(atMain);
	const twiceAtMain = await twin.get(atMain);
	const exchanges = tokenRequests(environment).filter(({ number }) => number > from);
	const atLeast = exchangeCode ? 1 : 2;
	const executions = await executionsOf(environment, workflow.id, { atLeast });
	const data = await runDataOf(environment, executions[0].id);
	const [item] = itemsOf(data, 'Trigger');
	const exchangedBy = exchanges.map(senderOf);
	const pages = { done, again, againAtMain, twiceAtMain, strangerAtMain };
	return { ...pages, exchangedBy, executions, item };
}

async function linkOf(environment: QueueEnvironment, path: string): Promise<string> {
	const node = saisonNode(environment.saison, {
		resource: 'authorization',
		operation: 'getAuthorizeUrl',
		memberReference: 'member-0042',
		startUrl: `${environment.cluster.webhook.webhookUrl(path)}/start`,
	});
	const workflow = await publishChain(environment, `${path}-link`, [node]);
	const response = await call(environment, workflow.path);
	expect(response.status).toBe(200);
	return String(response.body.url);
}

/** Logs in on Saison's page and allows; stops where the browser is sent back to. */
async function allow(
	{ sandbox }: QueueEnvironment,
	browser: FetchBrowser,
	login: Page,
): Promise<Page> {
	const [member] = sandbox.saison.members();
	const form = { id: member.id, password: member.password, action: 'login' };
	const consent = await browser.follow(await browser.post(login.url, form));
	const sent = await browser.post(consent.url, { decision: 'allow' });
	return await browser.follow(sent, (url) => url.includes('/webhook'));
}
