import { REQUEST_OPTIONS } from '../common';
import type { Endpoint, Example, FaultRun, FieldSpec, OperationSpec } from '../spec';
import { TOKEN_HEADERS } from './common';

const TOKENS = { access_token: 'AT', refresh_token: 'RT', token_type: 'mac' };

/** An operation that turns a member's own grant into tokens. */
export function grantSpec(
	id: string,
	grant: 'code' | 'refreshToken',
	field: FieldSpec,
	example: Pick<Example, 'note' | 'sends'>,
): OperationSpec {
	return {
		fields: { [grant]: field },
		options: REQUEST_OPTIONS,
		endpoint: tokenEndpoint(id, grant === 'code' ? 'code' : 'refresh_token'),
		example: {
			...example,
			parameters: { [grant]: `={{ $json.${grant} }}` },
			item: { [grant]: 'GRANT-0042' },
			response: { body: { ...TOKENS, expires_in: 3600 } },
			output: {
				accessToken: '…',
				refreshToken: '…',
				tokenType: 'mac',
				expiresIn: 3600,
				receivedAt: '2026-11-26T10:00:00.000Z',
			},
		},
		responses: [{ body: TOKENS }],
		faults: [grantFaults(grant)],
	};
}

function tokenEndpoint(id: string, name: string): Endpoint {
	return {
		id,
		method: 'POST',
		path: '/auth/token',
		form: ['grant_type', 'client_id', 'client_secret', name],
		headers: TOKEN_HEADERS,
	};
}

function grantFaults(grant: 'code' | 'refreshToken'): FaultRun {
	return {
		kind: 'login',
		credential: 'saison',
		grant,
		method: 'POST',
		path: '/auth/token',
		output: { accessToken: expect.anything(), tokenType: 'mac' },
	};
}
