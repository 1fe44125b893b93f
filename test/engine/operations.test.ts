import type { IDataObject } from 'n8n-workflow';
import { specsOf } from '../operations';
import type { Example, OperationSpec } from '../operations/spec';
import {
	martaData,
	saisonData,
	withMartaSession,
	withSaisonTokens,
} from '../unit/support/credentials';
import { MARTA_ORIGIN, martaStore, runNode, SAISON_ORIGIN, saisonStore } from './harness';
import { isolateNetwork, StubbedHost, type Reply } from './stubbed-host';

isolateNetwork();

/** The time in the examples. */
beforeAll(() => jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-11-26T10:00:00.000Z')));
afterAll(() => jest.restoreAllMocks());

const SERVICES = {
	saison: {
		node: 'saisonConnect',
		origin: SAISON_ORIGIN,
		store: () => saisonStore(withSaisonTokens(saisonData())),
	},
	marta: {
		node: 'marta',
		origin: MARTA_ORIGIN,
		store: () => martaStore(withMartaSession(martaData({ scope: 'customersynchro' }), 'SESSION')),
	},
} as const;

/** What a service says whose responses are not public. */
const UNKNOWN = { anything: ['the service', 'says'] };

function replyOf({ response, output }: Example): Reply {
	if (!output) return { json: UNKNOWN };
	const { status, body } = response ?? {};
	return typeof body === 'string' ? { status, body } : { status, json: body };
}

/** The same value, with texts that have a `…` as patterns. */
function pattern(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(pattern);
	if (typeof value === 'string' && value.includes('…')) {
		const parts = value.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
		return expect.stringMatching(new RegExp(`^${parts.join('.+')}$`));
	}
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, pattern(inner)]));
}

describe.each(['saison', 'marta'] as const)('%s', (service) => {
	const { node, origin, store } = SERVICES[service];

	test.each(Object.entries(specsOf(service)))(
		'%s sends and returns what its example says',
		async (id: string, { example }: OperationSpec) => {
			const [resource, operation] = id.split('.');
			const host = new StubbedHost(origin, () => replyOf(example));
			const result = await runNode({
				node,
				parameters: { resource, operation, ...example.parameters },
				items: [example.item ?? {}] as IDataObject[],
				store: store(),
			});
			expect(result.error?.message).toBeUndefined();
			const sent = host.requests.map(({ method, uri, body }) =>
				[`${method} ${uri}`, body].filter((text) => text !== '').join('\n'),
			);
			expect(sent).toEqual(example.sends === undefined ? [] : [pattern(example.sends)]);
			const output = example.output === undefined ? UNKNOWN : pattern(example.output);
			expect(result.items).toEqual([{ json: output, pairedItem: { item: 0 } }]);
		},
	);
});
