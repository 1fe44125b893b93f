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
import { AROUND_SECRET } from '../lib/core/http/typed-text';
import { authenticateSaison } from '../lib/saison/auth/authenticate';
import { saisonSecrets } from '../lib/saison/auth/credential';
import { renewSaisonTokens } from '../lib/saison/auth/renewal';

type TestRule = NonNullable<ICredentialTestRequest['rules']>[number];

const CLIENT_REJECTED =
	"Saison Connect rejected the client. Check 'Client ID' and 'Client Secret'.";
const NO_TOKEN_ENDPOINT =
	"There is no token endpoint at this address. Check 'Environment', 'Base URL' and 'Token URL Path'.";
const FAILED_STATUSES = Array.from({ length: 300 }, (_, index) => 300 + index).filter(
	(status) => status !== 400,
);

function onStatus(value: number, message: string): TestRule {
	return { type: 'responseCode', properties: { value, message } };
}

/** @param value `undefined` for a response without the `error` of RFC 6749 */
function onOAuthError(value: string | undefined, message: string): TestRule {
	return { type: 'responseSuccessBody', properties: { key: 'error', value, message } };
}

export class SaisonConnectApi implements ICredentialType {
	name = 'saisonConnectApi';

	displayName = 'Saison Connect API';

	icon = {
		light: 'file:../icons/saison.svg',
		dark: 'file:../icons/saison.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-saison-marta/n8n-nodes-saison-marta#saison-connect-in-five-minutes';

	properties: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{
					name: 'Custom',
					value: 'custom',
					description: 'A gateway or the sandbox of this package',
				},
				{
					name: 'Production',
					value: 'production',
					description:
						'https://api.saisoncard.co.jp (seen in public code, not in the documentation)',
				},
				{ name: 'Test', value: 'test', description: 'https://apit.saisoncard.co.jp' },
			],
			default: 'test',
			description: 'Host of Credit Saison to call',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://gateway.example.com',
			description: 'Scheme, host and port only. Plain HTTP is accepted for this machine only.',
			displayOptions: { show: { environment: ['custom'] } },
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. ZT300',
			description: 'Issued by Credit Saison',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Issued by Credit Saison. It also signs every request. Spaces at its beginning or end are part of it.',
		},
		{
			displayName:
				'Client ID and Client Secret are all you need if every item brings its own token. For other calls, allow access in a browser and paste the result below.',
			name: 'consentNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Authorization Code',
			name: 'authorizationCode',
			type: 'string',
			default: '',
			description:
				'The code, or the full address the browser ended on. It works once: it is exchanged on the first call and then cleared.',
		},
		{
			displayName: 'Refresh Token',
			name: 'refreshToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Filled in when the code is exchanged. Paste one here only if you already have it.',
		},
		{
			displayName: 'Member Service',
			name: 'memberService',
			type: 'options',
			options: [
				{
					name: 'Atto U Net (UC Cards)',
					value: 'atu',
					description: 'Where holders of UC cards log in',
				},
				{ name: 'Custom', value: 'custom', description: 'Another service, identified by its code' },
				{
					name: 'Net Answer (Saison Cards)',
					value: 'na',
					description: 'Where holders of Saison cards log in',
				},
			],
			default: 'na',
			description: "Web service the member logs in to. It is part of the consent page's address.",
		},
		{
			displayName: 'Member Service Code',
			name: 'memberServiceCode',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. na',
			description: 'Letters, digits, hyphens and underscores',
			displayOptions: { show: { memberService: ['custom'] } },
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'string',
			default: '',
			placeholder: 'e.g. openid',
			description:
				'Passed to the consent page unchanged. Leave it empty unless your contract names scopes.',
		},
		{
			displayName: 'Token URL Path',
			name: 'tokenUrlPath',
			type: 'string',
			default: '/auth/token',
			required: true,
			description: 'Path of the token endpoint. One page of the documentation shows /na/token.',
		},
		{
			displayName: 'API Version',
			name: 'apiVersion',
			type: 'string',
			default: '1',
			required: true,
			description: 'Sent as X-API-VERSION on token and data calls',
		},
		{
			displayName: 'MAC Separator',
			name: 'macSeparator',
			type: 'options',
			options: [
				{ name: 'Comma', value: 'comma', description: 'As in the OAuth MAC draft' },
				{ name: 'Space', value: 'space', description: 'As in the usage example of Saison Connect' },
			],
			default: 'space',
			description: 'Separator between the parts of the Authorization header',
		},
		ignoreSslIssuesField,
		apiDescriptionField,
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		boundToField,
	];

	preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		return runPreAuthentication(credentials, saisonSecrets(credentials), async () =>
			renewSaisonTokens(this.helpers.httpRequest, credentials),
		);
	}

	authenticate: IAuthenticate = async (credentials, requestOptions) =>
		runAuthenticate(() => authenticateSaison(credentials, requestOptions));

	/**
	 * Requests tokens with a refresh token that cannot exist. By RFC 6749, section 5.2, `invalid_client`
	 * means that the secret is wrong, `invalid_grant` that only the token is (inferred for this service).
	 */
	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ $credentials.environment === "custom" ? ${trimmedField('baseUrl')} : $credentials.environment === "production" ? "https://api.saisoncard.co.jp" : "https://apit.saisoncard.co.jp" }}`,
			url: `={{ ${trimmedField('tokenUrlPath')} }}`,
			method: 'POST',
			headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8' },
			body: `=grant_type=refresh_token&client_id={{ encodeURIComponent(${trimmedField('clientId')}) }}&client_secret={{ encodeURIComponent(${trimmedField('clientSecret', AROUND_SECRET)}) }}&refresh_token=credential-test`,
			// Any status but 200 and 400 fails on its own; the body says what a 400 means.
			ignoreHttpStatusErrors: { ignore: true, except: FAILED_STATUSES },
		},
		// The type allows rules of one kind only; n8n reads each rule by its own.
		rules: [
			...[401, 403].map((status) => onStatus(status, CLIENT_REJECTED)),
			...[301, 302, 303, 307, 308, 404, 405].map((status) => onStatus(status, NO_TOKEN_ENDPOINT)),
			onOAuthError('invalid_client', CLIENT_REJECTED),
			onOAuthError('unauthorized_client', CLIENT_REJECTED),
			onOAuthError(
				'invalid_request',
				"The token endpoint rejected the request. Check 'Token URL Path' and 'API Version'.",
			),
			onOAuthError(
				'unsupported_grant_type',
				"The token endpoint does not support refresh tokens. Check 'Token URL Path'.",
			),
			onOAuthError(undefined, NO_TOKEN_ENDPOINT),
		] as ICredentialTestRequest['rules'],
	};
}
