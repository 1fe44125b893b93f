import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';
import {
	boundToField,
	ignoreSslIssuesField,
	trimmedField,
} from '../lib/core/auth/credential-fields';
import { runAuthenticate, runPreAuthentication } from '../lib/core/auth/credential-hooks';
import { apiDescriptionField } from '../lib/core/contract/description-field';
import { AROUND_TEXT } from '../lib/core/http/typed-text';
import { authenticateMarta } from '../lib/marta/authenticate';
import { martaSecrets } from '../lib/marta/credential';
import { renewMartaSession } from '../lib/marta/renewal';

/**
 * The login's body as an expression of n8n, for the credential test. Unit tests compare it with what
 * the hook sends, for every scope.
 */
const TEST_BODY = `={{ (() => {
	const c = $credentials;
	const terminal = c.scope === 'terminal' || c.scope === 'terminal-backoffice';
	const open = c.scope === 'prize' || c.scope === 'product';
	const text = (value) => String(value || '').replace(${AROUND_TEXT}, '');
	const body = {};
	const add = (name, value, always) => { if (always || value) body[name] = String(value || ''); };
	if (c.scope !== 'customersynchro') { add('username', text(c.username), !open); add('password', c.password, !open); }
	if (terminal || open) add('serialnumber', text(c.serialNumber), terminal);
	add('campaignid', text(c.campaignId), !open);
	add('devicetype', c.deviceType, !open);
	if (terminal || open) add('foreignid', text(c.foreignId), false);
	body.scope = c.scope;
	return body;
})() }}`;

/** An ordinary choice despite its name: as a password, the editor could not show it. */
const apiKeyPlacement: INodeProperties = {
	displayName: 'Send API Key On',
	name: 'apiKeyOn',
	type: 'options',
	options: [
		{ name: 'All Calls', value: 'all', description: 'Not documented, may be needed' },
		{ name: 'Login Only', value: 'auth', description: 'As documented' },
	],
	default: 'auth',
	description: 'Which calls send the API key in addition to the session token',
};

export class MartaApi implements ICredentialType {
	name = 'martaApi';

	displayName = 'MARTA API';

	icon = {
		light: 'file:../icons/marta.svg',
		dark: 'file:../icons/marta.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-saison-marta/n8n-nodes-saison-marta#marta-in-five-minutes';

	properties: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Custom', value: 'custom', description: 'The address you received from MARTA' },
				{ name: 'Demo', value: 'demo', description: 'https://martaapidemo.keyx.it' },
			],
			default: 'demo',
			description: 'No production address is public: choose Custom and enter yours',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://marta.example.com',
			description: 'Scheme, host and port only. Plain HTTP is accepted for this machine only.',
			displayOptions: { show: { environment: ['custom'] } },
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Issued by MARTA, one for each application',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'options',
			options: [
				{ name: 'Backoffice', value: 'backoffice', description: 'Back-office operators' },
				{ name: 'Customer', value: 'customer', description: 'One end customer, signed in' },
				{
					name: 'Customersynchro',
					value: 'customersynchro',
					description: 'Before or during the registration of a customer',
				},
				{
					name: 'Prize',
					value: 'prize',
					description:
						'External prize catalog. Its fields are not public: fill in what you received from MARTA.',
				},
				{
					name: 'Product',
					value: 'product',
					description:
						'External products. Its fields are not public: fill in what you received from MARTA.',
				},
				{ name: 'Terminal', value: 'terminal', description: 'Operators on a registered terminal' },
				{
					name: 'Terminal and Backoffice',
					value: 'terminal-backoffice',
					description: 'Operators on a registered terminal, with back-office access',
				},
			],
			default: 'customersynchro',
			description: 'What the session gives access to. A credential has one scope.',
		},
		{
			displayName: 'Username',
			name: 'username',
			type: 'string',
			default: '',
			description: 'The operator or customer that MARTA set up for this scope',
			displayOptions: { hide: { scope: ['customersynchro'] } },
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Password for the username',
			displayOptions: { hide: { scope: ['customersynchro'] } },
		},
		{
			displayName: 'Campaign ID',
			name: 'campaignId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 16273',
			description:
				"The brand's campaign. May be empty for Net operators with the scope Backoffice.",
		},
		{
			displayName: 'Serial Number',
			name: 'serialNumber',
			type: 'string',
			default: '',
			placeholder: 'e.g. 00444001',
			description: 'Serial number of the terminal. Sent as text to keep leading zeros.',
			displayOptions: { show: { scope: ['prize', 'product', 'terminal', 'terminal-backoffice'] } },
		},
		{
			displayName: 'Device Type',
			name: 'deviceType',
			type: 'options',
			options: [
				{ name: 'Android', value: '2', description: 'Sent as 2' },
				{ name: 'Browser', value: '1', description: 'Sent as 1' },
				{ name: 'iOS', value: '3', description: 'Sent as 3' },
				{
					name: 'Not Sent',
					value: '',
					description: 'For the scopes Prize and Product, whose fields are not public',
				},
			],
			default: '1',
			description: 'Kind of device that logs in',
		},
		{
			displayName: 'Foreign ID',
			name: 'foreignId',
			type: 'string',
			default: '',
			description: 'Appears in one sample only, without explanation. Not sent if empty.',
			displayOptions: { show: { scope: ['prize', 'product', 'terminal', 'terminal-backoffice'] } },
		},
		apiKeyPlacement,
		ignoreSslIssuesField,
		apiDescriptionField,
		{
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{ displayName: 'Session Expires At', name: 'sessionExpiresAt', type: 'hidden', default: '' },
		boundToField,
	];

	preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		return runPreAuthentication(credentials, martaSecrets(credentials), async () =>
			renewMartaSession(this.helpers.httpRequest, credentials),
		);
	}

	authenticate: IAuthenticate = async (credentials, requestOptions) =>
		runAuthenticate(() => authenticateMarta(credentials, requestOptions));

	/** Logs in with the same fields as the hook. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ $credentials.environment === "custom" ? ${trimmedField('baseUrl')} : "https://martaapidemo.keyx.it" }}`,
			url: '/auth',
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: TEST_BODY,
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message: "MARTA rejected the login. Check 'API Key', 'Username', 'Password' and 'Scope'.",
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 400,
					message: "MARTA rejected the login. Check 'Scope', 'Campaign ID' and 'Serial Number'.",
				},
			},
		],
	};
}
