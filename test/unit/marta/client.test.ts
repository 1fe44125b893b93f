import type { CredentialData } from '../../../lib/core/operation/service-definition';
import type { ItemParameters } from '../../../lib/core/operation/parameters';
import { martaService } from '../../../lib/marta/client';
import { boundSessionToken, readMartaCredential } from '../../../lib/marta/credential';
import { response } from '../support/responses';
import { jwt, martaData, withMartaSession } from '../support/credentials';
import { expectInvalid } from '../support/errors';
import { headerValues } from '../support/requests';

const NOW = 1_700_000_000_000;
const credential = readMartaCredential(martaData());

afterEach(() => jest.restoreAllMocks());

function inputWith(sessionToken: string | undefined): ItemParameters {
	return {
		label: () => 'Session Token',
		options: { text: () => sessionToken },
	} as unknown as ItemParameters;
}

describe('A request to MARTA', () => {
	it('has a JSON body only if the operation has one', () => {
		const write = martaService.toRequestOptions(
			{ method: 'POST', path: '/a', body: '{"b":1}' },
			credential,
		);
		expect(write).toMatchObject({
			url: 'https://martaapidemo.keyx.it/a',
			body: '{"b":1}',
			headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
			disableFollowRedirect: true,
		});
		const read = martaService.toRequestOptions({ method: 'GET', path: '/a' }, credential);
		expect(headerValues(read, 'content-type')).toEqual([]);
	});

	it('is rejected with the name of the field that its path came from', () => {
		const call = { method: 'GET' as const, path: '/a/../b', pathField: 'Campaign ID' };
		expectInvalid(() => martaService.toRequestOptions(call, credential), 'Campaign ID');
	});
});

describe('The session of a request', () => {
	const lasting = (ms: number): CredentialData => ({
		...withMartaSession(martaData(), 'jwt'),
		sessionExpiresAt: new Date(NOW + ms).toISOString(),
	});

	it('is renewed before the request if less than a minute is left', () => {
		expect(martaService.hasUsableToken(lasting(900_000), NOW)).toBe(true);
		expect(martaService.hasUsableToken(lasting(60_000), NOW)).toBe(true);
		expect(martaService.hasUsableToken(lasting(59_999), NOW)).toBe(false);
		expect(martaService.hasUsableToken(lasting(-1), NOW)).toBe(false);
	});

	it('is used if nothing says when it expires', () => {
		expect(martaService.hasUsableToken({ ...lasting(0), sessionExpiresAt: '' }, NOW)).toBe(true);
	});

	it('is not used if it came from another login', () => {
		expect(martaService.hasUsableToken({ ...lasting(900_000), campaignId: '1' }, NOW)).toBe(false);
		expect(martaService.hasUsableToken(martaData(), NOW)).toBe(false);
	});

	it("may be the item's own", () => {
		const stored = lasting(900_000);
		const data = martaService.withToken(stored, 'own');
		expect(boundSessionToken(readMartaCredential(data), data)).toBe('own');
		expect(stored.sessionToken).toBe('jwt');
		expect(martaService.itemToken(inputWith('own'))).toBe('own');
		expect(martaService.itemToken(inputWith(undefined))).toBeUndefined();
	});

	it.each(['', ' ', 'a b', 'a\nb', 'a\r\nX-Evil: 1', 'セッション', 'a\n'])(
		'is rejected as %j',
		(token) => {
			expectInvalid(() => martaService.itemToken(inputWith(token)), 'Session Token');
		},
	);

	it('is treated as expired at HTTP 403 only after its own expiry', () => {
		const rejected = response(403, {});
		jest.spyOn(Date, 'now').mockReturnValue(NOW);
		const past = jwt({ exp: NOW / 1000 });
		const future = jwt({ exp: NOW / 1000 + 1 });
		const opaque = 'opaque';
		expect(martaService.checkResponse(rejected, past)?.recovery).toBe('refreshToken');
		expect(martaService.checkResponse(rejected, future)?.reason).toBe('insufficient_scope');
		expect(martaService.checkResponse(rejected, opaque)?.reason).toBe('insufficient_scope');
	});

	it('causes an error that says whose session was rejected, without another login', () => {
		const rejected = martaService.checkResponse(response(401, {}), 'jwt')!;
		const own = martaService.describeRejectedToken(rejected, 'item');
		const credentials = martaService.describeRejectedToken(rejected, 'credential');
		const none = martaService.describeRejectedToken(rejected, 'none');
		expect([own.recovery, credentials.recovery, none.recovery]).toEqual([
			undefined,
			undefined,
			undefined,
		]);
		expect(none.description).toContain('API Key');
		expect(own.message).toContain("item's session token");
		expect(credentials.message).toContain('right after the login');
	});
});
