import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import {
	ServiceError,
	unwrapServiceError,
	CredentialHookError,
	invalidInput,
	redact,
} from '../../../../lib/core/errors/service-error';

const serviceError = new ServiceError({
	reason: 'rate_limited',
	message: 'What happened.',
	description: 'What to do.',
	httpStatus: 429,
	resultCode: '901',
	recovery: 'retryAfterPause',
	retryAfterMs: 5_000,
	mayHaveBeenProcessed: true,
});
const node: INode = {
	id: '1',
	name: 'Saison Connect',
	type: 'saisonConnect',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

describe('A failure', () => {
	it('changes only what it is asked to', () => {
		const changed = serviceError.with({ description: 'Else.', recovery: undefined });
		expect(changed).toMatchObject({
			reason: 'rate_limited',
			message: 'What happened.',
			description: 'Else.',
			httpStatus: 429,
			resultCode: '901',
			retryAfterMs: 5_000,
			mayHaveBeenProcessed: true,
		});
		expect(changed.recovery).toBeUndefined();
		expect(serviceError.description).toBe('What to do.');
	});

	it('has one text out of message and description', () => {
		expect(serviceError.text).toBe('What happened. What to do.');
		expect(serviceError.with({ description: '' }).text).toBe('What happened.');
	});

	it('of an input names the field', () => {
		expect(invalidInput('Base URL', 'is empty.', 'Fill it in.')).toMatchObject({
			reason: 'invalid_input',
			message: "'Base URL' is empty.",
			description: 'Fill it in.',
			mayHaveBeenProcessed: false,
		});
	});
});

describe('Finding a failure again', () => {
	const hook = new CredentialHookError(serviceError);
	const wrap = (cause: unknown, times: number): unknown =>
		times === 0 ? cause : new Error('wrapped', { cause: wrap(cause, times - 1) });

	it('works for the failure itself and for a hook’s', () => {
		expect(unwrapServiceError(serviceError)).toBe(serviceError);
		expect(unwrapServiceError(hook)).toBe(serviceError);
	});

	it.each([1, 2, 3, 4])('works through %i wrappings', (times) => {
		expect(unwrapServiceError(wrap(serviceError, times))).toBe(serviceError);
		expect(unwrapServiceError(wrap(hook, times))).toBe(serviceError);
	});

	it('works through the errors n8n wraps it in', () => {
		const wrapped = new NodeApiError(node, hook as never);
		expect(unwrapServiceError(new NodeOperationError(node, wrapped))).toBe(serviceError);
	});

	it('ends on a chain without one, and on a chain without an end', () => {
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
		expect(hook.message).toBe(serviceError.text);
		expect(Object.keys(hook)).not.toContain('failure');
		expect(JSON.stringify(hook)).not.toContain('What happened');
	});
});

describe('Redacting a failure', () => {
	const told = (text: string, secrets: string[], resultCode?: string): ServiceError =>
		redact(
			new ServiceError({ reason: 'service_error', message: text, description: text, resultCode }),
			secrets,
		);

	it('takes secrets out of every text, each time they stand there', () => {
		const clean = told('token s3cr3t!, again s3cr3t!', ['s3cr3t!'], 's3cr3t!');
		expect(clean.message).toBe('token ***, again ***');
		expect(clean.description).toBe('token ***, again ***');
		expect(clean.resultCode).toBe('***');
	});

	it('keeps every other fact', () => {
		const clean = redact(serviceError, ['nothing']);
		expect({ ...clean }).toEqual({ ...serviceError });
	});

	it('takes a secret literally, and leaves empty and very short ones', () => {
		expect(told('a.*b$&c', ['.*b$']).message).toBe('a***&c');
		expect(told('What happened', ['', 'a', 'hap']).message).toBe('What happened');
	});

	it('leaves no rest of a secret that begins with another one', () => {
		expect(told('it was abcd-long-token', ['abcd', 'abcd-long-token']).message).toBe('it was ***');
		expect(told('it was abcd-long-token', ['abcd-long-token', 'abcd']).message).toBe('it was ***');
	});

	it('takes no blanks for a secret, though a password may be made of them', () => {
		expect(told('It happened. Look at it.', ['     ', ' a b  ', '  ab ']).message).toBe(
			'It happened. Look at it.',
		);
	});

	it('cuts a long text, which a service may quote, after the secrets are out of it', () => {
		const secret = 'S3CR3T-'.repeat(6);
		for (let length = 560; length <= 600; length++) {
			const { message } = told('x'.repeat(length) + secret + 'y'.repeat(5_000), [secret]);
			expect(message).not.toContain('S3CR3T');
			expect(message.length).toBeLessThan(700);
		}
	});

	it('knows a secret in a JSON text that is quoted', () => {
		expect(told(JSON.stringify({ sent: 'a"b\\c' }), ['a"b\\c']).message).toBe('{"sent":"***"}');
	});

	it('knows a secret whose plus signs were decoded to blanks', () => {
		expect(told('it was ab cd/e=', ['ab+cd/e=']).message).toBe('it was ***');
	});

	it('knows a secret in the form in which a body or an address carries it', () => {
		const clean = told('client_secret=a%2Bb+%2Fc%3D or a%2Bb%20%2Fc%3D', ['a+b /c=']);
		expect(clean.message).toBe('client_secret=*** or ***');
	});
});
