import { FetchBrowser } from '../../tools/n8n-host/fetch-browser';
import { hostVersion } from '../../tools/n8n-host/version';
import {
	badVisits,
	create,
	decide,
	executionsOf,
	listen,
	live,
	prepareTriggers,
	errorOnPublish,
	state,
} from './trigger-workflows';
import {
	runInEditor,
	saisonNode,
	startEditorEnvironment,
	type Reference,
	type Environment,
} from './environment';

jest.setTimeout(600_000);
let environment: Environment;
let credential: Reference;

beforeAll(async () => {
	environment = await startEditorEnvironment();
	credential = await prepareTriggers(environment);
});
afterAll(async () => await environment?.stop());

describe('An authorization flow', () => {
	it('goes from the action node through /start and the consent page to an execution with tokens', async () => {
		const workflow = await live();
		const run = await runInEditor(
			environment,
			[{}],
			saisonNode(credential, {
				resource: 'authorization',
				operation: 'getAuthorizeUrl',
				memberReference: 'member-0042',
				startUrl: `${environment.n8n.webhookUrl(workflow.path)}/start`,
			}),
		);
		const browser = new FetchBrowser();
		const start = await browser.get(String(run.items[0].url));
		expect(start.status).toBe(200);
		expect(start.headers.get('content-type')).toBe('text/html; charset=utf-8');
		expect(start.headers.get('content-security-policy')).toContain("default-src 'none'");
		expect(start.headers.get('cache-control')).toBe('no-store');
		expect(start.headers.get('referrer-policy')).toBe('no-referrer');
		expect(start.body).toContain('<dd>member-0042</dd>');
		const back = await decide(browser, await browser.clickLink(start), 'allow');

		// Someone else with the same URL, then a browser that started another flow.
		const other = new FetchBrowser();
		expect(await other.get(back.url)).toMatchObject({ status: 403 });
		await other.get(`${environment.n8n.webhookUrl(workflow.path)}/start?state=${await state()}`);
		expect(await other.get(back.url)).toMatchObject({ status: 403 });
		// And one that opened the very same link.
		await other.get(String(run.items[0].url));
		expect(await other.get(back.url)).toMatchObject({ status: 403 });

		const done = await browser.get(back.url);
		expect(done).toMatchObject({ status: 200, body: expect.stringContaining('Done') });
		expect(done.headers.get('content-type')).toBe('text/plain; charset=utf-8');
		const again = await browser.get(back.url);
		expect([403, 409]).toContain(again.status);
		const [[item], ...others] = await executionsOf(workflow, 1);
		expect(others).toEqual([]);
		expect(item).toMatchObject({ event: 'authorization', memberReference: 'member-0042' });
		expect(Object.keys(item).join()).toBe(
			'event,memberReference,accessToken,refreshToken,tokenType,expiresIn,receivedAt',
		);

		const profile = await runInEditor(
			environment,
			[{}],
			saisonNode(credential, {
				resource: 'member',
				operation: 'getAttributes',
				options: { memberAccessToken: String(item.accessToken) },
			}),
		);
		expect(profile.items[0]).toMatchObject({ result_code: '000' });
	});

	it('reports a refusal, and lets the member go back and allow', async () => {
		const workflow = await live({
			exchangeCode: false,
			options: { redirectUrl: 'https://example.com/thanks', showConfirmation: false },
		});
		const browser = new FetchBrowser();
		const url = `${environment.n8n.webhookUrl(workflow.path)}/start?state=${await state()}`;
		const start = await browser.get(url);
		expect(start).toMatchObject({ status: 302, body: '' });
		const login = await browser.follow(start);
		const refused = await decide(browser, login, 'refuse');
		expect(await browser.get(refused.url)).toMatchObject({
			status: 200,
			body: expect.stringContaining('The process was not completed'),
		});
		expect(await browser.get(refused.url)).toMatchObject({ status: 409 });
		const allowed = await decide(browser, login, 'allow');
		const done = await browser.get(allowed.url);
		expect([done.status, done.headers.get('location')]).toEqual([
			302,
			'https://example.com/thanks',
		]);
		const items = (await executionsOf(workflow, 2)).flat();
		const common = { event: 'authorization', memberReference: 'member-0042' };
		expect(items).toContainEqual({ ...common, error: 'access_denied' });
		expect(items).toContainEqual({ ...common, code: expect.stringMatching(/./) });
	});

	it('works at the test address while the editor listens', async () => {
		const workflow = await create({});
		expect(await listen(workflow)).toMatchObject({ waitingForWebhook: true });
		const address = `${environment.n8n.url}/webhook-test/${workflow.path}`;
		environment.sandbox.saison.settings({ redirectUri: address });
		const browser = new FetchBrowser();
		const start = await browser.get(`${address}/start?state=${await state()}`);
		const login = await browser.clickLink(start);
		expect((await browser.get(`${address}?code=x&state=junk`)).status).toBe(400);
		const back = await decide(browser, login, 'allow');
		expect(await browser.get(back.url)).toMatchObject({ status: 200 });
		const [[item]] = await executionsOf(workflow, 1);
		expect(item).toMatchObject({ event: 'authorization', accessToken: expect.any(String) });
	});
});

