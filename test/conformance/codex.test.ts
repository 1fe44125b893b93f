import packageJson from '../../package.json';
import { MartaApi } from '../../credentials/MartaApi.credentials';
import { SaisonConnectApi } from '../../credentials/SaisonConnectApi.credentials';
import { anchorsOf, read, readJson } from './support/files';
import { marta, saison, trigger } from './support/nodes';
import { checkRules, doubles, type Rules } from './support/rules';

interface Codex {
	node: string;
	nodeVersion: string;
	codexVersion: string;
	categories: string[];
	subcategories?: object;
	resources: Record<'credentialDocumentation' | 'primaryDocumentation', Array<{ url: string }>>;
	alias: string[];
}

/** A codex file, its node, and the words people search for. */
interface Listed {
	codex: Codex;
	node: { name: string; displayName: string };
	words: string[];
}

/** The categories that n8n accepts from community nodes. */
const CATEGORIES = [
	'Analytics',
	'Communication',
	'Data & Storage',
	'Development',
	'Finance & Accounting',
	'Marketing & Content',
	'Miscellaneous',
	'Productivity',
	'Sales',
	'Utility',
];
const HOME = packageJson.homepage.replace(/#.*$/, '');
const anchors = anchorsOf(read('README.md'));

/** Whether a URL leads to a heading of the README. */
function isHeading(url: string): boolean {
	const [page, anchor = ''] = url.split('#');
	return page === HOME && anchors.includes(anchor);
}

const linksOf = ({ resources }: Codex): string[] =>
	[resources.credentialDocumentation, resources.primaryDocumentation].flatMap((links) =>
		links.map(({ url }) => url),
	);

const rules: Rules<Listed> = {
	'it belongs to the node beside it': ({ codex, node }) =>
		codex.node === `${packageJson.name}.${node.name}` ? [] : [codex.node],
	'it has the versions n8n reads': ({ codex: { nodeVersion, codexVersion } }) =>
		nodeVersion === '1.0' && codexVersion === '1.0' ? [] : [`${nodeVersion}, ${codexVersion}`],
	'it has known categories and no subcategories': ({ codex }) => [
		...codex.categories.filter((category) => !CATEGORIES.includes(category)),
		...(codex.categories.length === 0 ? ['no category'] : []),
		...(codex.subcategories ? ['subcategories'] : []),
	],
	'both kinds of documentation link to headings of the README': ({ codex }) => [
		...linksOf(codex).filter((url) => !isHeading(url)),
		...Object.entries(codex.resources)
			.filter(([, links]) => links.length === 0)
			.map(([kind]) => kind),
	],
	'people find it by the words they use': ({ codex, node, words }) =>
		words.filter(
			(word) =>
				![node.displayName, ...codex.alias].some((text) =>
					text.toLowerCase().includes(word.toLowerCase()),
				),
		),
	'no alias appears twice': ({ codex }) => doubles(codex.alias.map((alias) => alias.toLowerCase())),
};

const codexOf = (name: string): Codex => readJson<Codex>(`nodes/${name}.node.json`);
const SAISON_WORDS = ['saison', 'セゾン', 'クレディセゾン', 'card', 'consent', 'oauth'];
const good: Listed = {
	codex: codexOf('Marta/Marta'),
	node: marta.description,
	words: ['marta', 'loyalty', 'card', 'points'],
};
const changed = (changes: Partial<Codex>): Listed => ({
	...good,
	codex: { ...good.codex, ...changes },
});
const links = (url: string): Codex['resources'] => ({
	credentialDocumentation: [{ url }],
	primaryDocumentation: [{ url: `${HOME}#operations` }],
});

checkRules({
	rules,
	real: {
		MARTA: good,
		'Saison Connect': {
			codex: codexOf('SaisonConnect/SaisonConnect'),
			node: saison.description,
			words: SAISON_WORDS,
		},
		'Saison Connect Trigger': {
			codex: codexOf('SaisonConnect/SaisonConnectTrigger'),
			node: trigger,
			words: SAISON_WORDS,
		},
	},
	good,
	planted: {
		'it belongs to the node beside it': {
			'another node': changed({ node: 'n8n-nodes-saison-marta.saisonConnect' }),
			'a name without the package': changed({ node: 'marta' }),
		},
		'it has the versions n8n reads': { 'another version': changed({ nodeVersion: '2.0' }) },
		'it has known categories and no subcategories': {
			'an invented category': changed({ categories: ['Loyalty'] }),
			'no category': changed({ categories: [] }),
			subcategories: changed({ subcategories: { Sales: ['Loyalty'] } }),
		},
		'both kinds of documentation link to headings of the README': {
			'a heading that is gone': changed({ resources: links(`${HOME}#once-upon-a-time`) }),
			'a page elsewhere': changed({ resources: links('https://example.com/#operations') }),
			'no documentation': changed({
				resources: { ...links(`${HOME}#operations`), primaryDocumentation: [] },
			}),
		},
		'people find it by the words they use': { 'a missing alias': changed({ alias: ['card'] }) },
		'no alias appears twice': {
			'an alias in another case': changed({ alias: [...good.codex.alias, 'LOYALTY'] }),
		},
	},
});

test('a search that finds the trigger finds the action node too', () => {
	const action = codexOf('SaisonConnect/SaisonConnect');
	const own = codexOf('SaisonConnect/SaisonConnectTrigger');
	expect(action.alias).toEqual(expect.arrayContaining(own.alias));
	expect(action.categories).toEqual(own.categories);
});

test('the credentials link to headings of the README', () => {
	for (const { documentationUrl } of [new SaisonConnectApi(), new MartaApi()]) {
		expect(isHeading(documentationUrl)).toBe(true);
	}
});

test('anchors are made as GitHub makes them', () => {
	const text = '# A *b*: "c" & `d`\n\n```sh\n# no heading\n```\n\n## A\n## A\n### Über_uns';
	expect(anchorsOf(text)).toEqual(['a-b-c--d', 'a', 'a-1', 'über_uns']);
});
