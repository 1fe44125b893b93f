import type { IDataObject } from 'n8n-workflow';
import { invalidInput } from '../core/errors/service-error';
import { fingerprint } from '../core/auth/fingerprint';
import { parseOrigin } from '../core/http/base-url';
import type { CredentialData } from '../core/operation/service-definition';

/** No production host is public. */
const ORIGINS = new Map([['demo', 'https://martaapidemo.keyx.it']]);

export type MartaScope =
	| 'backoffice'
	| 'terminal'
	| 'terminal-backoffice'
	| 'customersynchro'
	| 'customer'
	| 'prize'
	| 'product';

/** The credential's own settings, checked as far as every call needs them. */
export interface MartaCredential {
	origin: string;
	apiKey: string;
	/** Whether the api key also goes on calls outside the Auth API (not documented). */
	apiKeyEverywhere: boolean;
	scope: MartaScope;
	username: string;
	password: string;
	campaignId: string;
	serialNumber: string;
	/** '1' browser, '2' Android, '3' iOS. */
	deviceType: string;
	foreignId: string;
	ignoreSslIssues: boolean;
}

/** The JSON names of the login's fields, and whether each must be filled. */
type FieldRules = Partial<Record<LoginField, 'required' | 'may be empty' | 'if filled'>>;
type LoginField =
	'username' | 'password' | 'campaignid' | 'serialnumber' | 'devicetype' | 'foreignid';

const OPERATOR: FieldRules = { username: 'required', password: 'required' };
const TERMINAL: FieldRules = {
	...OPERATOR,
	serialnumber: 'required',
	campaignid: 'required',
	devicetype: 'required',
	foreignid: 'if filled',
};
/** The fields of prize and product are not public: whatever is filled in. */
const UNKNOWN: FieldRules = {
	username: 'if filled',
	password: 'if filled',
	serialnumber: 'if filled',
	campaignid: 'if filled',
	devicetype: 'if filled',
	foreignid: 'if filled',
};

/** Which fields `POST /auth` takes for each scope, from the article "Autenticazione - Auth API". */
const LOGIN_FIELDS: Record<MartaScope, FieldRules> = {
	backoffice: { ...OPERATOR, campaignid: 'may be empty', devicetype: 'required' },
	terminal: TERMINAL,
	'terminal-backoffice': TERMINAL,
	customersynchro: { campaignid: 'required', devicetype: 'required' },
	customer: { ...OPERATOR, campaignid: 'required', devicetype: 'required' },
	prize: UNKNOWN,
	product: UNKNOWN,
};

const EDITOR_NAMES: Record<LoginField, string> = {
	username: 'Username',
	password: 'Password',
	campaignid: 'Campaign ID',
	serialnumber: 'Serial Number',
	devicetype: 'Device Type',
	foreignid: 'Foreign ID',
};

/** @throws ServiceError `invalid_input` naming the field of the credential */
export function readMartaCredential(data: CredentialData): MartaCredential {
	const text = (name: string): string => {
		const value = data[name];
		return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
	};
	const scope = text('scope');
	if (!Object.hasOwn(LOGIN_FIELDS, scope))
		throw invalidInput('Scope', 'is not one of the scopes of MARTA.');
	const apiKey = text('apiKey').trim();
	if (apiKey === '') {
		throw invalidInput('API Key', 'is empty.', 'Fill it in on the MARTA API credential.');
	}
	if (!/^[\x21-\x7e]+$/.test(apiKey)) {
		throw invalidInput('API Key', 'holds characters that cannot be sent in a header.');
	}
	return {
		origin: ORIGINS.get(text('environment')) ?? parseOrigin(text('baseUrl')),
		apiKey,
		apiKeyEverywhere: data.apiKeyOn === 'all',
		scope: scope as MartaScope,
		username: text('username'),
		password: text('password'),
		campaignId: text('campaignId').trim(),
		serialNumber: text('serialNumber').trim(),
		deviceType: text('deviceType'),
		foreignId: text('foreignId').trim(),
		ignoreSslIssues: data.ignoreSslIssues === true,
	};
}

/**
 * The body of `POST /auth`: exactly the fields of the scope, all as text, so that leading zeros stay.
 *
 * @throws ServiceError `invalid_input` naming the field that is missing
 */
export function loginBody(credential: MartaCredential): IDataObject {
	const values: Record<LoginField, string> = {
		username: credential.username,
		password: credential.password,
		campaignid: credential.campaignId,
		serialnumber: credential.serialNumber,
		devicetype: credential.deviceType,
		foreignid: credential.foreignId,
	};
	const body: IDataObject = {};
	for (const [name, rule] of Object.entries(LOGIN_FIELDS[credential.scope])) {
		const value = values[name as LoginField];
		if (rule === 'required' && value === '') {
			throw invalidInput(
				EDITOR_NAMES[name as LoginField],
				`is empty, and the scope ${credential.scope} needs it.`,
				'Fill it in on the MARTA API credential.',
			);
		}
		if (value !== '' || rule === 'may be empty') body[name] = value;
	}
	return { ...body, scope: credential.scope };
}

/** What a session is bound to: everything its login was made with. */
export function bindingFor(credential: MartaCredential): string {
	return fingerprint('marta', ...boundFields(credential));
}

function boundFields(credential: MartaCredential): string[] {
	const { origin, apiKey, scope, username, password } = credential;
	const { campaignId, serialNumber, deviceType, foreignId } = credential;
	return [
		...[origin, apiKey, scope, username, password],
		...[campaignId, serialNumber, deviceType, foreignId],
	];
}

/**
 * By the credential's object, which n8n hands over with every request of a run and changes in place
 * when it renews: so a binding counts only while all it was made from is still the same.
 */
const knownBindings = new WeakMap<CredentialData, { fields: string[]; binding: string }>();

function knownBindingFor(credential: MartaCredential, data: CredentialData): string {
	const fields = boundFields(credential);
	const known = knownBindings.get(data);
	if (known?.fields.every((field, index) => field === fields[index])) return known.binding;
	const binding = bindingFor(credential);
	knownBindings.set(data, { fields, binding });
	return binding;
}

/** The stored session token, '' when there is none that came of this very login. */
export function boundSessionToken(credential: MartaCredential, data: CredentialData): string {
	const token = data.sessionToken;
	return data.boundTo === knownBindingFor(credential, data) && typeof token === 'string'
		? token
		: '';
}

/** Values that must not appear in any text. */
export function martaSecrets(data: CredentialData): string[] {
	return ['apiKey', 'password', 'sessionToken']
		.map((name) => data[name])
		.filter((value): value is string => typeof value === 'string');
}
