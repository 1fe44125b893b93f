import type { IDataObject } from 'n8n-workflow';
import { decodePercent } from '../../core/http/encoding';
import { readErrorCode, type RawQuery } from './raw-query';
import { GRANTED } from './replay-guard';
import { WebhookRejection } from './webhook-rejection';

/** What a redirect from Saison says, before its state is checked. */
export interface AuthorizationResponse {
	stateText: string;
	/** A state accepts each outcome once, and nothing after `GRANTED`. */
	outcome: string;
	/** Whether the member sees the success page. */
	succeeded: boolean;
	/** TEA002 only. */
	code?: string;
	/** TEA015 only: `ts`, in ms since 1970. */
	sentAt?: number;
	/** What the item contains besides event and member reference. */
	fields: IDataObject;
}

/**
 * TEA002: `code` or, inferred from RFC 6749 section 4.1.2.1, `error`; and the state as it was sent.
 *
 * @throws WebhookRejection
 */
export function readAuthorizationResponse(query: RawQuery): AuthorizationResponse {
	const stateText = query.required('state');
	const error = query.optional('error');
	if (query.optional('code') !== undefined && error !== undefined) {
		throw new WebhookRejection("'code' and 'error' cannot both be present");
	}
	if (error !== undefined) {
		// One outcome for every error code: the query is not signed, so anyone may write any.
		const fields = { error: readErrorCode(error) };
		return { stateText, outcome: 'refused', succeeded: false, fields };
	}
	const code = decodePercent(query.required('code'));
	return { stateText, outcome: GRANTED, succeeded: true, code, fields: {} };
}
