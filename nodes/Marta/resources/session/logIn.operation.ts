import type { Operation } from '../../../../lib/core/operation/operation';
import type { MartaCredential } from '../../../../lib/marta/credential';
import { loginCall, loginItem } from '../../../../lib/marta/login';
import { judgeLogin } from '../../../../lib/marta/sessions';
import { includeTokensField } from '../fields';

/** `POST /auth` with the credential's own fields. */
export const logInSession: Operation<MartaCredential> = {
	value: 'logIn',
	name: 'Log In',
	action: 'Log in session',
	description: 'Log in with the credential and report until when the session lasts',
	effect: 'login',
	fields: [includeTokensField],
	judge: judgeLogin,
	toCall(_input, credential) {
		return loginCall(credential);
	},
	toJson(answer, input, credential) {
		return loginItem(answer, credential.scope, input.flag('includeTokens'));
	},
};
