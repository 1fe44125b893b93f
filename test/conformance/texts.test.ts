import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { MartaApi } from '../../credentials/MartaApi.credentials';
import { SaisonConnectApi } from '../../credentials/SaisonConnectApi.credentials';
import { choicesOf, fieldsOf, marta, saison, trigger } from './support/nodes';
import { checkRules, type Rules } from './support/rules';
import { sampleField, sampleNode } from './support/sample-table';

/** A form: of a node or of a credential. */
type Form = Pick<INodeTypeDescription, 'displayName' | 'properties'>;

const SMALL_WORDS = [
	'a',
	'an',
	'and',
	'by',
	'for',
	'from',
	'in',
	'of',
	'on',
	'or',
	'per',
	'the',
	'to',
];
const COLLECTIONS = ['collection', 'fixedCollection'];
const MARKUP = /<\/?[a-z][^>]*>|\*\*|__|`|^#|\[[^\]]*\]\(|\p{Extended_Pictographic}/iu;
const OTHER_SCRIPTS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Cyrillic}]/u;

/** Names of fields that cannot be taken for ordinary words. */
const LONG_NAMES = [
	saison.description,
	trigger,
	marta.description,
	new SaisonConnectApi(),
	new MartaApi(),
]
	.flatMap(({ properties }) => fieldsOf(properties))
	.filter(({ field }) => field.type !== 'notice' && field.displayName.includes(' '))
	.map(({ field }) => field.displayName);

interface Text {
	path: string;
	text: string;
}

/** Descriptions of fields and of their choices. */
function descriptionsOf({ properties }: Form): Text[] {
	return fieldsOf(properties).flatMap(({ path, field }) => [
		...(field.description === undefined ? [] : [{ path, text: field.description }]),
		...((field.options ?? []) as Array<{ name: string; description?: string }>)
			.filter(({ description }) => description !== undefined && choicesOf(field).length > 0)
			.map(({ name, description = '' }) => ({ path: `${path}.${name}`, text: description })),
	]);
}

/** Everything a user reads on a form, except notices, which n8n shows as HTML. */
function textsOf(form: Form): Text[] {
	return [
		{ path: 'displayName', text: form.displayName },
		...fieldsOf(form.properties)
			.filter(({ field }) => field.type !== 'notice')
			.flatMap(({ path, field }) =>
				[
					field.displayName,
					field.placeholder ?? '',
					...choicesOf(field).map(({ name }) => name),
				].map((text) => ({ path, text })),
			),
		...descriptionsOf(form),
	];
}

function isTitleCase(text: string): boolean {
	const words = text.split(' ').map((word) => word.replace(/^\(/, ''));
	return words.every((word, index) => {
		const isInside = index > 0 && index < words.length - 1;
		return /^([\p{Lu}\d]|iOS$)/u.test(word) || (isInside && SMALL_WORDS.includes(word));
	});
}

/** n8n's lint requires a final period only after more than one sentence. */
function hasRightPeriod(text: string): boolean {
	const isMany = /[.?!]['")]? [\p{Lu}'"]/u.test(text.replace(/\be\.g\. /g, ''));
	return text.endsWith('.') === isMany;
}

/** n8n's own fields in every node, types shown without help, and lists whose entries have their own. */
const SAY_ENOUGH = ['resource', 'operation', 'options'];
const WITHOUT_HELP = ['notice', 'hidden', 'boolean', ...COLLECTIONS];

const paths = (texts: Text[]): string[] => texts.map(({ path, text }) => `${path}: ${text}`);

const rules: Rules<Form> = {
	'display names and choices are in Title Case': ({ properties }) =>
		paths(
			fieldsOf(properties)
				.filter(({ field, path }) => field.type !== 'notice' && !path.includes('.parameter.'))
				.flatMap(({ path, field }) => [
					{ path, text: field.displayName },
					...choicesOf(field).map(({ name }) => ({ path, text: name })),
				])
				.filter(({ text }) => !isTitleCase(text)),
		),
	'descriptions begin with a capital letter or a number': (form) =>
		paths(descriptionsOf(form).filter(({ text }) => !/^([\p{Lu}\d]|https:|yyyy)/u.test(text))),
	'descriptions end with a period only after several sentences': (form) =>
		paths(descriptionsOf(form).filter(({ text }) => !hasRightPeriod(text))),
	'fields say what they are': ({ properties }) =>
		fieldsOf(properties)
			.filter(
				({ field: { name, type } }) => !SAY_ENOUGH.includes(name) && !WITHOUT_HELP.includes(type),
			)
			.filter(({ field }) => (field.description ?? '') === '')
			.map(({ path }) => path),
	'choices say what they are': ({ properties }) =>
		fieldsOf(properties).flatMap(({ path, field }) =>
			choicesOf(field)
				.filter(({ description = '' }) => description === '')
				.map(({ name }) => `${path}.${name}`),
		),
	'descriptions say more than the name': ({ properties }) =>
		fieldsOf(properties).flatMap(({ path, field }) => {
			const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
			const own = plain(field.description ?? '');
			const copies = own !== '' && own === plain(field.displayName);
			return copies ? [path] : [];
		}),
	'texts are plain: no markdown, HTML or emoji': (form) =>
		paths(textsOf(form).filter(({ text }) => MARKUP.test(text))),
	'texts are in English': (form) =>
		paths(textsOf(form).filter(({ text }) => OTHER_SCRIPTS.test(text))),
	'texts have no extra spaces': (form) =>
		paths(textsOf(form).filter(({ text }) => text !== text.trim() || text.includes('  '))),
	'placeholders show an example': ({ properties }) =>
		fieldsOf(properties)
			.filter(({ field }) => field.placeholder !== undefined)
			.filter(({ field: { type, placeholder = '' } }) =>
				COLLECTIONS.includes(type)
					? !/^Add [a-z]+$/.test(placeholder)
					: !/^e\.g\. ./.test(placeholder),
			)
			.map(({ path, field }) => `${path}: ${field.placeholder}`),
	'switches say "Whether"': ({ properties }) =>
		fieldsOf(properties)
			.filter(({ field }) => field.type === 'boolean')
			.filter(({ field }) => !/^Whether \S/.test(field.description ?? ''))
			.map(({ path }) => path),
	'a text names other fields in single quotes': (form) =>
		paths(
			descriptionsOf(form).filter(({ text }) => {
				const bare = text.replace(/(?<!\p{L})'[^']*'/gu, '');
				return /["“”„]/.test(text) || LONG_NAMES.some((name) => bare.includes(name));
			}),
		),
};

const form = (...properties: INodeProperties[]): Form => ({ displayName: 'Ticket', properties });
const one = (more: Partial<INodeProperties>): Form => form(sampleField(more));
const good = form(
	sampleField(),
	sampleField({ name: 'when', description: 'Day of the visit, e.g. Monday' }),
	sampleField({ name: 'where', description: "Zone or seat. 'Ticket ID' goes before it." }),
);

checkRules({
	rules,
	real: {
		'Saison Connect': saison.description,
		'Saison Connect Trigger': trigger,
		MARTA: marta.description,
		'Saison Connect API': new SaisonConnectApi() as Form,
		'MARTA API': new MartaApi() as Form,
		'the sample': sampleNode().description,
	},
	good,
	planted: {
		'display names and choices are in Title Case': {
			'a small word': one({ displayName: 'Ticket number' }),
			'a small word at the end': one({ displayName: 'Ticket Valid For the' }),
			'a choice': one({
				type: 'options',
				placeholder: undefined,
				options: [{ name: 'front row', value: 'front', description: 'Near the stage' }],
			}),
		},
		'descriptions begin with a capital letter or a number': {
			'a description in lower case': one({ description: 'number on the ticket' }),
		},
		'descriptions end with a period only after several sentences': {
			'a period after one sentence': one({ description: 'Number on the ticket.' }),
			'none after two': one({ description: 'Number on the ticket. Ask at the till' }),
			'none after a quoted name': one({ description: "Goes before 'Seat'. Or after it" }),
		},
		'fields say what they are': {
			'a field without a description': one({ description: undefined }),
		},
		'choices say what they are': {
			'a choice without a description': one({
				type: 'options',
				placeholder: undefined,
				options: [{ name: 'Front Row', value: 'front' }],
			}),
		},
		'descriptions say more than the name': {
			'the name again': one({ description: 'Ticket ID' }),
		},
		'texts are plain: no markdown, HTML or emoji': {
			'bold text': one({ description: 'The **number**' }),
			'a tag': one({ description: 'The <b>number</b>' }),
			'a link': one({ description: 'See [the docs](https://example.com)' }),
			'an emoji': one({ description: 'Number on the ticket 🎫' }),
		},
		'texts are in English': {
			'a Japanese text': one({ description: 'Number (番号) on the ticket' }),
		},
		'texts have no extra spaces': {
			'two spaces': one({ description: 'Number  on the ticket' }),
			'a space at the end': one({ description: 'Number on the ticket ' }),
		},
		'placeholders show an example': {
			'a placeholder that is not an example': one({ placeholder: 'T-1' }),
			'a collection without "Add"': one({
				type: 'collection',
				placeholder: 'e.g. more',
				options: [],
			}),
		},
		'switches say "Whether"': {
			'a switch that commands': one({
				type: 'boolean',
				placeholder: undefined,
				description: 'Print the ticket',
			}),
			'a switch without a description': one({
				type: 'boolean',
				placeholder: undefined,
				description: undefined,
			}),
		},
		'a text names other fields in single quotes': {
			'double quotes': one({ description: 'Goes before "Seat"' }),
			'no quotes': one({ description: 'Goes before State Lifetime' }),
		},
	},
});
