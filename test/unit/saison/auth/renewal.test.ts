import { sleep, type IDataObject } from 'n8n-workflow';
import { SaisonConnectApi } from '../../../../credentials/SaisonConnectApi.credentials';
import { CredentialHookError } from '../../../../lib/core/errors/unwrap';
import type { CredentialData } from '../../../../lib/core/operation/service-definition';
import { authenticateSaison } from '../../../../lib/saison/auth/authenticate';
import { boundAccessToken, readSaisonCredential } from '../../../../lib/saison/auth/credential';
import { redeemOnce, saisonTokenCache } from '../../../../lib/saison/auth/renewal';
import type { Grant } from '../../../../lib/saison/auth/grant';
import type { SaisonTokens } from '../../../../lib/saison/auth/tokens';
import { CLIENT_SECRET, saisonData, withSaisonTokens } from '../../support/credentials';
import { BAD_BODIES } from '../../support/responses';
import { serviceErrorOf, rejectionOf } from '../../support/errors';
import { fakeHttp, type FakeHttp, type Reply } from '../../support/http';

const MINUTE = 60_000;

let client = 0;

/** Tokens are remembered by the process, so every test has a client of its own. */
function ownClient(changes: Record<string, unknown> = {}): CredentialData {
	return saisonData({ clientId: `CLIENT-${client}`, ...changes });
}

/** Calls the hook as n8n does. */
async function renewSaisonTokens(
	httpRequest: FakeHttp['request'],
	data: CredentialData,
): Promise<IDataObject> {
	return await new SaisonConnectApi().preAuthentication.call({ helpers: { httpRequest } }, data);
}

beforeAll(() => jest.useFakeTimers({ now: 1_700_000_000_000 }));
beforeEach(() => {
	client++;
});
afterAll(() => jest.useRealTimers());

/** A service that returns new tokens for each request: a1/r1, then a2/r2. */
const rotating = (): FakeHttp =>
	fakeHttp((call) => ({
		body: {
			access_token: `a${call + 1}-${client}`,
			refresh_token: `r${call + 1}-${client}`,
			token_type: 'mac',
		},
	}));

/** What n8n keeps: the credential with what the hook returned, with which it then sends the request. */
async function renewed(http: FakeHttp, data: CredentialData): Promise<CredentialData> {
	const result = await renewSaisonTokens(http.request, data);
	const stored = { ...data, ...(result as CredentialData) };
	authenticateSaison(stored, { url: 'https://apit.saisoncard.co.jp/any' });
	return stored;
}

const invalidGrant: Reply = { status: 400, body: { error: 'invalid_grant' } };

