import { saisonData, saisonDataAt } from '../../support/credentials';
import {
	flip,
	newState,
	PRIVATE_HEADERS,
	started,
	tokenEndpoint,
	requestWebhook,
	type Stage,
} from './webhook-request';

const MINUTE = 60_000;

beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-01-15T12:34:56.000Z')));
afterEach(() => jest.restoreAllMocks());

describe('The authorization redirect', () => {
	const plain: Stage = { parameters: { sameBrowserOnly: false } };

	it('exchanges the code and starts the workflow with the tokens', async () => {
		const http = tokenEndpoint();
		const { cookie, state } = await started(
			{ http },
			await newState({ memberReference: 'member-0042' }, undefined, undefined, 'ticket'),
		);
		const response = await requestWebhook(
			{ http },
			`?code=c+o/d=e&state=${state}`,
			`other=1; ${cookie}; x=2`,
		);
		expect(response.status).toBe(200);
		expect(response.items).toEqual([
			{
				event: 'authorization',
				memberReference: 'member-0042',
				accessToken: 'member-access',
				refreshToken: 'member-refresh',
				tokenType: 'mac',
				expiresIn: null,
				receivedAt: expect.stringMatching(/^\d{4}-.*Z$/),
			},
		]);
		expect(http.forms()).toEqual([
			expect.objectContaining({ grant_type: 'authorization_code', code: 'c+o/d=e' }),
		]);
	});

	it('shows a page that is never cached, and clears the cookie', async () => {
		const { cookie, state } = await started({}, await newState());
		const { headers, body } = await requestWebhook({}, `?code=c&state=${state}`, cookie);
		expect(headers).toMatchObject({
			...PRIVATE_HEADERS,
			'Content-Type': 'text/plain; charset=utf-8',
		});
		expect(headers['Set-Cookie']).toBe(
			`${cookie.split('=')[0]}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure`,
		);
		expect(body).toMatch(/お手続きが完了しました/);
	});

	it('outputs the code itself if Exchange Code is off', async () => {
		const http = tokenEndpoint();
		const parameters = { sameBrowserOnly: false, exchangeCode: false };
		const response = await requestWebhook(
			{ http, parameters },
			`?code=a%2Bb&state=${await newState()}`,
		);
		expect(response.items).toEqual([
			{ event: 'authorization', memberReference: null, code: 'a+b' },
		]);
		expect(http.calls).toEqual([]);
	});

	it("shows the user's text as plain text, or redirects", async () => {
		const run = async (options: object): ReturnType<typeof requestWebhook> =>
			await requestWebhook(
				{ parameters: { sameBrowserOnly: false, options } },
				`?code=c&state=${await newState()}`,
			);
		expect(await run({ responseText: '<b>ありがとう</b>' })).toMatchObject({
			status: 200,
			headers: { 'Content-Type': 'text/plain; charset=utf-8' },
			body: '<b>ありがとう</b>',
		});
		const response = await run({
			responseText: 'x',
			redirectUrl: 'https://example.com/thanks?a=1',
		});
		expect(response).toMatchObject({
			status: 302,
			headers: { ...PRIVATE_HEADERS, Location: 'https://example.com/thanks?a=1' },
			items: [expect.anything()],
		});
	});

	it('starts the workflow with the error of a member who refused, and accepts it if the member then allows', async () => {
		const options = { redirectUrl: 'https://example.com/thanks' };
		const stage = { parameters: { options } };
		const { cookie, state } = await started(stage, await newState({ memberReference: 'm1' }));
		const refused = await requestWebhook(stage, `?error=access_denied&state=${state}`, cookie);
		expect(refused.items).toEqual([
			{ event: 'authorization', memberReference: 'm1', error: 'access_denied' },
		]);
		expect(refused.status).toBe(200);
		expect(refused.body).toMatch(/完了しませんでした/);
		expect(refused.headers).not.toHaveProperty('Set-Cookie');
		const again = await requestWebhook(stage, `?error=other&state=${state}`, cookie);
		expect(again).toMatchObject({ status: 409, items: undefined });
		expect(await requestWebhook(stage, `?code=c&state=${state}`, cookie)).toMatchObject({
			status: 302,
			items: [expect.objectContaining({ accessToken: 'member-access' })],
		});
		// The cookie is gone by now: a reload still says "already used", not "another browser".
		const reload = await requestWebhook(stage, `?code=c&state=${state}`);
		expect(reload).toMatchObject({ status: 409, items: undefined });
	});

	it.each<[string, () => string | Promise<string>]>([
		['no query', () => ''],
		['no state', () => '?code=c'],
		['a ticket', async () => `?code=c&state=${await newState({}, undefined, undefined, 'ticket')}`],
		['no code', async () => `?state=${await newState()}`],
		['an empty code', async () => `?code=&state=${await newState()}`],
		['two codes', async () => `?code=a&code=b&state=${await newState()}`],
		['two states', async () => `?code=a&state=${await newState()}&state=${await newState()}`],
		['code and error', async () => `?code=a&error=b&state=${await newState()}`],
		['an invalid state', () => '?code=c&state=junk'],
		['a state in upper case', async () => `?code=c&state=${(await newState()).toUpperCase()}`],
		[
			'a state for another client',
			async () => `?code=c&state=${await newState({}, saisonData({ clientId: 'OTHER' }))}`,
		],
		[
			'a state made with another secret',
			async () => `?code=c&state=${await newState({}, saisonData({ clientSecret: 'other' }))}`,
		],
		[
			'a state for another host',
			async () => `?code=c&state=${await newState({}, saisonDataAt('https://gateway.example'))}`,
		],
		[
			'a state for two-factor',
			async () => `?code=c&state=${await newState({ purpose: 'twoFactor' })}`,
		],
		[
			'a state that has just expired',
			async () => `?code=c&state=${await newState({}, undefined, Date.now() - 60 * MINUTE)}`,
		],
		[
			'a state from tomorrow',
			async () => `?code=c&state=${await newState({}, undefined, Date.now() + 10 * MINUTE)}`,
		],
		[
			'an error with a state for another client',
			async () => `?error=access_denied&state=${await newState({}, saisonData({ clientId: 'X' }))}`,
		],
	])('is rejected with %s: no execution, no exchange, nothing reflected', async (_name, query) => {
		const http = tokenEndpoint();
		const asked = await query();
		const response = await requestWebhook({ ...plain, http }, asked);
		expect(response).toMatchObject({ status: 400, items: undefined });
		expect(response.headers).toMatchObject(PRIVATE_HEADERS);
		expect(response.headers).not.toHaveProperty('Set-Cookie');
		expect(http.calls).toEqual([]);
		// The same page for all, so that nobody learns which check failed.
		expect(response.body).toBe((await requestWebhook(plain, '')).body);
		for (const value of asked.split(/[?&=]/).filter((part) => part.length > 8)) {
			expect(response.body + response.log).not.toContain(value);
		}
	});

	it('is rejected with any character of the state changed', async () => {
		const state = await newState({ memberReference: 'member-0042' });
		for (let at = 0; at < state.length; at++) {
			expect(await requestWebhook(plain, `?code=c&state=${flip(state, at)}`)).toMatchObject({
				status: 400,
				items: undefined,
			});
		}
		expect(await requestWebhook(plain, `?code=c&state=${state}`)).toMatchObject({ status: 200 });
	});

	it('respects State Lifetime', async () => {
		const old = async (minutes: number): Promise<string> =>
			await newState({}, undefined, Date.now() - minutes * MINUTE);
		const short = { parameters: { sameBrowserOnly: false, stateLifetime: 5 } };
		expect(await requestWebhook(short, `?code=c&state=${await old(4)}`)).toMatchObject({
			status: 200,
		});
		expect(await requestWebhook(short, `?code=c&state=${await old(5)}`)).toMatchObject({
			status: 400,
		});
		const long = { parameters: { sameBrowserOnly: false, stateLifetime: 120 } };
		expect(await requestWebhook(long, `?code=c&state=${await old(119)}`)).toMatchObject({
			status: 200,
		});
	});

	it('is rejected in another browser, and still accepted in the right one', async () => {
		const { cookie, state } = await started({}, await newState());
		const { cookie: other } = await started({}, await newState());
		for (const cookies of ['', other, `${cookie}0`, cookie.slice(0, -1), `x${cookie}`]) {
			expect(await requestWebhook({}, `?code=c&state=${state}`, cookies)).toMatchObject({
				status: 403,
				items: undefined,
			});
		}
		const both = `${other}; ${cookie}`;
		expect(await requestWebhook({}, `?code=c&state=${state}`, both)).toMatchObject({ status: 200 });
	});

	it('is rejected a second time, also at the start URL', async () => {
		const state = await newState();
		const http = tokenEndpoint();
		const stage = { ...plain, http };
		expect(await requestWebhook(stage, `?code=c&state=${state}`)).toMatchObject({ status: 200 });
		expect(await requestWebhook(stage, `?code=c&state=${state}`)).toMatchObject({
			status: 409,
			items: undefined,
		});
		expect(await requestWebhook(stage, `?code=d&state=${state}`)).toMatchObject({ status: 409 });
		expect(await requestWebhook(stage, `?error=x&state=${state}`)).toMatchObject({ status: 409 });
		expect(await requestWebhook(stage, `/start?state=${state}`)).toMatchObject({ status: 409 });
		expect(http.calls).toHaveLength(1);
	});

	it('exchanges the code once when the member clicks twice', async () => {
		const http = tokenEndpoint();
		const path = `?code=c&state=${await newState()}`;
		const responses = await Promise.all(
			[1, 2, 3].map(async () => await requestWebhook({ ...plain, http }, path)),
		);
		// The first one has not ended yet, so the others are asked to reload.
		expect(responses.map(({ status }) => status)).toEqual([200, 502, 502]);
		expect(responses.map(({ items }) => items?.length)).toEqual([1, undefined, undefined]);
		expect(http.calls).toHaveLength(1);
	});
});
