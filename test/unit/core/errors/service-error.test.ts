import {
	cancelledError,
	invalidInput,
	ServiceError,
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

describe('A service error', () => {
	it('is copied with only the given options changed', () => {
		serviceError.cause = new Error('original');
		const changed = serviceError.with({ description: 'Else.', recovery: undefined });
		expect(changed).toMatchObject({
			reason: 'rate_limited',
			message: 'What happened.',
			description: 'Else.',
			httpStatus: 429,
			resultCode: '901',
			retryAfterMs: 5_000,
			mayHaveBeenProcessed: true,
			cause: serviceError.cause,
		});
		expect(changed.recovery).toBeUndefined();
		expect(serviceError.description).toBe('What to do.');
	});

	it('has one text made of message and description', () => {
		expect(serviceError.text).toBe('What happened. What to do.');
		expect(serviceError.with({ description: '' }).text).toBe('What happened.');
	});

	it('for an invalid input names the field', () => {
		expect(invalidInput('Base URL', 'is empty.', 'Fill it in.')).toMatchObject({
			reason: 'invalid_input',
			message: "'Base URL' is empty.",
			description: 'Fill it in.',
			mayHaveBeenProcessed: false,
		});
	});

	it.each([true, false])(
		'for a cancelled execution says whether the request may have been processed (%s)',
		(mayHaveBeenProcessed) => {
			const error = cancelledError(mayHaveBeenProcessed);
			expect(error.mayHaveBeenProcessed).toBe(mayHaveBeenProcessed);
			expect(error.message).toContain(mayHaveBeenProcessed ? 'was open' : 'before the request');
		},
	);
});
