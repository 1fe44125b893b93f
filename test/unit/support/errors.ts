/* eslint-disable @n8n/community-nodes/require-node-api-error -- a test passes on what it did not expect */
import { ServiceError } from '../../../lib/core/errors/service-error';
import { unwrapServiceError } from '../../../lib/core/errors/unwrap';

/** The service error that `work` throws. The test fails if it does anything else. */
export function serviceErrorOf(work: () => unknown): ServiceError {
	try {
		work();
	} catch (error) {
		if (error instanceof ServiceError) return error;
		throw error;
	}
	throw new Error('Nothing was thrown.');
}

/** What a promise rejects with, and the service error inside it. */
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

/** Expects an `invalid_input` that names the field as the editor shows it. */
export function expectInvalid(work: () => unknown, field: string): ServiceError {
	const serviceError = serviceErrorOf(work);
	expect(serviceError.reason).toBe('invalid_input');
	expect(serviceError.message).toContain(`'${field}'`);
	return serviceError;
}
