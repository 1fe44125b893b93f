import { MartaApi } from '../../../credentials/MartaApi.credentials';
import { readMartaCredential } from '../../../lib/marta/credential';
import { loginBody } from '../../../lib/marta/login';
import { LOGIN_CASES } from '../marta/login-cases';
import { martaData } from '../support/credentials';
import { evaluate } from '../support/expressions';

const { request } = new MartaApi().test;

describe('The test of the MARTA credential', () => {
	it('logs in, as a call of the Auth API', () => {
		expect(request).toMatchObject({ url: '/auth', method: 'POST' });
	});

	it.each(LOGIN_CASES)('sends for $name what the login itself sends', ({ settings, body }) => {
		const data = martaData(settings);
		const sent = evaluate(request.body as unknown as string, data);
		expect(sent).toEqual(body);
		expect(sent).toEqual(loginBody(readMartaCredential(data)));
		expect(JSON.stringify(sent)).toBe(JSON.stringify(loginBody(readMartaCredential(data))));
	});

	it('asks the host of the credential', () => {
		const custom = { environment: 'custom', baseUrl: 'http://127.0.0.1:3102' };
		for (const data of [martaData(), martaData(custom)]) {
			expect(evaluate(String(request.baseURL), data)).toBe(readMartaCredential(data).origin);
		}
	});
});
