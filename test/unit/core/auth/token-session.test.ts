import type { IExecuteFunctions } from 'n8n-workflow';
import { CredentialStore } from '../../../../lib/core/auth/credential-store';
import { TokenSession } from '../../../../lib/core/auth/token-session';
import type { Operation } from '../../../../lib/core/operation/operation';
import { martaService } from '../../../../lib/marta/client';
import type { MartaCredential } from '../../../../lib/marta/credential';
import { runUntil } from '../../support/runs';
import { martaData, withMartaSession } from '../../support/credentials';

/** A run of MARTA whose every request is answered with this status. */
function runWithStatus(statusCode: number): IExecuteFunctions {
	return {
		getNode: () => ({ credentials: {} }),
		getExecutionCancelSignal: () => undefined,
		helpers: {
			httpRequestWithAuthentication: async () =>
				await Promise.resolve({ statusCode, headers: {}, body: '{}' }),
		},
	} as unknown as IExecuteFunctions;
}

async function send(operation: Partial<Operation<MartaCredential>>): Promise<unknown> {
	const context = runWithStatus(402);
	const session = TokenSession.create(context, martaService, {
		store: new CredentialStore(context, martaService, 0),
		data: withMartaSession(martaData(), 'jwt'),
		run: runUntil(new AbortController().signal),
	});
	const request = { method: 'GET' as const, path: '/a' };
	const item = {
		request,
		operation: operation as Operation<MartaCredential>,
		effect: 'read',
		nextTurn: async () => await Promise.resolve(undefined),
	} as const;
	return await session.send({ url: '' }, item);
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
