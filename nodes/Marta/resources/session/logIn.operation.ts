import { loginRequest } from '../../../../lib/marta/login';
import {
	checkLoginResponse,
	describeSession,
	parseLoginResponse,
} from '../../../../lib/marta/session';
import type { MartaOperation } from '../../../../lib/marta/operation';
import { includeTokensField } from '../fields';

/** `POST /auth` with the credential's own fields. */
export const logInSession: MartaOperation = {
	value: 'logIn',
	name: 'Log In',
	action: 'Log in session',
	description: 'Log in with the credential and return when the session expires',
	effect: 'login',
	fields: [includeTokensField],
	checkResponse: checkLoginResponse,
	buildRequest(_input, credential) {
		return loginRequest(credential);
	},
	parseResponse(response, input, credential) {
		const session = parseLoginResponse(response);
		return describeSession(session, credential.scope, input.flag('includeTokens'));
	},
};
