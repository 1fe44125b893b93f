/* eslint-disable @n8n/community-nodes/no-hardcoded-secrets -- made-up values of a local test server */
import jwt from 'jsonwebtoken';
import { startMarta } from '../../../sandbox';
import type { MartaServer } from '../../../sandbox';
import { call, stopClock } from './support';

const KEY = { 'x-api-key': 'sandbox-api-key-0001', 'Content-Type': 'application/json' };
const OFFICE = {
	username: 'op.office',
	password: 'Office-Prova-1!',
	campaignid: '41873',
	devicetype: '1',
};
const TERMINAL = {
	...OFFICE,
	username: 'op.till',
	password: 'Cassa-Prova-1!',
	serialnumber: '00441873',
};

let marta: MartaServer;
beforeAll(async () => (marta = await startMarta()));
afterAll(async () => await marta.stop());
beforeEach(() => marta.reset({ settings: true }));
afterEach(() => jest.restoreAllMocks());

async function logIn(body: unknown, headers: Record<string, string> = KEY) {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return await call(marta.url, '/auth', { body: text, headers });
}

describe('POST /auth', () => {
	it.each([
		['backoffice', OFFICE],
		['backoffice', { ...OFFICE, username: 'op.net', password: 'Net-Prova-1!', campaignid: '' }],
		['terminal', TERMINAL],
		['terminal-backoffice', { ...TERMINAL, foreignid: 'cassa-3' }],
		['customersynchro', { campaignid: '41873', devicetype: '2' }],
		['customer', { ...OFFICE, username: '+393000000010', password: 'Prova-0001!' }],
		['prize', {}],
		['product', { username: 'a', devicetype: '3' }],
	])('accepts the documented fields of the scope %s (%#)', async (scope, fields) => {
		const { status, json } = await logIn({ ...fields, scope });
		expect(status).toBe(200);
		const claims = jwt.decode(json.token, { complete: true });
		expect(claims?.header.alg).toBe('HS256');
		const { iat, exp } = claims?.payload as { iat: number; exp: number };
		expect(exp - iat).toBe(900);
		expect(claims?.payload).toMatchObject({ scope });
		expect(typeof json.refreshtoken).toBe('string');
		expect('customer' in json).toBe(scope === 'customer');
		expect(marta.counts()).toMatchObject({ logins: 1, loginsByScope: { [scope]: 1 } });
	});

	it.each([
		[
			'a field name with a trailing space',
			{ ...OFFICE, campaignid: undefined, 'campaignid ': '41873' },
			'unknown_field',
			'campaignid ',
		],
		['an unknown field', { ...OFFICE, extra: '1' }, 'unknown_field', 'extra'],
		['a number', { ...OFFICE, devicetype: 1 }, 'wrong_type', 'devicetype'],
		['an unknown device', { ...OFFICE, devicetype: '4' }, 'invalid_devicetype', 'devicetype'],
		[
			'a serial number for backoffice',
			{ ...OFFICE, serialnumber: '1' },
			'surplus_field',
			'serialnumber',
		],
		['no password', { ...OFFICE, password: undefined }, 'missing_field', 'password'],
		['no campaign at all', { ...OFFICE, campaignid: undefined }, 'missing_field', 'campaignid'],
		[
			'an empty campaign without Net access',
			{ ...OFFICE, campaignid: '' },
			'empty_field',
			'campaignid',
		],
		['an unknown campaign', { ...OFFICE, campaignid: '1' }, 'unknown_campaign', 'campaignid'],
		['an unknown scope', { ...OFFICE, scope: 'toString' }, 'unknown_scope', 'scope'],
		[
			'no serial number',
			{ ...TERMINAL, serialnumber: undefined, scope: 'terminal' },
			'missing_field',
			'serialnumber',
		],
		[
			'a numeric serial number',
			{ ...TERMINAL, serialnumber: 441873, scope: 'terminal' },
			'wrong_type',
			'serialnumber',
		],
		[
			'an empty foreignid',
			{ ...TERMINAL, foreignid: '', scope: 'terminal' },
			'empty_field',
			'foreignid',
		],
		['an empty password', { ...OFFICE, password: '' }, 'empty_field', 'password'],
		[
			'an empty campaign for customersynchro',
			{ scope: 'customersynchro', campaignid: '', devicetype: '1' },
			'empty_field',
			'campaignid',
		],
		[
			'an empty campaign for a terminal',
			{ ...TERMINAL, campaignid: '', scope: 'terminal' },
			'empty_field',
			'campaignid',
		],
		[
			'a username for customersynchro',
			{ ...OFFICE, scope: 'customersynchro' },
			'surplus_field',
			'username',
		],
	])('rejects %s', async (_name, body, code, field) => {
		const { status, json } = await logIn({ scope: 'backoffice', ...body });
		expect([status, json.code, json.field]).toEqual([400, code, field]);
		expect(marta.counts()).toMatchObject({ logins: 0, rejectedLogins: { [code]: 1 } });
	});

	it.each([
		[
			'a wrong password',
			{ ...OFFICE, password: 'x', scope: 'backoffice' },
			401,
			'invalid_credentials',
		],
		[
			'another terminal',
			{ ...TERMINAL, serialnumber: '441873', scope: 'terminal' },
			401,
			'unknown_terminal',
		],
		[
			'a scope not granted',
			{ ...OFFICE, serialnumber: '1', scope: 'terminal' },
			403,
			'scope_not_allowed',
		],
		['a wrong customer', { ...OFFICE, scope: 'customer' }, 401, 'invalid_credentials'],
		['malformed JSON', '{"scope":"prize"', 400, 'invalid_json'],
		['an array', [], 400, 'invalid_json'],
	])('rejects %s', async (_name, body, status, code) => {
		const response = await logIn(body);
		expect([response.status, response.json.code]).toEqual([status, code]);
	});

	it('requires the API key and a JSON content type', async () => {
		const body = { scope: 'prize' };
		expect((await logIn(body, { ...KEY, 'x-api-key': 'wrong' })).status).toBe(401);
		expect((await logIn(body, { 'Content-Type': 'application/json' })).status).toBe(401);
		expect((await logIn(body, { ...KEY, 'Content-Type': 'text/plain' })).status).toBe(400);
	});

	it('omits the fields that an incomplete registration lacks', async () => {
		const complete = {
			...OFFICE,
			username: '+393000000010',
			password: 'Prova-0001!',
			scope: 'customer',
		};
		const incomplete = { ...complete, username: '+393000000120', password: 'Prova-0012!' };
		expect((await logIn(complete)).json.customer).toHaveProperty('birthdate');
		const { customer } = (await logIn(incomplete)).json;
		expect(customer).toHaveProperty('firstname');
		expect(customer).not.toHaveProperty('birthdate');
		expect(customer).not.toHaveProperty('password');
	});

	it('responds to the undocumented refreshToken with 501', async () => {
		const path = '/auth/refreshToken';
		expect((await call(marta.url, path, { method: 'POST', headers: KEY })).status).toBe(501);
		expect((await call(marta.url, path, { method: 'POST' })).status).toBe(401);
		expect(marta.counts().refreshCalls).toBe(2);
	});
});

