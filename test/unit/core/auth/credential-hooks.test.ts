import { NodeApiError, type INode } from 'n8n-workflow';
import { invalidInput, ServiceError } from '../../../../lib/core/errors/service-error';
import { unwrapServiceError, CredentialHookError } from '../../../../lib/core/errors/unwrap';
import {
	restrictRequest,
	runAuthenticate,
	runPreAuthentication,
} from '../../../../lib/core/auth/credential-hooks';
import type { CredentialData } from '../../../../lib/core/operation/service-definition';
import { serviceErrorOf } from '../../support/errors';
import { isRejected } from '../../support/hooks';

const node: INode = {
	id: '1',
	name: 'MARTA',
	type: 'marta',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const serviceError = new ServiceError({
	reason: 'consent_needed',
	message: 'There is no token.',
	description: 'Get one.',
});

async function thrownBy(work: () => Promise<unknown>): Promise<unknown> {
	return await work().catch((error: unknown) => error);
}

/** As n8n 1.x hands an error back: with its text, and no cause. */
function withoutCause(thrown: unknown): NodeApiError {
	const wrapped = new NodeApiError(node, thrown as never);
	wrapped.cause = undefined;
	return wrapped;
}

describe("A credential's authenticate", () => {
	it('returns its request', async () => {
		const request = { url: 'https://example.com' };
		expect(await runAuthenticate(() => request)).toBe(request);
	});

	it('throws an error that is recognized after n8n 1.x has dropped its cause', async () => {
		const thrown = await thrownBy(
			async () =>
				await runAuthenticate(() => {
					throw serviceError;
				}),
		);
		expect(thrown).toBe(serviceError);
		expect(unwrapServiceError(withoutCause(thrown))).toBe(serviceError);
	});

	it('throws any other error unchanged', async () => {
		const error = new TypeError('x');
		const work = (): never => {
			throw error;
		};
		expect(await thrownBy(async () => await runAuthenticate(work))).toBe(error);
	});
});

describe("A credential's hook", () => {
	it('throws the whole text in an error that is recognized after n8n 1.x has dropped its cause', async () => {
		const thrown = await thrownBy(
			async () =>
				await runPreAuthentication({}, [], async () => await Promise.reject(serviceError)),
		);
		expect(thrown).toBeInstanceOf(CredentialHookError);
		expect(unwrapServiceError(withoutCause(thrown))).toBe(
			(thrown as CredentialHookError).serviceError,
		);
		expect(unwrapServiceError(withoutCause(new Error('What happened.')))).toBeUndefined();
	});
});

const ORIGIN = 'https://api.example.com';
const read = (): { origin: string; ignoreSslIssues: boolean } => ({
	origin: ORIGIN,
	ignoreSslIssues: false,
});
const restrict = (data: CredentialData, url: string, readCredential = read) =>
	restrictRequest(data, { url }, readCredential);

describe('A restricted request', () => {
	it('marks the credential object as rejected when it is rejected', () => {
		const data = { a: 1 };
		const wrong = (): never => {
			throw invalidInput('Client ID', 'is empty.');
		};
		serviceErrorOf(() => restrict(data, 'https://evil.example.com/'));
		expect(isRejected(data)).toBe(true);
		expect(isRejected({ a: 1 })).toBe(false);
		const other = {};
		serviceErrorOf(() => restrict(other, ORIGIN, wrong));
		expect(isRejected(other)).toBe(true);
	});

	it('returns credential and URL, and removes an earlier mark', () => {
		const data = {};
		serviceErrorOf(() => restrict(data, 'https://evil.example.com/'));
		const { credential, url } = restrict(data, `${ORIGIN}/a`);
		expect([credential.origin, url.href]).toEqual([ORIGIN, `${ORIGIN}/a`]);
		expect(isRejected(data)).toBe(false);
	});
});
