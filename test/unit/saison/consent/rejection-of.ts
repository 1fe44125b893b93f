/* eslint-disable @n8n/community-nodes/require-node-api-error -- a test passes on what it did not expect */
import { WebhookRejection } from '../../../../lib/saison/consent/webhook-rejection';

/** The refusal a call throws; anything else it does fails the test. */
export function refusalOf(work: () => unknown): WebhookRejection {
	try {
		work();
	} catch (error) {
		if (error instanceof WebhookRejection) return error;
		throw error;
	}
	throw new Error('Nothing was refused.');
}
