import type { IHttpRequestOptions } from 'n8n-workflow';
import {
	readSaisonCredential,
	type SaisonCredential,
} from '../../../../lib/saison/auth/credential';
import type { Grant } from '../../../../lib/saison/auth/grant';
import { requestSaisonTokens } from '../../../../lib/saison/auth/token-endpoint';
import { saisonData, saisonDataAt } from '../../support/credentials';
import { fakeHttp } from '../../support/http';

const credential = readSaisonCredential(saisonData());
const code: Grant = { code: 'c+o/d=e 1' };
const refresh: Grant = { refreshToken: 'r+e/f=r 1' };

async function sentFor(client: SaisonCredential, grant: Grant): Promise<IHttpRequestOptions> {
	const http = fakeHttp([{ body: { access_token: 'a' } }]);
	await requestSaisonTokens(http.request, client, grant);
	return http.calls[0];
}

describe('The token request', () => {
	it.each<[Grant, string]>([
		[
			code,
			'grant_type=authorization_code&client_id=ZT300&client_secret=clientsecret-%E3%82%BB%E3%82%BE%E3%83%B3%2B%2F%3D+1&code=c%2Bo%2Fd%3De+1',
		],
		[
			refresh,
			'grant_type=refresh_token&client_id=ZT300&client_secret=clientsecret-%E3%82%BB%E3%82%BE%E3%83%B3%2B%2F%3D+1&refresh_token=r%2Be%2Ff%3Dr+1',
		],
	])('has exactly this body for %j', async (grant, body) => {
		expect((await sentFor(credential, grant)).body).toBe(body);
	});

	it('is a form in UTF-8 with the version, without Basic authentication', async () => {
		const options = await sentFor(credential, code);
		expect(options).toMatchObject({
			method: 'POST',
			url: 'https://apit.saisoncard.co.jp/auth/token',
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
			skipSslCertificateValidation: false,
		});
		expect(options.headers).toEqual({
			'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
			'X-API-VERSION': '1',
			Accept: 'application/json',
		});
		expect(options).not.toHaveProperty('auth');
		expect(options.timeout).toBeGreaterThan(0);
	});

	it('uses the settings of the credential', async () => {
		const other = readSaisonCredential(
			saisonDataAt('http://[::1]:3101', {
				tokenUrlPath: '/na/token',
				apiVersion: '2',
				ignoreSslIssues: true,
			}),
		);
		expect(await sentFor(other, code)).toMatchObject({
			url: 'http://[::1]:3101/na/token',
			headers: { 'X-API-VERSION': '2' },
			skipSslCertificateValidation: true,
		});
	});
});
