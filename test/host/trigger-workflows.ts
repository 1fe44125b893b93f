import { randomUUID } from 'node:crypto';
import { sleep, type IDataObject } from 'n8n-workflow';
import { readSaisonCredential } from '../../lib/saison/auth/credential';
import { createState } from '../../lib/saison/consent/state';
import type { StatePurpose } from '../../lib/saison/consent/state-codec';
import type { FetchBrowser, Page } from '../../tools/n8n-host/fetch-browser';
import { PATIENCE_MS } from './gate';
import { itemsOf, PACKAGE, type Reference, type Environment } from './environment';

const MINUTE = 60_000;
let environment: Environment;
let credential: Reference;
let count = 0;

/** Makes the credential that the workflows of this environment have. */
export async function prepareTriggers(of: Environment): Promise<Reference> {
	environment = of;
	const { id, name } = await environment.n8n.rest.createCredential({
		name: 'Trigger',
		type: 'saisonConnectApi',
		data: { ...environment.sandbox.credentials.saisonConnectApi, authorizationCode: '' },
	});
	credential = { id, name };
	return credential;
}

export interface Workflow {
	id: string;
	versionId: string;
	path: string;
}

/** A workflow that is nothing but the trigger, on a path of its own unless told otherwise. */
export async function create(parameters: IDataObject): Promise<Workflow> {
	const path = `host-${++count}`;
	const node = {
		id: 'trigger',
		name: 'Trigger',
		// As the editor sets one: an older n8n would make the path longer without it.
		webhookId: randomUUID(),
		type: `${PACKAGE}.saisonConnectTrigger`,
		typeVersion: 1,
		position: [0, 0],
		parameters: { path, ...parameters },
		credentials: { saisonConnectApi: credential },
	};
	const { id, versionId } = await environment.n8n.rest.createWorkflow({
		name: `Trigger ${path}`,
		settings: {},
		nodes: [node],
		connections: {},
	});
	return { id, versionId, path: String(node.parameters.path) };
}

/** The same published, and Saison told to send members back to it. */
export async function live(parameters: IDataObject = {}): Promise<Workflow> {
	const workflow = await create(parameters);
	await environment.n8n.rest.publish(workflow);
	await environment.n8n.waitForWebhook(workflow.path);
	await environment.n8n.waitForWebhook(`${workflow.path}/start`);
	const redirectUri = environment.n8n.webhookUrl(workflow.path);
	environment.sandbox.saison.settings({ redirectUri, twoFactorRedirectUri: redirectUri });
	return workflow;
}

/** The executions of a workflow, once `expected` of them are there and done. */
export async function executionsOf({ id }: Workflow, expected: number): Promise<IDataObject[][]> {
	const giveUp = Date.now() + PATIENCE_MS;
	for (;;) {
		const runs = await environment.n8n.rest.executions({ workflowId: id });
		const running = runs.some(({ status }) => !['success', 'error', 'crashed'].includes(status));
		if ((runs.length >= expected && !running) || Date.now() > giveUp) {
			expect(runs.map(({ status }) => status)).toEqual(Array(expected).fill('success'));
			return await Promise.all(runs.map(async (run) => await outputOf(run.id)));
		}
		await sleep(100);
	}
}

async function outputOf(executionId: string): Promise<IDataObject[]> {
	const { data } = await environment.n8n.rest.execution(executionId);
	return itemsOf(data, 'Trigger');
}

export interface StateOptions {
	purpose?: StatePurpose;
	data?: IDataObject;
	madeAt?: number;
}

/** A state of the credential, or of one that differs in `data`. */
export async function state({
	purpose = 'authorization',
	data = {},
	madeAt = Date.now(),
}: StateOptions = {}): Promise<string> {
	const own = { ...environment.sandbox.credentials.saisonConnectApi, ...data };
	return await createState(
		readSaisonCredential(own as Parameters<typeof readSaisonCredential>[0]),
		{ purpose, memberReference: 'member-0042', memberService: '' },
		madeAt,
	);
}

/** What the editor does to wait for a test event. */
export async function listen({ id }: Workflow): Promise<unknown> {
	return await environment.n8n.rest.startRun(id, 'Trigger');
}

/** Visits that must start nothing, by what is wrong with them: what comes after the trigger's address. */
export async function badVisits(code: string, good: string): Promise<Record<string, string>> {
	return {
		'no query': '',
		'no state': `?code=${code}`,
		'no code': `?state=${good}`,
		'an empty code': `?code=&state=${good}`,
		'two codes': `?code=${code}&code=${code}&state=${good}`,
		'two states': `?code=${code}&state=${good}&state=${good}`,
		'code and error': `?code=${code}&error=access_denied&state=${good}`,
		'a foreign state': `?code=${code}&state=${await state({ data: { clientSecret: 'other' } })}`,
		'a state of another client': `?code=${code}&state=${await state({ data: { clientId: 'OTHER' } })}`,
		'a state of another purpose': `?code=${code}&state=${await state({ purpose: 'twoFactor' })}`,
		'an old state': `?code=${code}&state=${await state({ madeAt: Date.now() - 61 * MINUTE })}`,
		'a changed state': `?code=${code}&state=${good.slice(0, -3)}aaa`,
		'an error without state': '?error=access_denied',
		'a start without state': '/start',
		'a start with junk': '/start?state=junk',
	};
}

/** Why n8n does not publish a workflow; it may say so after its response. */
export async function errorOnPublish(workflow: Workflow): Promise<string> {
	try {
		await environment.n8n.rest.publish(workflow);
	} catch (error) {
		return (error as Error).message;
	}
	for (;;) {
		const report = await environment.n8n.rest.call<{
			status: string;
			triggers: Array<{ errorMessage: string }>;
		}>('GET', `/workflows/${workflow.id}/publication-status`);
		if (!['in_progress', 'not_published'].includes(report.status)) {
			expect(report.status).toBe('failed');
			return report.triggers[0].errorMessage;
		}
		await sleep(100);
	}
}

/** Logs in on the page the browser is at, and decides; stops where Saison sends the browser back to. */
export async function decide(browser: FetchBrowser, login: Page, decision: string): Promise<Page> {
	const [member] = environment.sandbox.saison.members();
	const form = { id: member.id, password: member.password, action: 'login' };
	const consent = await browser.follow(await browser.post(login.url, form));
	expect(consent).toMatchObject({ status: 200, body: expect.stringContaining('許可する') });
	const sent = await browser.post(consent.url, { decision });
	expect(sent.status).toBe(302);
	return await browser.follow(sent, (url) => url.includes('/webhook'));
}
