import type { ICredentialType, INodeProperties } from 'n8n-workflow';
import { MartaApi } from '../../credentials/MartaApi.credentials';
import { SaisonConnectApi } from '../../credentials/SaisonConnectApi.credentials';
import { fieldsOf, marta, saison } from './support/nodes';
import { checkRules, type Rules } from './support/rules';
import { sampleField } from './support/sample-table';

type Credential = Pick<
	ICredentialType,
	| 'name'
	| 'displayName'
	| 'documentationUrl'
	| 'icon'
	| 'properties'
	| 'test'
	| 'authenticate'
	| 'preAuthentication'
>;

/** A value that grants access to whoever has it, or is a hash of such values. */
const SECRET = /(secret|token|password|apikey|boundTo)$/i;

const isMasked = ({ typeOptions }: INodeProperties): boolean => typeOptions?.password === true;
const isSecret = ({ name, type }: INodeProperties): boolean =>
	type !== 'boolean' && SECRET.test(name);

const rules: Rules<Credential> = {
	'secrets are masked and nothing else is': ({ properties }) =>
		properties.filter((field) => isSecret(field) !== isMasked(field)).map(({ name }) => name),
	'the token that n8n renews is hidden, expirable and initially empty': ({ properties }) => {
		const expirable = properties.filter(({ typeOptions }) => typeOptions?.expirable);
		if (expirable.length !== 1) return [`${expirable.length} expirable fields`];
		const [{ name, type, default: start }] = expirable;
		return type === 'hidden' && start === '' ? [] : [name];
	},
	'a hidden field has an empty default and no description': ({ properties }) =>
		properties
			.filter(({ type }) => type === 'hidden')
			.filter(({ default: start, description }) => start !== '' || description !== undefined)
			.map(({ name }) => name),
	'no secret has a default': ({ properties }) =>
		properties.filter((field) => isSecret(field) && field.default !== '').map(({ name }) => name),
	'name and display name end in Api and API': ({ name, displayName }) => [
		...(name.endsWith('Api') ? [] : [name]),
		...(displayName.endsWith(' API') ? [] : [displayName]),
	],
	'the documentation is a complete https URL': ({ documentationUrl = '' }) =>
		/^https:\/\/[^/]+\/./.test(documentationUrl) ? [] : [documentationUrl],
	'URLs in placeholders and descriptions are complete and use https': ({ properties }) =>
		fieldsOf(properties)
			.flatMap(({ field }) => [field.placeholder ?? '', field.description ?? ''])
			.flatMap((text) => text.match(/\S*\/\/\S*/g) ?? [])
			.filter((url) => !/^https:\/\/[a-z]/.test(url)),
	'it has a light and a dark icon': ({ icon }) => {
		const { light, dark } = typeof icon === 'object' ? icon : { light: '', dark: '' };
		const isFile = (file: string): boolean => /^file:.*\.svg$/.test(file);
		return isFile(light) && isFile(dark) && light !== dark ? [] : ['icon'];
	},
	'it has a test and authenticates by itself': (credential) =>
		(['test', 'authenticate', 'preAuthentication'] as const).filter((name) => !credential[name]),
};

const token = sampleField({
	name: 'accessToken',
	type: 'hidden',
	required: undefined,
	placeholder: undefined,
	description: undefined,
	typeOptions: { expirable: true, password: true },
});
const key = sampleField({ name: 'apiKey', typeOptions: { password: true } });
const good: Credential = {
	name: 'ticketApi',
	displayName: 'Ticket API',
	documentationUrl: 'https://example.com/docs',
	icon: { light: 'file:a.svg', dark: 'file:b.svg' },
	properties: [key, sampleField({ name: 'tokenUrlPath' }), token],
	test: { request: { url: '/' } },
	authenticate: { type: 'generic', properties: {} },
	preAuthentication: async () => ({}),
};
const withFields = (...properties: INodeProperties[]): Credential => ({ ...good, properties });

checkRules({
	rules,
	real: { 'Saison Connect API': new SaisonConnectApi(), 'MARTA API': new MartaApi() },
	good,
	planted: {
		'secrets are masked and nothing else is': {
			'a secret in plain sight': withFields({ ...key, typeOptions: undefined }, token),
			'a hash in plain sight': withFields(token, sampleField({ name: 'boundTo' })),
			'a token in plain sight': withFields({ ...token, typeOptions: { expirable: true } }),
			'a masked URL': withFields(sampleField({ typeOptions: { password: true } }), token),
		},
		'the token that n8n renews is hidden, expirable and initially empty': {
			'no expirable field': withFields({ ...token, typeOptions: { password: true } }),
			'one that is shown': withFields({ ...token, type: 'string' }),
			'two of them': withFields(token, { ...token, name: 'otherToken' }),
		},
		'a hidden field has an empty default and no description': {
			'a default': withFields(token, {
				...token,
				name: 'expiresAt',
				typeOptions: {},
				default: 'x',
			}),
		},
		'no secret has a default': {
			'a key for everybody': withFields({ ...key, default: 'demo' }, token),
		},
		'name and display name end in Api and API': {
			'another name': { ...good, name: 'ticket' },
			'another display name': { ...good, displayName: 'Ticket' },
		},
		'the documentation is a complete https URL': {
			'a word': { ...good, documentationUrl: 'ticket' },
			none: { ...good, documentationUrl: undefined },
		},
		'URLs in placeholders and descriptions are complete and use https': {
			'a URL without encryption': withFields(
				sampleField({ placeholder: 'e.g. http://example.com' }),
				token,
			),
		},
		'it has a light and a dark icon': {
			'one icon for both': { ...good, icon: { light: 'file:a.svg', dark: 'file:a.svg' } },
			none: { ...good, icon: undefined },
		},
		'it has a test and authenticates by itself': { 'no test': { ...good, test: undefined } },
	},
});

test.each([
	['Saison Connect', saison.description.properties],
	['MARTA', marta.description.properties],
])('secrets that items bring to %s are masked', (_name, properties) => {
	const fields = fieldsOf(properties).map(({ field }) => field);
	expect(fields.filter(isSecret).length).toBeGreaterThan(0);
	expect(fields.filter((field) => isSecret(field) !== isMasked(field))).toEqual([]);
});