describe('A pasted code', () => {
	it('is exchanged once and cleared, its tokens bound to host and client', async () => {
		const http = rotating();
		const data = ownClient({ authorizationCode: 'https://x.example/cb?code=c%2B1&state=s' });
		const result = await renewSaisonTokens(http.request, data);
		expect(http.forms()).toEqual([
			{
				grant_type: 'authorization_code',
				client_id: data.clientId,
				client_secret: CLIENT_SECRET,
				code: 'c+1',
			},
		]);
		expect(result).toEqual({
			accessToken: `a1-${client}`,
			refreshToken: `r1-${client}`,
			authorizationCode: '',
			boundTo: expect.any(String) as string,
		});
		const stored = { ...data, ...result } as CredentialData;
		expect(boundAccessToken(readSaisonCredential(stored), stored)).toBe(`a1-${client}`);
	});

	it('is exchanged once for fifty callers at once', async () => {
		const http = rotating();
		const data = ownClient({ authorizationCode: 'code' });
		const results = await Promise.all(
			Array.from({ length: 50 }, () => renewSaisonTokens(http.request, { ...data })),
		);
		expect(http.calls).toHaveLength(1);
		expect(new Set(results.map(({ accessToken }) => accessToken)).size).toBe(1);
	});

	it('returns its tokens without a request when it is saved again within the hour', async () => {
		const http = rotating();
		const form = ownClient({ authorizationCode: 'code' });
		const first = await renewSaisonTokens(http.request, form);
		jest.advanceTimersByTime(59 * MINUTE);
		expect(await renewSaisonTokens(http.request, { ...form })).toEqual(first);
		expect(http.calls).toHaveLength(1);
	});

	it('returns the newest tokens when it is saved again after refreshes', async () => {
		const http = rotating();
		const form = ownClient({ authorizationCode: 'code' });
		let stored = await renewed(http, form);
		for (let refresh = 0; refresh < 2; refresh++) {
			jest.advanceTimersByTime(10 * MINUTE);
			stored = await renewed(http, { ...stored, accessToken: '' });
		}
		expect(stored.accessToken).toBe(`a3-${client}`);
		expect(await renewed(http, form)).toMatchObject({
			accessToken: `a3-${client}`,
			refreshToken: `r3-${client}`,
			authorizationCode: '',
		});
		expect(http.calls).toHaveLength(3);
	});

	it('is remembered for one hour only, however often its tokens were refreshed', async () => {
		const http = rotating();
		const form = ownClient({ authorizationCode: 'code' });
		const first = await renewed(http, form);
		jest.advanceTimersByTime(50 * MINUTE);
		await renewed(http, { ...first, accessToken: '' });
		jest.advanceTimersByTime(10 * MINUTE);
		await renewed(http, form);
		expect(http.forms().map((sent) => sent.grant_type)).toEqual([
			'authorization_code',
			'refresh_token',
			'authorization_code',
		]);
	});

	it('causes a clear error when it is saved again after the hour', async () => {
		const http = fakeHttp([{ body: { access_token: 'a', refresh_token: 'r' } }, invalidGrant]);
		const form = ownClient({ authorizationCode: 's3cr3t-code' });
		await renewed(http, form);
		jest.advanceTimersByTime(61 * MINUTE);
		const { error, serviceError } = await rejectionOf(renewSaisonTokens(http.request, form));
		expect(serviceError.reason).toBe('consent_needed');
		expect(error.message).toContain('it was already used');
		expect(error.message).toContain('paste the new code');
		expect(error.message).not.toContain('s3cr3t');
	});

	it('is forgotten after a hundred others, the oldest first', async () => {
		const http = rotating();
		const forms = Array.from({ length: 101 }, (_, index) =>
			ownClient({ authorizationCode: `code-${index}` }),
		);
		for (const form of forms) await renewed(http, form);
		for (const form of [forms[1], forms[100]]) await renewed(http, form);
		expect(http.calls).toHaveLength(101);
		await renewSaisonTokens(http.request, forms[0]);
		expect(http.calls).toHaveLength(102);
	});

	it('keeps its tokens when another client refreshes an equal token', async () => {
		const http = fakeHttp((call) => ({
			body: { access_token: `a${call + 1}-${client}`, refresh_token: `same-${client}` },
		}));
		const form = ownClient({ authorizationCode: 'code' });
		await renewSaisonTokens(http.request, form);
		const others = ownClient({ clientId: `OTHER-${client}`, refreshToken: `same-${client}` });
		expect((await renewSaisonTokens(http.request, others)).accessToken).toBe(`a2-${client}`);
		expect((await renewSaisonTokens(http.request, form)).accessToken).toBe(`a1-${client}`);
	});

	it('is not shared with another secret, client, host, path or version', async () => {
		const http = rotating();
		const form = ownClient({ authorizationCode: 'code' });
		await renewSaisonTokens(http.request, form);
		const changes: CredentialData[] = [
			{ clientSecret: 'guessed' },
			{ clientId: `OTHER-${client}` },
			{ environment: 'production' },
			{ tokenUrlPath: '/na/token' },
			{ apiVersion: '2' },
			{ authorizationCode: 'other' },
		];
		for (const change of changes) {
			await renewSaisonTokens(http.request, { ...form, ...change });
		}
		expect(http.calls).toHaveLength(7);
	});

	it('is used instead of stored tokens', async () => {
		const http = rotating();
		const data = withSaisonTokens(ownClient(), 'old', 'old-refresh');
		await renewSaisonTokens(http.request, { ...data, authorizationCode: 'code' });
		expect(http.forms()[0]).toMatchObject({ grant_type: 'authorization_code', code: 'code' });
	});

	it('causes no request but an error that names the field if it cannot be read', async () => {
		const http = rotating();
		const data = ownClient({ authorizationCode: 'https://x.example/cb?error=access_denied' });
		const { serviceError } = await rejectionOf(renewSaisonTokens(http.request, data));
		expect(serviceError.reason).toBe('invalid_input');
		expect(serviceError.message).toContain("'Authorization Code'");
		expect(http.calls).toHaveLength(0);
	});

	it('is exchanged again by the next caller after an error', async () => {
		const http = fakeHttp([{ status: 503 }, { body: { access_token: 'a' } }]);
		const data = ownClient({ authorizationCode: 'code' });
		await rejectionOf(renewSaisonTokens(http.request, data));
		expect((await renewSaisonTokens(http.request, data)).accessToken).toBe('a');
	});
});

