import type { ItemParameters } from '../../../lib/core/operation/parameters';
import { authenticateSaison } from '../../../lib/saison/auth/authenticate';
import { formRequest, saisonService } from '../../../lib/saison/client';
import { readSaisonCredential } from '../../../lib/saison/auth/credential';
import { ACCESS_TOKEN, saisonData, withSaisonTokens } from '../support/credentials';
import { expectInvalid } from '../support/errors';
import { headerValues } from '../support/requests';

const credential = readSaisonCredential(saisonData());
const stored = withSaisonTokens(saisonData(), ACCESS_TOKEN, 'refresh');

function inputWith(memberAccessToken: string | undefined): ItemParameters {
	return {
		label: () => 'Member Access Token',
		options: { text: () => memberAccessToken },
	} as unknown as ItemParameters;
}

describe('A request to Saison Connect', () => {
	it('has its parameters as a form in the body', () => {
		const call = formRequest('/auth/account/profile', [
			{ name: 'data_flg', value: '1' },
			{ name: 'info_key', value: 'birthday,sex' },
		]);
		expect(saisonService.toRequestOptions(call, credential)).toMatchObject({
			method: 'POST',
			url: 'https://apit.saisoncard.co.jp/auth/account/profile',
			body: 'data_flg=1&info_key=birthday%2Csex',
			headers: {
				'Content-Type': 'application/x-www-form-urlencoded',
				Accept: 'application/json',
			},
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
		});
	});

	it('has neither a body nor its type if it is a GET', () => {
		const http = saisonService.toRequestOptions(
			{ method: 'GET', path: '/a', query: [{ name: 'b', value: 'c d' }] },
			credential,
		);
		expect(http.url).toBe('https://apit.saisoncard.co.jp/a?b=c+d');
		expect(http.body).toBeUndefined();
		expect(headerValues(http, 'content-type')).toEqual([]);
	});

	it('is rejected with the name of the field that its path came from', () => {
		const call = { method: 'GET' as const, path: '//evil.example.com', pathField: 'Some Path' };
		expectInvalid(() => saisonService.toRequestOptions(call, credential), 'Some Path');
	});
});

describe('The token of a request', () => {
	it('is used if it is bound to the credential and there is no new code', () => {
		expect(saisonService.hasUsableToken(stored, 0)).toBe(true);
		expect(saisonService.hasUsableToken({ ...stored, authorizationCode: 'code' }, 0)).toBe(false);
		expect(saisonService.hasUsableToken({ ...stored, authorizationCode: ' ' }, 0)).toBe(true);
		expect(saisonService.hasUsableToken({ ...stored, clientId: 'OTHER' }, 0)).toBe(false);
		expect(saisonService.hasUsableToken({ ...stored, accessToken: '' }, 0)).toBe(false);
	});

	it("may be the member's own, which signs and carries nothing to renew it with", () => {
		const data = saisonService.withToken({ ...stored, authorizationCode: 'code' }, 'MEMBER');
		expect(data).toMatchObject({ accessToken: 'MEMBER', refreshToken: '', authorizationCode: '' });
		const options = authenticateSaison(data, { url: 'https://apit.saisoncard.co.jp/a' });
		expect(String(headerValues(options, 'authorization')[0])).toContain('id="MEMBER"');
		expect(stored.accessToken).toBe(ACCESS_TOKEN);
	});

	it("is the credential's token without the option", () => {
		expect(saisonService.itemToken(inputWith(undefined))).toBeUndefined();
		expect(saisonService.itemToken(inputWith('MEMBER'))).toBe('MEMBER');
	});

	it.each(['', 'a"b', 'a\\b', 'a\nb', 'トークン', 'a\n'])('is rejected as %j', (token) => {
		const serviceError = expectInvalid(
			() => saisonService.itemToken(inputWith(token)),
			'Member Access Token',
		);
		if (token !== '') expect(serviceError.text).not.toContain(token);
	});

	it('causes an error that says whose token was rejected, without another renewal', () => {
		const rejected = saisonService.checkResponse(
			{ status: 401, headers: {}, body: Buffer.alloc(0) },
			ACCESS_TOKEN,
		)!;
		const own = saisonService.describeRejectedToken(rejected, 'item');
		const credentials = saisonService.describeRejectedToken(rejected, 'credential');
		const none = saisonService.describeRejectedToken(rejected, 'none');
		expect([own.recovery, credentials.recovery, none.recovery]).toEqual([
			undefined,
			undefined,
			undefined,
		]);
		expect(none.description).toContain('Client Secret');
		expect([own.reason, credentials.reason]).toEqual(['token_expired', 'token_expired']);
		expect(own.message).toContain("member's access token");
		expect(credentials.description).toContain('clock');
	});
});
