/* eslint-disable @n8n/community-nodes/require-node-api-error -- rethrows what a test did not expect */
import { WebhookRejection } from '../../../../lib/saison/consent/webhook-rejection';

/** The rejection that a function throws; anything else fails the test. */
export function rejectionOf(work: () => unknown): WebhookRejection {
	try {
		work();
	} catch (error) {
		if (error instanceof WebhookRejection) return error;
		throw error;
	}
	throw new Error('Nothing was rejected.');
}

/** The rejection that a promise ends in; anything else fails the test. */
export async function rejectionFrom(work: Promise<unknown>): Promise<WebhookRejection> {
	try {
		await work;
	} catch (error) {
		if (error instanceof WebhookRejection) return error;
		throw error;
	}
	throw new Error('Nothing was rejected.');
}
