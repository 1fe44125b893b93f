/* eslint-disable @n8n/community-nodes/require-node-api-error -- a test passes on what it did not expect */
import { Failure, findFailure } from '../../../lib/core/errors/service-error';

/** The failure a call throws; anything else it does fails the test. */
export function failureOf(work: () => unknown): Failure {
	try {
		work();
	} catch (error) {
		if (error instanceof Failure) return error;
		throw error;
	}
	throw new Error('Nothing was thrown.');
}

/** What an asynchronous call throws, and the failure inside it. */
export async function rejectionOf(
	work: Promise<unknown>,
): Promise<{ error: Error; failure: Failure }> {
	try {
		await work;
	} catch (error) {
		const failure = findFailure(error);
		if (failure) return { error: error as Error, failure };
		throw error;
	}
	throw new Error('Nothing was thrown.');
}

/** That a call refuses its input, naming the field as the editor shows it. */
export function expectInvalid(work: () => unknown, field: string): Failure {
	const failure = failureOf(work);
	expect(failure.reason).toBe('invalid_input');
	expect(failure.message).toContain(`'${field}'`);
	return failure;
}
