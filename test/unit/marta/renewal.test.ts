import type { IDataObject } from 'n8n-workflow';
import { MartaApi } from '../../../credentials/MartaApi.credentials';
import { CredentialHookError } from '../../../lib/core/errors/unwrap';
import type { CredentialData } from '../../../lib/core/operation/service-definition';
import { authenticateMarta } from '../../../lib/marta/authenticate';
import { boundSessionToken, loginKey, readMartaCredential } from '../../../lib/marta/credential';
import { martaTokenCache } from '../../../lib/marta/renewal';
import { BAD_BODIES } from '../support/responses';
import { jwt, martaData } from '../support/credentials';
import { serviceErrorOf, rejectionOf } from '../support/errors';
import { fakeHttp, type FakeHttp } from '../support/http';

let till = 0;

/** Calls the hook as n8n does. */
async function renewMartaSession(
	httpRequest: FakeHttp['request'],
	data: CredentialData,
): Promise<IDataObject> {
	return await new MartaApi().preAuthentication.call({ helpers: { httpRequest } }, data);
}

beforeAll(() => jest.useFakeTimers({ now: 1_700_000_000_000 }));
beforeEach(() => {
	till++;
});
afterAll(() => jest.useRealTimers());

/** Sessions are remembered by the process, so every test has a user of its own. */
function ownUser(changes: Record<string, unknown> = {}): CredentialData {
	return martaData({ username: `till-${till}`, ...changes });
}

/** A service whose sessions last `seconds`, each with a token of its own. */
const service = (seconds = 900): FakeHttp =>
	fakeHttp((call) => ({
		body: {
			token: jwt({ exp: Math.floor(Date.now() / 1000) + seconds, call, till }),
			refreshtoken: 'r',
		},
	}));

