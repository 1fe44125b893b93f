import { createHmac } from 'node:crypto';
import { startSaison } from '../../../sandbox';
import type { SaisonServer } from '../../../sandbox';
import { FORM, SECRET, call } from './support';

let saison: SaisonServer;
beforeAll(async () => (saison = await startSaison()));
afterAll(async () => await saison.stop());
beforeEach(() => saison.reset({ settings: true }));

const AUTHORIZE = '/auth/screen/na/authorize?response_type=code&client_id=SANDBOX-PARTNER';
const submit = async (path: string, body: string) =>
	await call(saison.url, path, { body, headers: FORM });

/** Logs in and gives the address of the consent page. */
async function consentPath(query = ''): Promise<string> {
	const { status, headers } = await submit(`${AUTHORIZE}${query}`, 'id=na001&password=pass-na001');
	expect(status).toBe(303);
	return String(headers.location);
}

describe('login and consent', () => {
	it('shows a login page with hints, and again after a wrong login', async () => {
		const page = await call(saison.url, AUTHORIZE);
		expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
		expect(page.text).toContain('Netアンサー');
		expect(page.text).toContain('pass-na001');
		const wrong = await submit(AUTHORIZE, 'id=na001&password=%3Cb%3E');
		expect(wrong.text).toContain('Wrong id or password');
		const hostile = await submit(AUTHORIZE, 'id=%22%3E%3Cscript%3E&password=x');
		expect(hostile.text).not.toContain('<script>');
		expect(saison.counts()).toMatchObject({ logins: 0, failedLogins: 2 });
	});

	it('does not let a member in through the other service', async () => {
		const path = AUTHORIZE.replace('/na/', '/atu/');
		expect((await submit(path, 'id=na001&password=pass-na001')).status).toBe(200);
		expect((await submit(path, 'id=atu001&password=pass-atu001')).status).toBe(303);
	});

	it.each([
		['/auth/screen/na/authorize?response_type=code&client_id=other', 400],
		['/auth/screen/na/authorize?response_type=token&client_id=SANDBOX-PARTNER', 400],
		['/auth/screen/na/authorize?client_id=SANDBOX-PARTNER', 400],
		[`${AUTHORIZE}&state=a&state=b`, 400],
		[AUTHORIZE.replace('/na/', '/xx/'), 404],
		['/auth/screen/na/consent/unknown', 404],
	])('refuses %s', async (path, status) => {
		expect((await call(saison.url, path)).status).toBe(status);
	});

	it('goes to the registered address with code and raw state', async () => {
		saison.settings({ redirectUri: 'https://example.com/webhook?a=1' });
		const path = await consentPath('&state=x%26param1%3Dy%2Fz%2B1');
		expect((await call(saison.url, path)).text).toContain('朝霧 大輔');
		const { status, headers } = await submit(path, 'decision=allow');
		expect(status).toBe(302);
		const found = /^https:\/\/example\.com\/webhook\?a=1&code=([^&]+)&state=(.*)$/.exec(
			String(headers.location),
		);
		expect(found?.[2]).toBe('x&param1=y/z+1');
		const code = decodeURIComponent(String(found?.[1]));
		const body = new URLSearchParams({
			grant_type: 'authorization_code',
			client_id: 'SANDBOX-PARTNER',
			client_secret: SECRET,
			code,
		}).toString();
		const version = { ...FORM, 'X-API-VERSION': '1' };
		expect((await call(saison.url, '/auth/token', { body, headers: version })).status).toBe(200);
	});

	it('keeps a header a header, whatever the state is', async () => {
		const path = await consentPath('&state=a%0D%0AX%3A+1%E3%82%BB%22');
		const { headers } = await submit(path, 'decision=refuse');
		expect(headers.location).toMatch(/error=access_denied&state=a%0D%0AX:%201%E3%82%BB%22$/);
	});

	it('refuses, and survives the back button', async () => {
		const path = await consentPath('&state=abc');
		const refused = await submit(path, 'decision=refuse');
		expect(refused.headers.location).toBe(
			`${saison.url}/demo/api/screen_token?error=access_denied&state=abc`,
		);
		expect((await call(saison.url, path)).status).toBe(200);
		const one = await submit(path, 'decision=allow');
		const two = await submit(path, 'decision=allow');
		expect(one.headers.location).not.toBe(two.headers.location);
		const target = String(two.headers.location).slice(saison.url.length);
		expect((await call(saison.url, target)).text).toContain('認可コード');
		expect(saison.counts()).toMatchObject({ consents: 2, refusals: 1, codesIssued: 2 });
	});
});

describe('the second factor', () => {
	const PAGE = '/sandbox-made-up/two-factor?client_id=SANDBOX-PARTNER&state=abc123&member=na001';

	/** Splits the mac off a received query and checks it. */
	function macHolds(query: string, secret = SECRET): boolean {
		const parts = query.split('&');
		const mac = parts.find((part) => part.startsWith('mac='))?.slice(4) ?? '';
		const base = parts.filter((part) => !part.startsWith('mac=')).join('&');
		const expected = createHmac('sha256', secret).update(base).digest('base64');
		return decodeURIComponent(mac) === expected;
	}

	it('comes back with level 2, then with already_granted', async () => {
		saison.settings({ twoFactorRedirectUri: 'https://example.com/x?a=%31' });
		expect((await call(saison.url, PAGE)).text).toContain('246810');
		expect((await submit(PAGE, 'passcode=1')).text).toContain('Wrong passcode');
		const { status, headers } = await submit(PAGE, 'passcode=246810');
		const query = String(headers.location).split('?')[1];
		expect(status).toBe(302);
		expect(query).toMatch(/^a=%31&mac=[^&]+&level=2&ts=[0-9]+&state=abc123$/);
		expect([macHolds(query), macHolds(query, 'other')]).toEqual([true, false]);
		const again = String((await call(saison.url, PAGE)).headers.location).split('?')[1];
		expect(again).toMatch(/error=already_granted&mac=/);
		expect(macHolds(again)).toBe(true);
	});

	it.each([
		[PAGE.replace('na001', 'nobody'), '', 'invalid_request'],
		[PAGE.replace('na001', 'atu064'), '', 'insufficient_scope'],
		[PAGE, 'outcome=invalid_method&passcode=', 'invalid_method'],
	])('error variants %#', async (path, body, error) => {
		const { headers } = body ? await submit(path, body) : await call(saison.url, path);
		const query = String(headers.location).split('?')[1];
		expect(query.startsWith(`error=${error}&mac=`)).toBe(true);
		expect(macHolds(query)).toBe(true);
	});

	it('makes a signed address without the page', () => {
		saison.settings({ twoFactorMacPosition: 'last', twoFactorMacRaw: true });
		const { url } = saison.twoFactor({ target: 'https://example.com/y', state: 'a&b=c' });
		const query = url.split('?')[1];
		expect(query).toMatch(/^level=2&ts=[0-9]+&state=a&b=c&mac=[0-9A-Za-z+/]{43}=$/);
		expect(macHolds(query)).toBe(true);
	});

	it('needs a known client', async () => {
		expect((await call(saison.url, PAGE.replace('SANDBOX-PARTNER', 'x'))).status).toBe(400);
	});
});
