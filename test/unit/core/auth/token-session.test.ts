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

describe('A response', () => {
	it("is judged by the service's rules", async () => {
		expect(await send({})).toMatchObject({ reason: 'service_error', httpStatus: 402 });
	});

	it('is judged by the rules of the operation where it has its own, with the token it was sent with', async () => {
		const checkResponse = jest.fn(() => undefined);
		expect(await send({ checkResponse })).toMatchObject({ status: 402 });
		expect(checkResponse.mock.calls).toEqual([[expect.objectContaining({ status: 402 }), 'jwt']]);
	});
});
