import nock from 'nock';
import { runNode, SAISON_ORIGIN, saisonStore } from '../harness';

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());

test('exchanges a pasted code once and signs the call with the token', async () => {
	const bodies: string[] = [];
	const headers: Array<Record<string, string>> = [];
	nock(SAISON_ORIGIN)
		.post('/auth/token', (body) => bodies.push(JSON.stringify(body)) > 0)
		.reply(200, { access_token: 'AT', refresh_token: 'RT', token_type: 'mac' });
	nock(SAISON_ORIGIN)
		.post('/auth/account/profile')
		.times(3)
		.reply(function () {
			headers.push(this.req.headers as never);
			return [200, { result_code: '000', info_data: { sex: '1' } }];
		});
	const store = saisonStore({ authorizationCode: 'CODE' });
	const result = await runNode({
		node: 'saisonConnect',
		parameters: { resource: 'member', operation: 'getAttributes' },
		store,
		items: [{}, {}, {}],
	});
	expect(result.error).toBeUndefined();
	expect(result.items).toHaveLength(3);
	expect(result.items[1].pairedItem).toEqual({ item: 1 });
	expect(bodies).toHaveLength(1);
	expect(store.stored).toMatchObject({ accessToken: 'AT', refreshToken: 'RT', authorizationCode: '' });
	expect(headers[0]).toMatchObject({});
	console.log(headers[0], result.items[0]);
});