describe('A refresh token', () => {
	const stored = () => withSaisonTokens(ownClient(), '', `r0-${client}`);

	it('is exchanged for new tokens, of which the new refresh token is kept', async () => {
		const http = rotating();
		expect(await renewed(http, stored())).toMatchObject({
			accessToken: `a1-${client}`,
			refreshToken: `r1-${client}`,
		});
		expect(http.forms()).toEqual([
			{
				grant_type: 'refresh_token',
				client_id: `CLIENT-${client}`,
				client_secret: CLIENT_SECRET,
				refresh_token: `r0-${client}`,
			},
		]);
	});

	it('is kept if the service returns no new one, and can be used again', async () => {
		const http = fakeHttp((call) => ({ body: { access_token: `a${call + 1}` } }));
		let data = await renewed(http, stored());
		expect(data).toMatchObject({ accessToken: 'a1', refreshToken: `r0-${client}` });
		jest.advanceTimersByTime(31_000);
		data = await renewed(http, { ...data, accessToken: '' });
		expect(data).toMatchObject({ accessToken: 'a2', refreshToken: `r0-${client}` });
		expect(boundAccessToken(readSaisonCredential(data), data)).toBe('a2');
	});

	it('is used once for fifty callers at once', async () => {
		const http = rotating();
		const data = stored();
		await Promise.all(
			Array.from({ length: 50 }, () => renewSaisonTokens(http.request, { ...data })),
		);
		expect(http.calls).toHaveLength(1);
	});

	it('returns the same tokens to later callers for 30 s', async () => {
		const http = rotating();
		const data = stored();
		const first = await renewSaisonTokens(http.request, data);
		jest.advanceTimersByTime(29_000);
		expect(await renewSaisonTokens(http.request, data)).toEqual(first);
		expect(http.calls).toHaveLength(1);
	});

	it('is never used twice in the process: later callers are asked to reload the credential', async () => {
		const http = rotating();
		const data = stored();
		await renewed(http, data);
		for (const wait of [31_000, 61 * MINUTE]) {
			jest.advanceTimersByTime(wait);
			const { serviceError } = await rejectionOf(renewSaisonTokens(http.request, data));
			expect(serviceError).toMatchObject({
				reason: 'consent_needed',
				recovery: 'reloadCredential',
			});
		}
		expect(http.calls).toHaveLength(1);
	});

	it('is never used twice, even if its new access token was rejected at once', async () => {
		const http = rotating();
		const data = stored();
		await renewed(http, data);
		saisonTokenCache.forgetToken(`a1-${client}`);
		const { serviceError } = await rejectionOf(renewSaisonTokens(http.request, data));
		expect(serviceError.recovery).toBe('reloadCredential');
		expect(http.calls).toHaveLength(1);
	});

	it('returns its newest tokens again if n8n has not stored them, without a request', async () => {
		const http = rotating();
		const data = stored();
		const first = await renewSaisonTokens(http.request, data);
		jest.advanceTimersByTime(31_000);
		expect(await renewSaisonTokens(http.request, data)).toMatchObject({
			accessToken: first.accessToken,
		});
		const second = await renewSaisonTokens(http.request, {
			...data,
			...(first as CredentialData),
		});
		jest.advanceTimersByTime(23 * 60 * MINUTE);
		const { accessToken, refreshToken } = await renewSaisonTokens(http.request, data);
		expect([accessToken, refreshToken]).toEqual([second.accessToken, second.refreshToken]);
		expect(http.calls).toHaveLength(2);
	});

	it('is used again after its access token was rejected if the service does not rotate it', async () => {
		const http = fakeHttp((call) => ({ body: { access_token: `a${call + 1}-${client}` } }));
		const data = stored();
		await renewSaisonTokens(http.request, data);
		saisonTokenCache.forgetToken(`a1-${client}`);
		expect((await renewSaisonTokens(http.request, data)).accessToken).toBe(`a2-${client}`);
	});

	it('may come back with the form for an hour if a user pasted it', async () => {
		const http = rotating();
		const form = ownClient({ refreshToken: `pasted-${client}` });
		const first = await renewed(http, form);
		jest.advanceTimersByTime(10 * MINUTE);
		const second = await renewed(http, { ...first, accessToken: '' });
		jest.advanceTimersByTime(10 * MINUTE);
		expect(await renewed(http, form)).toMatchObject({ accessToken: second.accessToken });
		expect(http.calls).toHaveLength(2);
	});

	it('is used instead of the stored one if a user pasted it over that', async () => {
		const http = rotating();
		const data = { ...stored(), refreshToken: `pasted-${client}` };
		await renewSaisonTokens(http.request, data);
		expect(http.forms()[0].refresh_token).toBe(`pasted-${client}`);
	});

	it.each<[string, CredentialData]>([
		['host', { environment: 'production' }],
		['client', { clientId: 'ANOTHER' }],
	])('is not sent to another %s than it was stored for', async (_name, change) => {
		const http = rotating();
		const data = { ...stored(), ...change };
		expect(await renewSaisonTokens(http.request, data)).toEqual({});
		expect(http.calls).toHaveLength(0);
	});

	it('causes a reload of the credential if the service rejects it', async () => {
		const http = fakeHttp([invalidGrant]);
		const { serviceError } = await rejectionOf(renewSaisonTokens(http.request, stored()));
		expect(serviceError).toMatchObject({ reason: 'consent_needed', recovery: 'reloadCredential' });
	});
});

