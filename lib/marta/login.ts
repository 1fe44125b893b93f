import type { IDataObject } from 'n8n-workflow';
import { requestTokens, type HttpRequest } from '../core/auth/token-request';
import { invalidInput } from '../core/errors/service-error';
import type { ServiceRequest } from '../core/http/service-request';
import type { MartaCredential, MartaScope } from './credential';
import { parseLoginResponse, type MartaSession } from './session';

const LOGIN_PATH = '/auth';

/** Their names in JSON. */
type LoginField =
	'username' | 'password' | 'campaignid' | 'serialnumber' | 'devicetype' | 'foreignid';
type FieldRules = Partial<Record<LoginField, 'required' | 'may be empty' | 'if filled'>>;

const OPERATOR: FieldRules = { username: 'required', password: 'required' };
const TERMINAL: FieldRules = {
	...OPERATOR,
	serialnumber: 'required',
	campaignid: 'required',
	devicetype: 'required',
	foreignid: 'if filled',
};
/** The fields of prize and product are not public, so whatever is filled in is sent. */
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

/** Whether a path belongs to the Auth API, which takes the API key and no session. */
export function isAuthApi(path: string): boolean {
	const pathname = path.split('?', 1)[0];
	return pathname === LOGIN_PATH || pathname.startsWith(`${LOGIN_PATH}/`);
}

/**
 * The body of `POST /auth`: exactly the fields of the scope, as text to keep leading zeros.
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
				`is empty, but the scope ${credential.scope} requires it.`,
				'Enter it in the MARTA API credential.',
			);
		}
		if (value !== '' || rule === 'may be empty') body[name] = value;
	}
	return { ...body, scope: credential.scope };
}

/** @throws ServiceError `invalid_input` naming the field that is missing */
export function loginRequest(credential: MartaCredential): ServiceRequest {
	return {
		method: 'POST',
		path: LOGIN_PATH,
		headers: { 'Content-Type': 'application/json', 'x-api-key': credential.apiKey },
		body: JSON.stringify(loginBody(credential)),
		secrets: [credential.password],
		unauthenticated: true,
	};
}

/** Logs in with the credential. @throws ServiceError */
export async function requestSession(
	httpRequest: HttpRequest,
	credential: MartaCredential,
): Promise<MartaSession> {
	return await requestTokens(httpRequest, credential, {
		request: loginRequest(credential),
		endpoint: 'the login of MARTA',
		parse: parseLoginResponse,
	});
}
