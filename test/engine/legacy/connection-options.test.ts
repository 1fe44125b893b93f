import type { IDataObject } from 'n8n-workflow';
import type { CredentialsStore } from '../credentials-store';
import { MARTA_ORIGIN, runNode, SAISON_ORIGIN } from '../harness';
import { loggedInStore } from '../marta/logged-in';
import { MartaStandIn } from '../marta-stand-in';
import { exchangedStore } from '../saison/bound-data';
import { SaisonStandIn } from '../saison-stand-in';
import { isolateNetwork, type RecordedRequest } from '../stubbed-host';

isolateNetwork();

interface Setup {
	type: 'saisonConnectApi' | 'martaApi';
	origin: string;
	store: CredentialsStore;
	requests: RecordedRequest[];
}

async function saison(): Promise<Setup> {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const store = await exchangedStore(service);
	return {
		type: 'saisonConnectApi',
		origin: SAISON_ORIGIN,
		store,
		requests: service.host.requests,
	};
}

async function marta(): Promise<Setup> {
	const service = new MartaStandIn();
	const store = await loggedInStore(service);
	return { type: 'martaApi', origin: MARTA_ORIGIN, store, requests: service.host.requests };
}

const REVEALING: Array<[string, IDataObject]> = [
	["The option 'Proxy'", { proxy: 'http://127.0.0.1:9' }],
	["The setting 'SSL Certificates'", { agentOptions: { ca: 'PEM' } }],
	["The setting 'SSL Certificates'", { agentOptions: { cert: 'PEM', key: 'PEM' } }],
	["The option 'Ignore SSL Issues (Insecure)'", { rejectUnauthorized: false }],
	["The header 'Host'", { headers: { host: 'evil.example' } }],
	["The header 'Host'", { headers: { HOST: 'evil.example' } }],
	['The method', { method: 'TRACE' }],
];

describe.each([
	['Saison Connect', saison],
	['MARTA', marta],
])('What could reveal the credential of %s to its users', (_service, setUp) => {
	test.each(REVEALING)('is rejected without any call: %s in %j', async (name, options) => {
		const { type, origin, store, requests } = await setUp();
		const result = await runNode({
			node: 'legacyRequest',
			parameters: { credential: type },
			store,
			items: [{ uri: `${origin}/x`, ...options }],
		});
		expect(result.error?.message).toMatch(name);
		expect(requests).toEqual([]);
		expect(store.writes).toEqual([]);
	});
});
