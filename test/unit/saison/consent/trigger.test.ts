import { CLIENT_SECRET, saisonData } from '../../support/credentials';
import { fakeHttp } from '../../support/http';
import {
	activate,
	newState,
	PRIVATE_HEADERS,
	started,
	requestWebhook,
	type Stage,
} from './webhook-request';

describe('A failed exchange', () => {
	const good = { body: { access_token: 'A', token_type: 'mac' } };
	const code = 'secret-code-0001';
	const dropped = Object.assign(new Error(`socket hang up ${code}`), { code: 'ECONNRESET' });

	it.each<[string, Parameters<typeof fakeHttp>[0], number]>([
		['a dropped connection', [dropped, good], 502],
		['an overload', [{ status: 503, body: {} }, good], 502],
		['a rate limit', [{ status: 429, body: {} }, good], 502],
		['a web page', [{ body: '<html></html>' }, good], 502],
		['a rejected client', [{ status: 401, body: { error: 'invalid_client' } }, good], 502],
		[
			'secrets quoted in the response',
			[{ body: { access_token: 'A', token_type: `${code} ${CLIENT_SECRET}` } }, good],
			502,
		],
		['a used code', [{ status: 400, body: { error: 'invalid_grant' } }, good], 410],
		[
			'an unexpected exception',
			() => {
				throw new TypeError(`cannot read ${code} ${CLIENT_SECRET}`);
			},
			502,
		],
	])(
		'with %s shows a page, logs no secret and leaves the state usable',
		async (_name, replies, status) => {
			const http = fakeHttp(replies);
			const { cookie, state } = await started(
				{ http },
				await newState({ memberReference: 'member-0042' }),
			);
			const path = `?code=${code}&state=${state}`;
			const response = await requestWebhook({ http }, path, cookie);
			expect(response).toMatchObject({ status, items: undefined });
			expect(response.headers).not.toHaveProperty('Set-Cookie');
			expect(response.log).not.toBe('');
			for (const secret of [code, CLIENT_SECRET, state, 'member-0042']) {
				expect(response.body + response.log).not.toContain(secret);
			}
			const next = await requestWebhook({ http: fakeHttp([good]) }, path, cookie);
			expect(next).toMatchObject({ status: 200, items: [{ accessToken: 'A' }] });
		},
	);
});

describe('Ten failed exchanges', () => {
	it('end the link: a page of its own at both URLs, and the service is left alone', async () => {
		const ticket = await newState(
			{ memberReference: 'member-0042' },
			undefined,
			undefined,
			'ticket',
		);
		const { cookie, state } = await started({}, ticket);
		const http = fakeHttp([{ status: 400, body: { error: 'invalid_grant' } }]);
		const redirect = `?code=c&state=${state}`;
		for (let count = 0; count < 10; count++) {
			expect(await requestWebhook({ http }, `/start?state=${ticket}`)).toMatchObject({
				status: 200,
			});
			expect(await requestWebhook({ http }, redirect, cookie)).toMatchObject({ status: 410 });
		}
		for (const path of [`/start?state=${ticket}`, redirect]) {
			const response = await requestWebhook({ http }, path, cookie);
			expect(response).toMatchObject({ status: 429, items: undefined });
			expect(response.body).toMatch(/ご利用いただけなくなりました[^]*can no longer be used/);
			expect(response.headers).not.toHaveProperty('Location');
			expect(response.headers).not.toHaveProperty('Set-Cookie');
			expect(response.log).toContain('the state failed too often');
		}
		expect(http.calls).toHaveLength(10);
	});
});

describe('An internal error', () => {
	const fails = (): never => {
		throw Object.assign(new Error(`secret ${CLIENT_SECRET}`), { name: 'SomeError' });
	};

	it.each<[string, Stage]>([
		['the credential cannot be read', { n8n: { getCredentials: fails } }],
		['the credential is not filled in', { data: saisonData({ clientSecret: '' }) }],
		['a parameter cannot be read', { n8n: { getNodeParameter: fails } }],
		[
			'the redirect URL was changed',
			{ parameters: { options: { redirectUrl: 'http://example.com' } } },
		],
		['n8n has no webhook name', { n8n: { getWebhookName: fails } }],
		['there is no request', { n8n: { getRequestObject: fails } }],
	])('is a plain 500 page and throws nothing when %s', async (_name, stage) => {
		for (const path of [`/start?state=${await newState()}`, `?code=c&state=${await newState()}`]) {
			const response = await requestWebhook(stage, path);
			expect(response).toMatchObject({ status: 500, items: undefined });
			expect(response.headers).toMatchObject({
				...PRIVATE_HEADERS,
				'Content-Type': 'text/plain; charset=utf-8',
			});
			expect(response.log).toMatch(/could not handle a request/);
			expect(response.body + response.log).not.toContain(CLIENT_SECRET);
		}
	});

	it('names the field in the log if the user can correct it', async () => {
		const { log } = await requestWebhook({ data: saisonData({ clientId: '' }) }, '?code=c');
		expect(log).toMatch(/'Client ID' is empty/);
	});

	it('does not keep the workflow from starting when the browser is gone', async () => {
		const n8n = { getResponseObject: fails };
		const parameters = { sameBrowserOnly: false };
		const response = await requestWebhook({ n8n, parameters }, `?code=c&state=${await newState()}`);
		expect(response.items).toHaveLength(1);
	});
});

describe('Activation', () => {
	const path = 'saison-connect';

	it('accepts valid settings', async () => {
		expect(await activate({ path })).toBe(true);
		const options = { redirectUrl: 'https://example.com/' };
		expect(await activate({ path, options, stateLifetime: 1 })).toBe(true);
	});

	it.each([
		[{ path: 'a/start' }, /^'Path' must not end in \/start/],
		[{ path: ':id' }, /^'Path' cannot be part/],
		[
			{ path, options: { redirectUrl: 'http://example.com' } },
			/^'Redirect URL' must begin with https.*Plain HTTP is accepted/,
		],
		[{ path, stateLifetime: 0 }, /^'State Lifetime' must be between 1 and 10080 minutes/],
	])('rejects %j', async (parameters, message) => {
		await expect(activate(parameters)).rejects.toThrow(message);
	});
});
