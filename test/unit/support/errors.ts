/* eslint-disable @n8n/community-nodes/require-node-api-error -- a test passes on what it did not expect */
import { ServiceError } from '../../../lib/core/errors/service-error';
import { unwrapServiceError } from '../../../lib/core/errors/unwrap';

/** The failure a call throws; anything else it does fails the test. */
export function serviceErrorOf(work: () => unknown): ServiceError {
	try {
		work();
	} catch (error) {
		if (error instanceof ServiceError) return error;
		throw error;
	}
	throw new Error('Nothing was thrown.');
}

/** What an asynchronous call throws, and the failure inside it. */
export async function rejectionOf(
	work: Promise<unknown>,
): Promise<{ error: Error; serviceError: ServiceError }> {
	try {
		await work;
	} catch (error) {
		const serviceError = unwrapServiceError(error);
		if (serviceError) return { error: error as Error, serviceError };
		throw error;
	}
	throw new Error('Nothing was thrown.');
}

/** That a call refuses its input, naming the field as the editor shows it. */
export function expectInvalid(work: () => unknown, field: string): ServiceError {
	const serviceError = serviceErrorOf(work);
	expect(serviceError.reason).toBe('invalid_input');
	expect(serviceError.message).toContain(`'${field}'`);
	return serviceError;
}
