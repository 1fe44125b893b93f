import type { INodeParameters } from 'n8n-workflow';
import { SAISON_ORIGIN } from '../harness';
import { StubbedHost, type Reply } from '../stubbed-host';

/** The operations that redeem the grant of each item. */
export const exchange: INodeParameters = {
	resource: 'authorization',
	operation: 'exchangeCode',
	code: '={{ $json.grant }}',
};
export const refresh: INodeParameters = {
	resource: 'authorization',
	operation: 'refreshTokens',
	refreshToken: '={{ $json.grant }}',
};

/** A token endpoint that returns tokens of the grant it got, or what the test says. */
export function endpoint(
	response: (grant: string, count: number) => Reply = () => ({}),
): StubbedHost {
	return new StubbedHost(SAISON_ORIGIN, ({ form }, count) => {
		const grant = form.get('code') ?? form.get('refresh_token') ?? '';
		const tokens = { access_token: `A-${grant}`, refresh_token: `R-${grant}`, token_type: 'mac' };
		return { json: tokens, delay: 5, ...response(grant, count) };
	});
}

export const grantsOf = (host: StubbedHost): Array<string | null> =>
	host.requests.map(({ form }) => form.get('code') ?? form.get('refresh_token'));