describe('A redirect that is not what it says', () => {
	it('gets a plain page and starts nothing', async () => {
		const workflow = await live({ sameBrowserOnly: false });
		const address = environment.n8n.webhookUrl(workflow.path);
		const { code } = environment.sandbox.saison.code();
		const good = await state();
		const bad = await badVisits(code, good);
		const browser = new FetchBrowser();
		const before = environment.sandbox.saison.counts().codeExchanges;
		for (const [name, query] of Object.entries(bad)) {
			const page = await browser.get(address + query);
			expect([name, page.status]).toEqual([name, 400]);
			expect(page.headers.get('content-type')).toBe('text/plain; charset=utf-8');
			expect(page.body).toMatch(/This link is not valid/);
		}
		const used = await browser.get(`${address}?code=never-given&state=${good}`);
		expect(used.status).toBe(410);
		environment.sandbox.saison.faults({ match: { path: '/auth/token' }, fault: { kind: 'reset' } });
		expect((await browser.get(`${address}?code=${code}&state=${good}`)).status).toBe(502);
		await executionsOf(workflow, 0);

		// The right one works after all that, once.
		const clicks = [1, 2].map(
			async () => await browser.get(`${address}?code=${code}&state=${good}`),
		);
		const [first, second] = (await Promise.all(clicks)).map(({ status }) => status).sort();
		// Too late, or while the first one was still exchanging the code.
		expect([first, [409, 502].includes(second)]).toEqual([200, true]);
		await executionsOf(workflow, 1);
		expect(environment.sandbox.saison.counts().codeExchanges - before).toBe(1);
		expect(environment.n8n.log).not.toContain(code);
		expect(environment.n8n.log).not.toContain(good);
		expect(environment.n8n.log).toMatch(/rejected a request: the state has expired/);
	});
});

describe('A link whose exchange failed ten times', () => {
	it('is over, at the redirect and at the start URL', async () => {
		const workflow = await live({ sameBrowserOnly: false });
		const address = environment.n8n.webhookUrl(workflow.path);
		const token = await state();
		const browser = new FetchBrowser();
		for (let count = 0; count < 10; count++) {
			const failed = await browser.get(`${address}?code=never-given&state=${token}`);
			expect(failed.status).toBe(410);
		}
		for (const path of [`?code=never-given&state=${token}`, `/start?state=${token}`]) {
			const page = await browser.get(address + path);
			expect(page).toMatchObject({
				status: 429,
				body: expect.stringContaining('can no longer be used'),
			});
		}
		await executionsOf(workflow, 0);
	});
});