describe('A login', () => {
	it('returns the fields to store, bound to what it was made with', async () => {
		const http = service();
		const data = ownUser();
		const result = await renewMartaSession(http.request, data);
		expect(http.calls).toHaveLength(1);
		expect(http.calls[0]).toMatchObject({
			method: 'POST',
			url: 'https://martaapidemo.keyx.it/auth',
		});
		expect(Object.keys(result).sort()).toEqual(['boundTo', 'sessionExpiresAt', 'sessionToken']);
		expect(result.sessionExpiresAt).toBe(new Date(Date.now() + 900_000).toISOString());
		const stored = { ...data, ...result } as CredentialData;
		expect(boundSessionToken(readMartaCredential(stored), stored)).toBe(result.sessionToken);
	});

	it('is made once for fifty callers at once', async () => {
		const http = service();
		const results = await Promise.all(
			Array.from({ length: 50 }, () => renewMartaSession(http.request, ownUser())),
		);
		expect(http.calls).toHaveLength(1);
		expect(new Set(results.map(({ sessionToken }) => sessionToken)).size).toBe(1);
	});

	it('is shared for 30 s with callers that have another token', async () => {
		const http = service();
		const first = await renewMartaSession(http.request, ownUser());
		jest.advanceTimersByTime(29_000);
		expect(await renewMartaSession(http.request, ownUser({ sessionToken: 'old' }))).toEqual(first);
		jest.advanceTimersByTime(2_000);
		await renewMartaSession(http.request, ownUser());
		expect(http.calls).toHaveLength(2);
	});

	it('is made again for a caller that has its token, and after its token was rejected', async () => {
		const http = service();
		const { sessionToken } = await renewMartaSession(http.request, ownUser());
		const second = await renewMartaSession(http.request, ownUser({ sessionToken }));
		expect(second.sessionToken).not.toBe(sessionToken);
		martaTokenCache.forgetToken(String(second.sessionToken));
		await renewMartaSession(http.request, ownUser());
		expect(http.calls).toHaveLength(3);
	});

	it('is remembered without the data of the customer that came with it', async () => {
		const token = jwt({ till });
		const http = fakeHttp([{ body: { token, refreshtoken: 'r', customer: { name: 'A' } } }]);
		const data = ownUser({ scope: 'customer' });
		await renewMartaSession(http.request, data);
		const key = loginKey(readMartaCredential(data));
		const remembered = await martaTokenCache.share(key, '', () => Promise.reject(new Error()));
		expect(remembered).toEqual({ token, expiresAt: Date.now() + 900_000 });
	});

	it('is made again after its session has expired', async () => {
		const http = service(5);
		await renewMartaSession(http.request, ownUser());
		jest.advanceTimersByTime(6_000);
		await renewMartaSession(http.request, ownUser());
		expect(http.calls).toHaveLength(2);
	});

	it.each<[string, CredentialData]>([
		['host', { environment: 'custom', baseUrl: 'https://marta.example.com' }],
		['api key', { apiKey: 'other' }],
		['user', { username: 'other' }],
		['password', { password: 'guessed' }],
		['scope', { scope: 'terminal-backoffice' }],
		['campaign', { campaignId: '1' }],
		['serial number', { serialNumber: '1' }],
		['device type', { deviceType: '3' }],
		['foreign ID', { foreignId: 'f' }],
	])('is not shared with a credential that has another %s', async (_name, change) => {
		const http = service();
		const mine = await renewMartaSession(http.request, ownUser());
		const other = await renewMartaSession(http.request, ownUser(change));
		expect(http.calls).toHaveLength(2);
		expect(other.sessionToken).not.toBe(mine.sessionToken);
	});

	it('fails for all callers that wait, and is made again for the next', async () => {
		const http = fakeHttp((call) => (call === 0 ? { status: 401 } : { body: { token: 'jwt' } }));
		const results = await Promise.allSettled(
			Array.from({ length: 10 }, () => renewMartaSession(http.request, ownUser())),
		);
		expect(results.every(({ status }) => status === 'rejected')).toBe(true);
		expect(http.calls).toHaveLength(1);
		expect((await renewMartaSession(http.request, ownUser())).sessionToken).toBe('jwt');
	});

	it('is not made if authenticate failed for a reason that no session helps with', async () => {
		const http = service();
		const data = ownUser();
		serviceErrorOf(() => authenticateMarta(data, { url: 'https://evil.example.com/' }));
		expect(await renewMartaSession(http.request, data)).toEqual({});
		expect(http.calls).toHaveLength(0);
	});

	it.each([
		['Username', { username: '' }],
		['API Key', { apiKey: '' }],
		['Campaign ID', { campaignId: '' }],
		['Base URL', { environment: 'custom', baseUrl: 'ftp://x' }],
	])('is not made while %s is wrong, and the error names the field', async (field, change) => {
		const http = service();
		const { error, serviceError } = await rejectionOf(
			renewMartaSession(http.request, ownUser(change)),
		);
		expect(serviceError.reason).toBe('invalid_input');
		expect(error.message).toContain(`'${field}'`);
		expect(http.calls).toHaveLength(0);
	});

	it.each(BAD_BODIES)(
		'fails with a clear error when the response is $name',
		async ({ body, says }) => {
			const http = fakeHttp([{ body }]);
			const { error, serviceError } = await rejectionOf(renewMartaSession(http.request, ownUser()));
			expect(error).toBeInstanceOf(CredentialHookError);
			expect(error.message).toMatch(says);
			expect(serviceError.mayHaveBeenProcessed).toBe(false);
		},
	);

	it('describes a dropped connection in plain words', async () => {
		const http = fakeHttp([Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })]);
		const { serviceError } = await rejectionOf(renewMartaSession(http.request, ownUser()));
		expect(serviceError).toMatchObject({
			reason: 'network',
			recovery: 'retry',
			mayHaveBeenProcessed: false,
		});
	});

	it('ignores an expiry that is not a date', async () => {
		const http = fakeHttp([{ body: { token: jwt({ exp: 1e16 }) } }]);
		const { sessionExpiresAt } = await renewMartaSession(http.request, ownUser());
		expect(sessionExpiresAt).toBe(new Date(Date.now() + 900_000).toISOString());
	});

	it.each([200, 302, 400, 401, 403, 404, 429, 500])(
		'fails without showing a secret, even if a response with HTTP %i repeats them',
		async (status) => {
			const data = ownUser({ apiKey: 's3cr3t-key', password: 's3cr3t-password' });
			const echo = 's3cr3t-key s3cr3t-password';
			const body = { message: echo, error: echo, detail: echo, code: echo, token: `${echo} ` };
			const { error } = await rejectionOf(
				renewMartaSession(fakeHttp([{ status, body }]).request, data),
			);
			expect(error.message + String(error.stack)).not.toContain('s3cr3t');
		},
	);
});
