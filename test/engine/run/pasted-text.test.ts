import type { INodeParameters } from 'n8n-workflow';
import { loggedInStore, newKey } from '../marta/logged-in';
import { MartaStandIn } from '../marta-stand-in';
import { martaStore, runNode, saisonStore } from '../harness';
import { SaisonStandIn } from '../saison-stand-in';
import { removeStubbedHosts, isolateNetwork } from '../stubbed-host';

isolateNetwork();

/** What comes along when text is pasted: zero-width characters, direction marks, spaces, a BOM. */
const AROUND = ['\u200b', '\u202a', '\u202c', '\ufeff', '\u00a0', '\u200e', ' \n', '\u2060\t'];

async function lookUp(lookupBy: string, value: string) {
	const service = new MartaStandIn();
	const store = await loggedInStore(service);
	const parameters: INodeParameters = { resource: 'card', operation: 'check', lookupBy, value };
	const onError = 'continueRegularOutput';
	const { items } = await runNode({ node: 'marta', parameters, store, onError });
	const uris = service.dataCalls.map(({ uri }) => uri);
	removeStubbedHosts();
	return { error: items[0].json.error, uris };
}

test.each(AROUND)('%j around a pasted phone number or card is taken off', async (sign) => {
	const mobile = await lookUp('mobile', `${sign}+393331234567${sign}`);
	expect(mobile.uris).toEqual(['/customer/checkcard?mobile=%2B393331234567']);
	const card = await lookUp('card', `${sign}0012${sign}`);
	expect(card.uris).toEqual(['/customer/checkcard?card=0012']);
});

test('full-width digits of a lookup become ASCII, those of other scripts are rejected', async () => {
	const mobile = await lookUp('mobile', '＋３９３３３１２３４５６７');
	expect(mobile.uris).toEqual(['/customer/checkcard?mobile=%2B393331234567']);
	expect((await lookUp('card', '００１２')).uris).toEqual(['/customer/checkcard?card=0012']);
	const arabic = await lookUp('card', '٠٠١٢');
	expect(arabic.error).toMatch(/'Value' contains digits from another script/);
	expect(arabic.uris).toEqual([]);
});

test.each(AROUND)('%j around what a credential of MARTA contains is taken off', async (sign) => {
	const service = new MartaStandIn();
	const apiKey = newKey();
	const pasted = (text: string): string => `${sign}${text}${sign}`;
	const data = { scope: 'backoffice', campaignId: pasted('7'), username: pasted('ada') };
	const password = ' pass word ';
	const store = martaStore({ ...data, apiKey: pasted(apiKey), password });
	const parameters = { resource: 'session', operation: 'logIn' };
	const result = await runNode({ node: 'marta', parameters, store });
	expect(result.error?.message).toBeUndefined();
	expect(service.logins[0].headers['x-api-key']).toBe(apiKey);
	expect(JSON.parse(service.logins[0].body)).toMatchObject({
		username: 'ada',
		campaignid: '7',
		password,
	});
});

test.each(AROUND)(
	'%j around a Client ID is taken off, and spaces of a secret stay',
	async (sign) => {
		const service = new SaisonStandIn({ codes: ['CODE'] });
		const store = saisonStore({ clientId: `${sign}ZT300${sign}`, clientSecret: ' se cret ' });
		const parameters = { resource: 'authorization', operation: 'exchangeCode', code: 'CODE' };
		await runNode({ node: 'saisonConnect', parameters, store, onError: 'continueRegularOutput' });
		const sent = new URLSearchParams(service.host.requests[0].body);
		expect([sent.get('client_id'), sent.get('client_secret')]).toEqual(['ZT300', ' se cret ']);
	},
);