describe('The two-factor redirect', () => {
	const page = (token: string): string =>
		`/sandbox-made-up/two-factor?client_id=SANDBOX-PARTNER&member=na001&state=${token}`;

	it('goes through /start and the passcode page to an execution with the level', async () => {
		const workflow = await live({ event: 'twoFactor' });
		const token = await state({ purpose: 'twoFactor' });
		const start = `${environment.n8n.webhookUrl(workflow.path)}/start?state=${token}&to=`;
		const browser = new FetchBrowser();
		for (const to of [
			'',
			'//evil.example/',
			'https%3A%2F%2Fevil.example%2F',
			'%2F%5Cevil.example',
		]) {
			expect((await browser.get(start + to)).status).toBe(400);
		}
		const passcode = await browser.clickLink(
			await browser.get(start + encodeURIComponent(page(token))),
		);
		const sent = await browser.post(passcode.url, { passcode: '246810', action: 'verify' });
		const address = String(sent.headers.get('location'));
		expect((await new FetchBrowser().get(address)).status).toBe(403);
		expect((await browser.get(address.replace('level=2', 'level=3'))).status).toBe(400);
		expect((await browser.follow(sent)).status).toBe(200);
		const [[item]] = await executionsOf(workflow, 1);
		expect(item).toEqual({
			event: 'twoFactor',
			memberReference: 'member-0042',
			level: 2,
			error: null,
			timestamp: expect.stringMatching(/^\d{4}-.*:\d\d\.000Z$/),
			rawQuery: address.split('?')[1],
		});
	});

	it('is verified wherever the mac stands and however it is written, and tells of errors', async () => {
		const workflow = await live({ event: 'twoFactor', sameBrowserOnly: false });
		const browser = new FetchBrowser();
		const places = ['page', 'first', 'last'] as const;
		const variants = places.flatMap((place) => [true, false].map((raw) => ({ place, raw })));
		for (const { place, raw } of variants) {
			const own = await state({ purpose: 'twoFactor' });
			environment.sandbox.saison.settings({ twoFactorMacPosition: place, twoFactorMacRaw: raw });
			const { url } = environment.sandbox.saison.twoFactor({ state: own });
			expect([place, raw, (await browser.get(url)).status]).toEqual([place, raw, 200]);
			expect((await browser.get(url)).status).toBe(409);
			const [path, query] = url.split('?');
			const pieces = query.split('&').reverse().join('&');
			expect((await browser.get(`${path}?${pieces}`)).status).toBe(400);
		}
		const error = 'insufficient_scope';
		const own = await state({ purpose: 'twoFactor' });
		const failed = environment.sandbox.saison.twoFactor({ state: own, error });
		expect((await browser.get(failed.url)).status).toBe(200);
		const stateless = environment.sandbox.saison.twoFactor({});
		expect((await browser.get(stateless.url)).status).toBe(400);
		const wrong = environment.sandbox.saison.twoFactor({ state: await state() });
		expect((await browser.get(wrong.url)).status).toBe(400);
		const items = (await executionsOf(workflow, variants.length + 1)).flat();
		expect(items.filter(({ level }) => level === 2)).toHaveLength(variants.length);
		expect(items).toContainEqual(expect.objectContaining({ level: null, error }));
	});
});

describe('Activation', () => {
	it.each([
		[
			'a redirect URL that is not https',
			{ options: { redirectUrl: 'http://example.com/' } },
			/'Redirect URL' must begin with https/,
		],
		['a lifetime of nothing', { stateLifetime: 0 }, /'State Lifetime'/],
		['a path that ends in /start', { path: 'x/start' }, /'Path' must not end in \/start/],
	])('is rejected with %s when the editor is to listen', async (_name, parameters, message) => {
		const workflow = await create(parameters);
		await expect(listen(workflow)).rejects.toThrow(message);
		const response = await fetch(`${environment.n8n.url}/webhook-test/${workflow.path}`);
		expect(response.status).toBe(404);
	});

	it('is rejected with a redirect URL that is not https when the workflow is published', async () => {
		const workflow = await create({ options: { redirectUrl: 'http://example.com/' } });
		expect(await errorOnPublish(workflow)).toMatch(/'Redirect URL' must begin with https/);
		for (const path of [workflow.path, `${workflow.path}/start`]) {
			expect((await fetch(environment.n8n.webhookUrl(path))).status).toBe(404);
		}
	});

	it('is rejected for a second workflow with the same path', async () => {
		const { path } = await live();
		const second = await create({ path });
		const taken = hostVersion() === 'older' ? /already taken/ : /conflict/i;
		await expect(environment.n8n.rest.publish(second)).rejects.toThrow(taken);
	});
});
