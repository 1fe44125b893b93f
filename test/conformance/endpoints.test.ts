import type { IDataObject } from 'n8n-workflow';
import { MartaApi } from '../../credentials/MartaApi.credentials';
import { readMartaCredential } from '../../lib/marta/credential';
import { loginBody } from '../../lib/marta/login';
import type { ServiceRequest } from '../../lib/core/http/service-request';
import type { ItemParameters } from '../../lib/core/operation/parameters';
import { readSaisonCredential } from '../../lib/saison/auth/credential';
import { specFile } from '../operations';
import { SIGNED_HEADERS } from '../operations/saison/common';
import type { Endpoint } from '../operations/spec';
import { martaData, saisonData } from '../unit/support/credentials';
import * as catalog from './data/catalog';
import { entriesOf, marta, saison, trigger, type NodeUnderTest } from './support/nodes';
import { runOperation } from './support/run-operation';
import { differences, requestOf } from './support/requests';
import { checkRules, type Rules } from './support/rules';
import { combinations } from './support/samples';
import { sampleNode } from './support/sample-table';

const rules: Rules<NodeUnderTest> = {
	'an operation without an endpoint lets the user write the path, or sends nothing': (node) =>
		entriesOf(node)
			.filter(({ spec }) => spec?.endpoint === null)
			.filter(({ operation: { fields, sendsNothing } }) => {
				return (
					!sendsNothing && !fields.some(({ name }) => ['path', 'contractOperation'].includes(name))
				);
			})
			.map(({ id }) => `${specFile(node.service, id)}: endpoint is missing`),
	'method, path, names and headers are as the vendor prints them': async (node) => {
		const found = new Set<string>();
		for (const entry of entriesOf(node)) {
			const { resource, operation, spec } = entry;
			if (!spec?.endpoint) continue;
			for (const [values] of combinations(entry)) {
				// The start URL is the user's own; without one, the URL is the service's.
				const items = [{ ...values, ...('startUrl' in values && { startUrl: '' }) }];
				const [trace] = await runOperation(node, [resource.value, operation], items);
				const request = requestOf(trace, node.service === 'marta');
				for (const difference of differences(spec.endpoint, request)) {
					found.add(`${specFile(node.service, entry.id)}: ${difference}`);
				}
			}
		}
		return [...found];
	},
};

const endpoint: Endpoint = {
	id: 'TICKET',
	method: 'POST',
	path: '/ticket/{id}',
	form: ['a', 'b'],
	headers: SIGNED_HEADERS,
};
const toTicket = (input: ItemParameters): ServiceRequest => ({
	method: 'POST',
	path: `/ticket/${input.requiredText('ticketId')}`,
	body: 'a=1&b=2',
});
const sample = (request: Partial<ServiceRequest>, changes: Partial<Endpoint> = {}): NodeUnderTest =>
	sampleNode({
		operation: { buildRequest: (input) => ({ ...toTicket(input), ...request }) },
		spec: { endpoint: { ...endpoint, ...changes } },
	});

checkRules({
	rules,
	real: { 'Saison Connect': saison, MARTA: marta },
	good: sample({}),
	planted: {
		'an operation without an endpoint lets the user write the path, or sends nothing': {
			'an operation that nobody has documented': sampleNode({ spec: { endpoint: null } }),
		},
		'method, path, names and headers are as the vendor prints them': {
			'another method': sample({ method: 'GET' }),
			'another path': sample({ path: '/tickets/1' }),
			'a longer path': sample({ path: '/ticket/1/more' }),
			'a misspelled name': sample({ body: 'a=1&B=2' }),
			'an extra name': sample({ body: 'a=1&b=2&c=3' }),
			'a missing name': sample({ body: 'a=1' }),
			'a name in the query': sample({ path: '/ticket/1?c=3' }),
			'a header nobody asked for': sample({ headers: { 'X-Extra': '1' } }),
			'another content type': sample({ headers: { 'Content-Type': 'text/plain' } }),
			'a missing header': sample({}, { headers: { ...SIGNED_HEADERS, 'X-More': '1' } }),
		},
	},
});

describe('The catalog', () => {
	test('names the redirects that the trigger accepts', () => {
		const events = trigger.properties.find(({ name }) => name === 'event')?.options ?? [];
		expect(Object.values(catalog.SAISON_INBOUND)).toEqual(
			events.map((event) => (event as { value: string }).value),
		);
		for (const [index, id] of Object.keys(catalog.SAISON_INBOUND).entries()) {
			expect((events[index] as { description: string }).description).toContain(id);
		}
	});

	test('has a reason for every endpoint without an operation, and none for one that has one', () => {
		const leftOut = { ...catalog.SAISON_LEFT_OUT, ...catalog.MARTA_LEFT_OUT };
		const specs = [...Object.values(saison.specs), ...Object.values(marta.specs)];
		const used = specs.map((spec) => spec.endpoint?.id);
		for (const [id, reason] of Object.entries(leftOut)) {
			expect(reason).not.toBe('');
			expect(used).not.toContain(id);
		}
	});

	test('has the hosts of the credentials', () => {
		for (const [environment, origin] of Object.entries(catalog.SAISON_ORIGINS)) {
			expect(readSaisonCredential(saisonData({ environment })).origin).toBe(origin);
		}
		for (const [environment, origin] of Object.entries(catalog.MARTA_ORIGINS)) {
			expect(readMartaCredential(martaData({ environment })).origin).toBe(origin);
		}
	});
});

describe.each(Object.entries(catalog.MARTA_SCOPES))('A login with scope %s', (scope, names) => {
	const bodyOf = (changes: IDataObject): string[] =>
		Object.keys(loginBody(readMartaCredential(martaData({ scope, ...changes })))).sort();
	const plain = (list: string[]): string[] => list.map((name) => name.replace('?', '')).sort();

	test('sends the fields of the catalog', () => {
		expect(bodyOf({ foreignId: 'F-1' })).toEqual(plain(names));
		expect(bodyOf({ foreignId: '' })).toEqual(plain(names.filter((name) => !name.endsWith('?'))));
	});

	test('is one of the scopes the credential offers', () => {
		const field = new MartaApi().properties.find(({ name }) => name === 'scope');
		expect(field?.options).toContainEqual(expect.objectContaining({ value: scope }));
	});
});
