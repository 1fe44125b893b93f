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

/** Logs in and returns the path of the consent page. */
async function consentPath(query = ''): Promise<string> {
	const { status, headers } = await submit(`${AUTHORIZE}${query}`, 'id=na001&password=pass-na001');
	expect(status).toBe(303);
	return String(headers.location);
}

describe('The login and consent pages', () => {
	it('show test members, report a failed login and escape what was entered', async () => {
		const page = await call(saison.url, AUTHORIZE);
		expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
		expect(page.text).toContain('Netアンサー');
		expect(page.text).toContain('pass-na001');
		const wrong = await submit(AUTHORIZE, 'id=na001&password=%3Cb%3E');
		expect(wrong.text).toContain('Incorrect member ID or password');
		const hostile = await submit(AUTHORIZE, 'id=%22%3E%3Cscript%3E&password=x');
		expect(hostile.text).not.toContain('<script>');
		expect(saison.counts()).toMatchObject({ logins: 0, failedLogins: 2 });
	});

	it('let members log in to their own service only', async () => {
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
	])('reject %s', async (path, status) => {
		expect((await call(saison.url, path)).status).toBe(status);
	});

	it('redirect to the registered URI with a code and the decoded state', async () => {
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

	it('escape what would break the Location header', async () => {
		const path = await consentPath('&state=a%0D%0AX%3A+1%E3%82%BB%22');
		const { headers } = await submit(path, 'decision=refuse');
		expect(headers.location).toMatch(/error=access_denied&state=a%0D%0AX:%201%E3%82%BB%22$/);
	});

	it('report a denial, and still allow after going back', async () => {
		const path = await consentPath('&state=abc');
		const denied = await submit(path, 'decision=refuse');
		expect(denied.headers.location).toBe(
			`${saison.url}/demo/api/screen_token?error=access_denied&state=abc`,
		);
		expect((await call(saison.url, path)).status).toBe(200);
		const one = await submit(path, 'decision=allow');
		const two = await submit(path, 'decision=allow');
		expect(one.headers.location).not.toBe(two.headers.location);
		const target = String(two.headers.location).slice(saison.url.length);
		expect((await call(saison.url, target)).text).toContain('認可コード');
		expect(saison.counts()).toMatchObject({ consents: 2, denials: 1, codesIssued: 2 });
	});
});

describe('Two-factor authentication', () => {
	const PAGE = '/sandbox-made-up/two-factor?client_id=SANDBOX-PARTNER&state=abc123&member=na001';

	/** Whether the mac in a query matches the rest of it. */
	function hasValidMac(query: string, secret = SECRET): boolean {
		const parts = query.split('&');
		const mac = parts.find((part) => part.startsWith('mac='))?.slice(4) ?? '';
		const base = parts.filter((part) => !part.startsWith('mac=')).join('&');
		const expected = createHmac('sha256', secret).update(base).digest('base64');
		return decodeURIComponent(mac) === expected;
	}

	it('redirects with level 2, then with already_granted', async () => {
		saison.settings({ twoFactorRedirectUri: 'https://example.com/x?a=%31' });
		expect((await call(saison.url, PAGE)).text).toContain('246810');
		expect((await submit(PAGE, 'passcode=1')).text).toContain('Incorrect passcode');
		const { status, headers } = await submit(PAGE, 'passcode=246810');
		const query = String(headers.location).split('?')[1];
		expect(status).toBe(302);
		expect(query).toMatch(/^a=%31&mac=[^&]+&level=2&ts=[0-9]+&state=abc123$/);
		expect([hasValidMac(query), hasValidMac(query, 'other')]).toEqual([true, false]);
		const again = String((await call(saison.url, PAGE)).headers.location).split('?')[1];
		expect(again).toMatch(/error=already_granted&mac=/);
		expect(hasValidMac(again)).toBe(true);
	});

	it.each([
		[PAGE.replace('na001', 'nobody'), '', 'invalid_request'],
		[PAGE.replace('na001', 'atu064'), '', 'insufficient_scope'],
		[PAGE, 'outcome=invalid_method&passcode=', 'invalid_method'],
	])('redirects with a signed error (%#)', async (path, body, error) => {
		const { headers } = body ? await submit(path, body) : await call(saison.url, path);
		const query = String(headers.location).split('?')[1];
		expect(query.startsWith(`error=${error}&mac=`)).toBe(true);
		expect(hasValidMac(query)).toBe(true);
	});

	it('signs a URL without the page', () => {
		saison.settings({ twoFactorMacPosition: 'last', twoFactorMacRaw: true });
		const { url } = saison.twoFactor({ target: 'https://example.com/y', state: 'a&b=c' });
		const query = url.split('?')[1];
		expect(query).toMatch(/^level=2&ts=[0-9]+&state=a&b=c&mac=[0-9A-Za-z+/]{43}=$/);
		expect(hasValidMac(query)).toBe(true);
	});

	it('requires a known client', async () => {
		expect((await call(saison.url, PAGE.replace('SANDBOX-PARTNER', 'x'))).status).toBe(400);
	});
});
