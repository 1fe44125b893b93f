import { buildLoginRequest, parseLoginResponse } from '../../../../lib/marta/login';
import { checkLoginResponse } from '../../../../lib/marta/session';
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
		return buildLoginRequest(credential);
	},
	parseResponse(response, input, credential) {
		return parseLoginResponse(response, credential.scope, input.flag('includeTokens'));
	},
};
