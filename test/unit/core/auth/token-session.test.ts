import type { IExecuteFunctions } from 'n8n-workflow';
import { TokenSession } from '../../../../lib/core/auth/token-session';
import type { Operation } from '../../../../lib/core/operation/operation';
import { martaService } from '../../../../lib/marta/client';
import type { MartaCredential } from '../../../../lib/marta/credential';
import { martaData, withMartaSession } from '../../support/credentials';

/** A run of MARTA whose every request is answered with this status. */
function runAnswered(statusCode: number): IExecuteFunctions {
	return {
		getNode: () => ({ credentials: {} }),
		getCredentials: async () => await Promise.resolve(withMartaSession(martaData(), 'jwt')),
		helpers: {
			httpRequestWithAuthentication: async () =>
				await Promise.resolve({ statusCode, headers: {}, body: '{}' }),
		},
	} as unknown as IExecuteFunctions;
}

async function send(operation: Partial<Operation<MartaCredential>>): Promise<unknown> {
	const stop = new AbortController().signal;
	const session = await TokenSession.create(runAnswered(402), martaService, stop);
	const request = { method: 'GET' as const, path: '/a' };
	return await session.send({ url: '' }, request, operation as Operation<MartaCredential>);
}

describe('A token session', () => {
	it('checks a response with the check of the service', async () => {
		expect(await send({})).toMatchObject({ reason: 'service_error', httpStatus: 402 });
	});

	it('prefers the check of the operation, and passes it the token that was sent', async () => {
		const checkResponse = jest.fn(() => undefined);
		expect(await send({ checkResponse })).toMatchObject({ status: 402 });
		expect(checkResponse.mock.calls).toEqual([[expect.objectContaining({ status: 402 }), 'jwt']]);
	});
});