describe("A member's own grant", () => {
	const START = 1_700_000_000_000;
	const credential = (changes: Record<string, unknown> = {}) =>
		readSaisonCredential(ownClient(changes));
	const grant = (): Grant => ({ refreshToken: `r0-${client}` });
	let asked = 0;

	/** A service that rotates; every call takes a second. */
	const ask = async (): Promise<SaisonTokens> => {
		const mine = ++asked;
		await sleep(1_000);
		return {
			accessToken: `a${mine}-${client}`,
			refreshToken: `r${mine}-${client}`,
			tokenType: 'mac',
			expiresIn: 60,
		};
	};
	const settled = async <T>(work: Promise<T>): Promise<T> => {
		// Whether it fails is the test's matter, once the clock has moved.
		work.catch(() => undefined);
		await jest.advanceTimersByTimeAsync(1_000);
		return await work;
	};

	beforeEach(() => {
		asked = 0;
		jest.setSystemTime(START);
	});

	it('is redeemed once for fifty callers at once, which get the same tokens and the same time', async () => {
		const results = await settled(
			Promise.all(Array.from({ length: 50 }, () => redeemOnce(credential(), grant(), '', ask))),
		);
		expect(asked).toBe(1);
		expect(new Set(results.map((tokens) => JSON.stringify(tokens))).size).toBe(1);
		expect(results[0].receivedAt).toBe(START + 1_000);
	});

	it('returns the same tokens and time for 30 s if it is a refresh token', async () => {
		const first = await settled(redeemOnce(credential(), grant(), '', ask));
		jest.advanceTimersByTime(29_999);
		expect(await redeemOnce(credential(), grant(), '', ask)).toEqual(first);
		expect(asked).toBe(1);
	});

	it('is shared only while the request is open if it is a code', async () => {
		const own = { code: `c-${client}` };
		const both = [1, 2].map(() => redeemOnce(credential(), own, '', ask));
		const [first, second] = await settled(Promise.all(both));
		expect([asked, second]).toEqual([1, first]);
		const later = await settled(redeemOnce(credential(), own, '', ask));
		expect([asked, later.accessToken]).toEqual([2, `a2-${client}`]);
	});

	it('is never sent again if it is a refresh token that was replaced', async () => {
		await settled(redeemOnce(credential(), grant(), '', ask));
		for (const wait of [30_000, 23 * 60 * MINUTE]) {
			jest.advanceTimersByTime(wait);
			const { serviceError } = await rejectionOf(redeemOnce(credential(), grant(), '', ask));
			expect(serviceError.reason).toBe('consent_needed');
		}
		expect(asked).toBe(1);
	});

	it('is remembered as replaced until ten thousand others were', async () => {
		const atOnce = async (): Promise<SaisonTokens> =>
			await Promise.resolve({
				accessToken: 'a',
				refreshToken: 'next',
				tokenType: 'mac',
				expiresIn: null,
			});
		const redeem = async (index: number): Promise<unknown> =>
			await redeemOnce(credential(), { refreshToken: `r-${index}-${client}` }, '', atOnce);
		for (let index = 0; index <= 10_000; index++) await redeem(index);
		jest.advanceTimersByTime(30_000);
		await redeem(0);
		for (const index of [2, 10_000]) {
			expect((await rejectionOf(redeem(index))).serviceError.reason).toBe('consent_needed');
		}
	});

	it('is sent again after 30 s if it is a refresh token that was not replaced', async () => {
		const stays = async () => ({ ...(await ask()), refreshToken: `r0-${client}` });
		await settled(redeemOnce(credential(), grant(), '', stays));
		jest.advanceTimersByTime(30_000);
		const again = await settled(redeemOnce(credential(), grant(), '', stays));
		expect([asked, again.accessToken]).toEqual([2, `a2-${client}`]);
	});

	it('fails for all callers that wait, and is sent again by the next', async () => {
		const failing = async (): Promise<SaisonTokens> => {
			await ask();
			throw new Error('rejected');
		};
		const all = Promise.allSettled(
			[1, 2, 3].map(() => redeemOnce(credential(), grant(), '', failing)),
		);
		expect((await settled(all)).map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
		expect(asked).toBe(1);
		await settled(redeemOnce(credential(), grant(), '', ask));
		expect(asked).toBe(2);
	});

	it('is not shared with another client, secret, host, path, version, token or kind of grant', async () => {
		const others: Array<[Record<string, unknown>, Grant]> = [
			[{ clientId: `OTHER-${client}` }, grant()],
			[{ clientSecret: 'guessed' }, grant()],
			[{ environment: 'production' }, grant()],
			[{ tokenUrlPath: '/na/token' }, grant()],
			[{ apiVersion: '2' }, grant()],
			[{}, { refreshToken: `r0-${client}x` }],
			[{}, { code: `r0-${client}` }],
		];
		const first = await settled(redeemOnce(credential(), grant(), '', ask));
		for (const [changes, other] of others) {
			const tokens = await settled(redeemOnce(credential(changes), other, '', ask));
			expect(tokens.accessToken).not.toBe(first.accessToken);
		}
		expect(asked).toBe(8);
	});

	it('is used once even if the credential contains it too, in either order', async () => {
		const http = rotating();
		const stored = withSaisonTokens(ownClient(), '', `r0-${client}`);
		const own = redeemOnce(credential(), grant(), '', ask);
		const hook = renewSaisonTokens(http.request, stored);
		expect(await settled(hook)).toMatchObject({ accessToken: (await own).accessToken });
		expect([asked, http.calls.length]).toEqual([1, 0]);

		const next = withSaisonTokens(ownClient(), '', `next-${client}`);
		const renewal = renewSaisonTokens(http.request, next);
		const tokens = await redeemOnce(credential(), { refreshToken: `next-${client}` }, '', ask);
		expect((await renewal).accessToken).toBe(tokens.accessToken);
		expect([asked, http.calls.length]).toEqual([1, 1]);

		jest.advanceTimersByTime(MINUTE);
		expect((await renewSaisonTokens(http.request, stored)).accessToken).toBe(
			(await own).accessToken,
		);
		await rejectionOf(redeemOnce(credential(), { refreshToken: `next-${client}` }, '', ask));
		expect([asked, http.calls.length]).toEqual([1, 1]);
	});
});

describe("The credential's hook", () => {
	it('makes no request with only client ID and secret', async () => {
		const http = rotating();
		expect(await renewSaisonTokens(http.request, ownClient())).toEqual({});
		expect(http.calls).toHaveLength(0);
	});

	it('makes no request if authenticate failed for a reason that no token helps with', async () => {
		const http = rotating();
		const data = ownClient({ authorizationCode: 'code' });
		serviceErrorOf(() => authenticateSaison(data, { url: 'https://evil.example.com/' }));
		expect(await renewSaisonTokens(http.request, data)).toEqual({});
		expect(http.calls).toHaveLength(0);
		expect((await renewSaisonTokens(http.request, { ...data })).accessToken).toBe(`a1-${client}`);
	});

	it('names a field that is empty, without a request', async () => {
		const http = rotating();
		const data = ownClient({ clientSecret: '', authorizationCode: 'code' });
		const { serviceError } = await rejectionOf(renewSaisonTokens(http.request, data));
		expect(serviceError.message).toContain("'Client Secret'");
		expect(http.calls).toHaveLength(0);
	});

	it('does not change its input', async () => {
		const data = ownClient({ authorizationCode: 'code' });
		const copy = { ...data };
		await renewSaisonTokens(rotating().request, data);
		expect(data).toEqual(copy);
	});

	it('returns only fields of the credential', async () => {
		const data = ownClient({ authorizationCode: 'code' });
		const result: IDataObject = await renewSaisonTokens(rotating().request, data);
		expect(Object.keys(data)).toEqual(expect.arrayContaining(Object.keys(result)));
	});

	it.each(BAD_BODIES)(
		'fails with a clear error when the response is $name',
		async ({ body, says }) => {
			const http = fakeHttp([{ body }]);
			const data = ownClient({ authorizationCode: 'code' });
			const { error, serviceError } = await rejectionOf(renewSaisonTokens(http.request, data));
			expect(error).toBeInstanceOf(CredentialHookError);
			expect(error.message).toMatch(says);
			expect(serviceError.mayHaveBeenProcessed).toBe(false);
		},
	);

	it('describes a dropped connection in plain words', async () => {
		const http = fakeHttp([Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })]);
		const data = ownClient({ authorizationCode: 'code' });
		const { serviceError } = await rejectionOf(renewSaisonTokens(http.request, data));
		expect(serviceError).toMatchObject({
			reason: 'network',
			recovery: 'retry',
			mayHaveBeenProcessed: false,
		});
		expect(serviceError.message).toContain('the token endpoint of Saison Connect');
	});

	it.each<[number, string]>([
		[200, 'token_type'],
		[400, 'error'],
		[400, 'error_description'],
		[401, 'error'],
		[500, 'error_msg'],
	])(
		'fails without showing a secret, even if a response with HTTP %i repeats it as %s',
		async (status, field) => {
			for (const grant of [
				{ authorizationCode: 's3cr3t-code' },
				{ refreshToken: 's3cr3t-refresh' },
			]) {
				const data = ownClient({ ...grant, clientSecret: 's3cr3t-client' });
				for (const secret of [...Object.values(grant), 's3cr3t-client']) {
					const http = fakeHttp([{ status, body: { access_token: 'a', [field]: secret } }]);
					const { error } = await rejectionOf(renewSaisonTokens(http.request, { ...data }));
					expect(error.message).not.toContain('s3cr3t');
					expect(String(error.stack)).not.toContain('s3cr3t');
				}
			}
		},
	);
});
