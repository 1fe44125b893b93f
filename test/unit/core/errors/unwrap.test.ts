import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { ServiceError } from '../../../../lib/core/errors/service-error';
import {
	CredentialHookError,
	rememberError,
	unwrapServiceError,
} from '../../../../lib/core/errors/unwrap';

const serviceError = new ServiceError({
	reason: 'rate_limited',
	message: 'What happened.',
	description: 'What to do.',
});
const node: INode = {
	id: '1',
	name: 'Saison Connect',
	type: 'saisonConnect',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

describe('Unwrapping a service error', () => {
	const hookError = new CredentialHookError(serviceError);
	const wrap = (cause: unknown, times: number): unknown =>
		times === 0 ? cause : new Error('wrapped', { cause: wrap(cause, times - 1) });

	it('returns the error itself, and the one in a hook’s error', () => {
		expect(unwrapServiceError(serviceError)).toBe(serviceError);
		expect(unwrapServiceError(hookError)).toBe(serviceError);
	});

	it.each([1, 2, 3, 4])('looks through %i wrappers', (times) => {
		expect(unwrapServiceError(wrap(serviceError, times))).toBe(serviceError);
		expect(unwrapServiceError(wrap(hookError, times))).toBe(serviceError);
	});

	it('looks through the errors of n8n', () => {
		const wrapped = new NodeApiError(node, hookError as never);
		expect(unwrapServiceError(new NodeOperationError(node, wrapped))).toBe(serviceError);
	});

	it('returns nothing for a chain without one, and for a chain without an end', () => {
		const endless = new Error('endless');
		endless.cause = endless;
		for (const error of [
			endless,
			wrap('text', 2),
			new Error('x'),
			'text',
			null,
			undefined,
			{ serviceError },
		]) {
			expect(unwrapServiceError(error)).toBeUndefined();
		}
	});

	it('needs no property that n8n would show', () => {
		expect(hookError.message).toBe(serviceError.text);
		expect(Object.keys(hookError)).not.toContain('serviceError');
		expect(JSON.stringify(hookError)).not.toContain('What to do');
	});
});

describe('A remembered error', () => {
	/** As n8n 1.x leaves it: with the text, but without the cause. */
	const withoutCause = (message: string): NodeApiError => {
		const error = new NodeApiError(node, { message } as never);
		error.cause = undefined;
		return error;
	};

	it('is found by its message alone, a hook’s error by its whole text', () => {
		const [plain, inHook] = ['Plain.', 'In a hook.'].map(
			(message) => new ServiceError({ reason: 'network', message, description: 'Advice.' }),
		);
		expect(rememberError(plain)).toBe(plain);
		rememberError(new CredentialHookError(inHook));
		expect(unwrapServiceError(withoutCause('Plain.'))).toBe(plain);
		expect(unwrapServiceError(withoutCause('In a hook. Advice.'))).toBe(inHook);
		expect(unwrapServiceError(withoutCause('In a hook.'))).toBeUndefined();
	});

	it('is forgotten after 100 newer ones', () => {
		const errors = Array.from(
			{ length: 101 },
			(_, index) => new ServiceError({ reason: 'network', message: `No. ${index}.` }),
		);
		for (const error of errors) rememberError(error);
		const found = errors.map(({ message }) => unwrapServiceError(withoutCause(message)));
		expect(found).toEqual([undefined, ...errors.slice(1)]);
	});
});