describe('A session', () => {
	const echo = async (token: string, headers = {}) =>
		await call(marta.url, '/sandbox-made-up/echo', {
			headers: { Authorization: `Bearer ${token}`, ...headers },
		});
	const newToken = async () => String((await logIn({ scope: 'prize' })).json.token);

	it('expires at the end of its lifetime', async () => {
		const clock = stopClock();
		marta.settings({ tokenLifetimeMs: 300 });
		const token = await newToken();
		clock.nowMs += 299;
		expect((await echo(token)).status).toBe(200);
		clock.nowMs += 1;
		const response = await echo(token);
		expect([response.status, response.json.code]).toEqual([401, 'token_expired']);
		marta.settings({ expiredStatus: 403 });
		expect((await echo(token)).status).toBe(403);
	});

	it('expires at the exp of its JWT, by the clock of the server', async () => {
		const clock = stopClock();
		clock.nowMs += 789;
		const token = await newToken();
		const { exp } = jwt.decode(token) as { exp: number };
		const untilExpS = exp - clock.nowMs / 1000;
		marta.settings({ clockOffsetS: untilExpS - 0.01 });
		expect((await echo(token)).status).toBe(200);
		marta.settings({ clockOffsetS: untilExpS });
		expect((await echo(token)).status).toBe(401);
	});

	it('works without exp and can be expired', async () => {
		marta.settings({ sendExp: false });
		const token = await newToken();
		expect(jwt.decode(token)).not.toHaveProperty('exp');
		expect((await echo(token)).status).toBe(200);
		marta.expire();
		expect((await echo(token)).json.code).toBe('token_expired');
	});

	it('is rejected if its token is forged or malformed', async () => {
		const token = await newToken();
		const claims = jwt.decode(token) as object;
		expect((await echo(jwt.sign(claims, 'guess'))).json.code).toBe('token_invalid');
		expect((await echo(jwt.sign(claims, '', { algorithm: 'none' }))).json.code).toBe(
			'token_invalid',
		);
		expect((await echo(`${token} `)).status).toBe(200); // trailing spaces are not part of a header value
		expect((await echo(token, { Authorization: token })).json.code).toBe('missing_token');
		marta.reset();
		expect((await echo(token)).json.code).toBe('token_invalid');
	});

	it('ends with a newer login of the same user, if set', async () => {
		const first = await newToken();
		await newToken();
		expect((await echo(first)).status).toBe(200);
		marta.settings({ newestLoginEndsOlder: true });
		const last = await newToken();
		expect((await echo(first)).json.code).toBe('token_ended');
		expect((await echo(last)).status).toBe(200);
	});
});
