import { loginRequest } from '../../../../lib/marta/login';
import {
	checkCustomerLoginResponse,
	describeSession,
	parseLoginResponse,
} from '../../../../lib/marta/session';
import type { MartaOperation } from '../../../../lib/marta/operation';
import { includeTokensField } from '../fields';

/** `POST /auth` with scope customer and the person's own login; the rest is the credential's. */
export const logInCustomer: MartaOperation = {
	value: 'logIn',
	name: 'Log In',
	action: 'Log in customer',
	description:
		'Log in as an end customer and get their details. If the login is rejected, the item fails.',
	effect: 'login',
	fields: [
		{
			displayName: 'Username',
			name: 'username',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. +393331234567',
			description:
				"The customer's username; in the vendor's samples, a mobile number with country code",
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				"The customer's password. Saved executions contain it if it comes with the item.",
		},
		includeTokensField,
	],
	checkResponse: checkCustomerLoginResponse,
	buildRequest(input, credential) {
		return loginRequest({
			...credential,
			scope: 'customer',
			username: input.requiredText('username'),
			password: input.requiredSecret('password'),
		});
	},
	parseResponse(response, input) {
		const session = parseLoginResponse(response);
		return describeSession(session, 'customer', input.flag('includeTokens'));
	},
};
