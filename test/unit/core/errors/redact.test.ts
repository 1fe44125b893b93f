import { redact } from '../../../../lib/core/errors/redact';
import { ServiceError } from '../../../../lib/core/errors/service-error';

describe('Redacting an error', () => {
	const redacted = (text: string, secrets: string[], resultCode?: string): ServiceError =>
		redact(
			new ServiceError({ reason: 'service_error', message: text, description: text, resultCode }),
			secrets,
		);

	it('removes secrets from every text, each time they occur', () => {
		const clean = redacted('token s3cr3t!, again s3cr3t!', ['s3cr3t!'], 's3cr3t!');
		expect(clean.message).toBe('token ***, again ***');
		expect(clean.description).toBe('token ***, again ***');
		expect(clean.resultCode).toBe('***');
	});

	it('changes nothing else', () => {
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
		const clean = redact(serviceError, ['nothing']);
		expect({ ...clean }).toEqual({ ...serviceError });
	});

	it('matches a secret literally, and ignores empty and very short ones', () => {
		expect(redacted('a.*b$&c', ['.*b$']).message).toBe('a***&c');
		expect(redacted('What happened', ['', 'a', 'hap']).message).toBe('What happened');
	});

	it('leaves no part of a secret that begins with another one', () => {
		expect(redacted('it was abcd-long-token', ['abcd', 'abcd-long-token']).message).toBe(
			'it was ***',
		);
		expect(redacted('it was abcd-long-token', ['abcd-long-token', 'abcd']).message).toBe(
			'it was ***',
		);
	});

	it('ignores secrets made of spaces, though a password may be', () => {
		expect(redacted('It happened. Look at it.', ['     ', ' a b  ', '  ab ']).message).toBe(
			'It happened. Look at it.',
		);
	});

	it('cuts a long text, but only after removing the secrets', () => {
		const secret = 'S3CR3T-'.repeat(6);
		for (let length = 560; length <= 600; length++) {
			const { message } = redacted('x'.repeat(length) + secret + 'y'.repeat(5_000), [secret]);
			expect(message).not.toContain('S3CR3T');
			expect(message.length).toBeLessThan(700);
		}
	});

	it('finds a secret inside quoted JSON', () => {
		expect(redacted(JSON.stringify({ sent: 'a"b\\c' }), ['a"b\\c']).message).toBe('{"sent":"***"}');
	});

	it('finds a secret whose plus signs were decoded to spaces', () => {
		expect(redacted('it was ab cd/e=', ['ab+cd/e=']).message).toBe('it was ***');
	});

	it('finds a secret as encoded in a body or an address', () => {
		const clean = redacted('client_secret=a%2Bb+%2Fc%3D or a%2Bb%20%2Fc%3D', ['a+b /c=']);
		expect(clean.message).toBe('client_secret=*** or ***');
	});

	it.each(['a+b/c=d#e?f', 'a"b\\c"d\\e"f'])('finds %s in a body as Base64 or hex', (secret) => {
		const form = `id=7&${new URLSearchParams({ secret }).toString()}&x=1`;
		for (const body of [form, JSON.stringify({ id: 7, secret, x: 1 })]) {
			for (const encoding of ['base64', 'hex'] as const) {
				const text = `Body: ${Buffer.from(body).toString(encoding)}`;
				expect(redacted(text, [secret]).message).toBe('Body: ***');
			}
		}
	});

	it('finds accented letters read as Latin-1, or composed in another way', () => {
		const secret = 'pässwört-7';
		const misread = Buffer.from(secret).toString('latin1');
		const text = `It was ${misread} or ${secret.normalize('NFD')}.`;
		expect(redacted(text, [secret]).message).toBe('It was *** or ***.');
	});

	it('puts the service’s own message before the description, cut to 300 characters', () => {
		const says = (serviceMessage: string): string =>
			redact(
				new ServiceError({
					reason: 'service_error',
					message: 'What happened.',
					description: 'What to do.',
					serviceMessage,
				}),
				['s3cr3t!'],
			).description;
		expect(says('Bad s3cr3t!')).toBe('The service says: "Bad ***". What to do.');
		expect(says('x'.repeat(301))).toBe(`The service says: "${'x'.repeat(300)}…". What to do.`);
	});

	it('accepts a secret with an incomplete character', () => {
		expect(redacted('it was \ud83dsecret', ['\ud83dsecret']).message).toBe('it was ***');
		expect(redacted('it was %EF%BF%BDsecret', ['\ud83dsecret']).message).toBe('it was ***');
	});
});
