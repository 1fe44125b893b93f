import { SaisonConnectApi } from '../../../credentials/SaisonConnectApi.credentials';
import { readSaisonCredential } from '../../../lib/saison/auth/credential';
import { tokenForm } from '../../../lib/saison/auth/token-endpoint';
import { saisonData } from '../support/credentials';
import { evaluate } from '../support/expressions';

const { request } = new SaisonConnectApi().test;

describe('The test of the Saison Connect credential', () => {
	it.each(['clientsecret-セゾン+/= 1', '&client_id=x#?%\'"\\', ' spaces '])(
		'asks for tokens with a refresh token that cannot exist, and the secret %j as it is',
		(clientSecret) => {
			const data = saisonData({ clientId: 'ZT 300&+', clientSecret });
			const sent = new URLSearchParams(String(evaluate(String(request.body), data)));
			const grant = { refreshToken: 'credential-test' };
			expect([...sent]).toEqual(
				tokenForm(readSaisonCredential(data), grant).map(({ name, value }) => [name, value]),
			);
		},
	);

	it('asks the host and the path of the credential', () => {
		for (const changes of [
			{},
			{ environment: 'production' },
			{ environment: 'custom', baseUrl: 'http://127.0.0.1:3101', tokenUrlPath: '/na/token' },
		]) {
			const data = saisonData(changes);
			const credential = readSaisonCredential(data);
			expect(evaluate(String(request.baseURL), data)).toBe(credential.origin);
			expect(evaluate(String(request.url), data)).toBe(credential.tokenUrlPath);
		}
	});
});
