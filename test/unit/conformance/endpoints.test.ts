import type { IDataObject } from 'n8n-workflow';
import { MartaApi } from '../../../credentials/MartaApi.credentials';
import { loginBody, readMartaCredential } from '../../../lib/marta/credential';
import type { ServiceRequest } from '../../../lib/core/operation/operation';
import type { ItemParameters } from '../../../lib/core/operation/parameters';
import { readSaisonCredential } from '../../../lib/saison/auth/credential';
import { martaData, saisonData } from '../support/credentials';
import * as catalogue from './data/catalogue';
import { entriesOf, marta, saison, trigger, type NodeUnderTest } from './support/nodes';
import { play } from './support/play';
import { differences, requestOf } from './support/requests';
import { checkRules, type Rules } from './support/rules';
import { combinations } from './support/samples';
import { sampleNode, sampleOperation } from './support/sample-table';

/** A node with the part of the catalogue it plays. */
interface Played {
	node: NodeUnderTest;
	endpoints: catalogue.Endpoint[];
	playedBy: Record<string, string>;
}

const rules: Rules<Played> = {
	'every operation plays a call of the catalogue, or has none of its own': ({
		node,
		playedBy,
		endpoints,
	}) =>
		entriesOf(node.table)
			.map(({ id }) => id)
			.filter((id) => !catalogue.WITHOUT_CALL.includes(id))
			.filter((id) => !endpoints.some((endpoint) => endpoint.id === playedBy[id])),
	'every call of the catalogue is played': ({ node, playedBy, endpoints }) => {
		const played = entriesOf(node.table).map(({ id }) => playedBy[id]);
		return endpoints.map(({ id }) => id).filter((id) => !played.includes(id));
	},
	'method, path, names and headers are those of the catalogue': async ({
		node,
		playedBy,
		endpoints,
	}) => {
		const found = new Set<string>();
		for (const { id, resource, operation } of entriesOf(node.table)) {
			const endpoint = endpoints.find((entry) => entry.id === playedBy[id]);
			if (!endpoint) continue;
			for (const [values] of combinations(operation.fields)) {
				// The start address is the user's own; without one the link is the service's.
				const items = [{ ...values, ...('startUrl' in values && { startUrl: '' }) }];
				const [trace] = await play(node, [resource.value, operation], items);
				const request = requestOf(trace, node === marta);
				// The login of the credential's scope has names of its own; see below.
				const expected = id === 'session.logIn' ? scopeEndpoint(endpoint) : endpoint;
				for (const difference of differences(expected, request)) found.add(`${id}: ${difference}`);
			}
		}
		return [...found];
	},
};

function scopeEndpoint(endpoint: catalogue.Endpoint): catalogue.Endpoint {
	return { ...endpoint, json: catalogue.MARTA_SCOPES.customersynchro };
}

const endpoint: catalogue.Endpoint = {
	id: 'TICKET',
	method: 'POST',
	path: '/ticket/{id}',
	form: ['a', 'b'],
	headers: {
		...catalogue.SAISON.find(({ id }) => id === 'TEB001')?.headers,
	},
};
const toTicket = (input: ItemParameters): ServiceRequest => ({
	method: 'POST',
	path: `/ticket/${input.requiredText('ticketId')}`,
	body: 'a=1&b=2',
});
const invented = sampleOperation({ value: 'other' });
const sample = (call: Partial<ServiceRequest>, more: Partial<Played> = {}): Played => ({
	node: sampleNode({ operation: { buildRequest: (input) => ({ ...toTicket(input), ...call }) } }),
	endpoints: [endpoint],
	playedBy: { 'ticket.get': 'TICKET' },
	...more,
});

