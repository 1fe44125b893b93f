import { readDescription } from '../../lib/core/contract/description';
import { formatCallId } from '../../lib/core/contract/call';
import { formatPlace } from '../../lib/core/contract/place';
import { martaContractRules } from '../../lib/marta/contract';
import { saisonContractRules } from '../../lib/saison/contract';
import { read } from './support/files';

/** The call lists of the guide, which people copy. */
const lists = [...read('docs/contract-calls.md').matchAll(/```text\n(.*?)```/gs)].map(
	([, text]) => text,
);

test.each([
	[
		'Saison Connect',
		saisonContractRules({ tokenUrlPath: '/auth/token' }),
		{
			'POST /made-up/points/history read': [
				'form/data_flg',
				'form/from',
				'form/to',
				'form[comma]/info_key',
			],
		},
	],
	[
		'MARTA',
		martaContractRules,
		{
			'GET /made-up/cards/{card}': ['path/card'],
			'POST /made-up/cards/{card}/movements': [
				'path/card',
				'body/amount',
				'body/shop/id',
				'query/dryRun',
				'header/X-Till',
			],
		},
	],
])(
	'docs/contract-calls.md has a call list for %s that can be used as it is',
	(service, rules, calls) => {
		const text = lists[service === 'MARTA' ? 1 : 0];
		const found = readDescription(text, rules).map((call) => [
			formatCallId(call),
			call.fields().map(({ place }) => formatPlace(place)),
		]);
		expect(Object.fromEntries(found)).toEqual(calls);
	},
);