checkRules({
	rules,
	real: {
		'Saison Connect': {
			node: saison,
			endpoints: catalogue.SAISON,
			playedBy: catalogue.PLAYED_BY,
		},
		MARTA: { node: marta, endpoints: catalogue.MARTA, playedBy: catalogue.PLAYED_BY },
	},
	good: sample({}),
	planted: {
		'every operation plays a call of the catalogue, or has none of its own': {
			'an invented operation': sample(
				{},
				{ node: sampleNode({ operation: { buildRequest: toTicket }, operations: [invented] }) },
			),
		},
		'every call of the catalogue is played': {
			'a call that was forgotten': sample(
				{},
				{ endpoints: [endpoint, { ...endpoint, id: 'OTHER' }] },
			),
		},
		'method, path, names and headers are those of the catalogue': {
			'another method': sample({ method: 'GET' }),
			'another path': sample({ path: '/tickets/1' }),
			'a longer path': sample({ path: '/ticket/1/more' }),
			'a misspelt name': sample({ body: 'a=1&B=2' }),
			'a name too many': sample({ body: 'a=1&b=2&c=3' }),
			'a name too few': sample({ body: 'a=1' }),
			'a name in the query': sample({ path: '/ticket/1?c=3' }),
			'a header nobody asked for': sample({ headers: { 'X-Extra': '1' } }),
			'another content type': sample({ headers: { 'Content-Type': 'text/plain' } }),
			'a missing header': sample(
				{},
				{ endpoints: [{ ...endpoint, headers: { ...endpoint.headers, 'X-More': '1' } }] },
			),
		},
	},
});

describe('The catalogue', () => {
	test('names the redirects that the trigger takes', () => {
		const events = trigger.properties.find(({ name }) => name === 'event')?.options ?? [];
		expect(Object.values(catalogue.SAISON_INBOUND)).toEqual(
			events.map((event) => (event as { value: string }).value),
		);
		for (const [index, id] of Object.keys(catalogue.SAISON_INBOUND).entries()) {
			expect((events[index] as { description: string }).description).toContain(id);
		}
	});

	test('gives a reason for every call without an operation, and none for one that has one', () => {
		const leftOut = { ...catalogue.SAISON_LEFT_OUT, ...catalogue.MARTA_LEFT_OUT };
		for (const [id, reason] of Object.entries(leftOut)) {
			expect(reason).not.toBe('');
			expect(Object.values(catalogue.PLAYED_BY)).not.toContain(id);
		}
	});

	test('has the hosts of the credentials', () => {
		for (const [environment, origin] of Object.entries(catalogue.SAISON_ORIGINS)) {
			expect(readSaisonCredential(saisonData({ environment })).origin).toBe(origin);
		}
		for (const [environment, origin] of Object.entries(catalogue.MARTA_ORIGINS)) {
			expect(readMartaCredential(martaData({ environment })).origin).toBe(origin);
		}
	});

	test('has the attributes that Get Attributes offers', () => {
		const [operation] = saison.table.resources.find(({ value }) => value === 'member')!.operations;
		const field = operation.fields.find(({ name }) => name === 'attributes');
		const values = field?.options?.map((option) => (option as { value: string }).value);
		expect([...(values ?? [])].sort()).toEqual([...catalogue.INFO_KEYS].sort());
		expect(field?.default).toEqual(catalogue.INFO_KEYS);
	});
});

describe.each(Object.entries(catalogue.MARTA_SCOPES))('A login with scope %s', (scope, names) => {
	const bodyOf = (changes: IDataObject): string[] =>
		Object.keys(loginBody(readMartaCredential(martaData({ scope, ...changes })))).sort();
	const plain = (list: string[]): string[] => list.map((name) => name.replace('?', '')).sort();

	test('brings the fields of the catalogue', () => {
		expect(bodyOf({ foreignId: 'F-1' })).toEqual(plain(names));
		expect(bodyOf({ foreignId: '' })).toEqual(plain(names.filter((name) => !name.endsWith('?'))));
	});

	test('is one of the scopes the credential offers', () => {
		const field = new MartaApi().properties.find(({ name }) => name === 'scope');
		expect(field?.options).toContainEqual(expect.objectContaining({ value: scope }));
	});
});
