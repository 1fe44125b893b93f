import type { IDataObject } from 'n8n-workflow';
import { GRANTED } from './replay-guard';
import { WebhookRejection } from './webhook-rejection';
import { decodeRaw, readErrorValue, type RedirectQuery } from './raw-query';

/** What either redirect says, as far as it can be read without its state. */
export interface AuthorizationResponse {
	stateText: string;
	/** What counts as the same outcome when a state comes twice. */
	outcome: string;
	/** Whether the member sees that all went well. */
	succeeded: boolean;
	/** TEA002 only. */
	code?: string;
	/** TEA015 only: the moment in the redirect, in ms since 1970. */
	sentAt?: number;
	/** What the workflow gets besides event and member. */
	fields: IDataObject;
}

/**
 * TEA002: `code` or, inferred from RFC 6749 section 4.1.2.1, `error`; with the state as it was sent.
 *
 * @throws WebhookRejection
 */
export function readAuthorizationRedirect(query: RedirectQuery): AuthorizationResponse {
	const stateText = query.required('state');
	const error = query.optional('error');
	const code = query.optional('code');
	if (error !== undefined && code !== undefined) {
		throw new WebhookRejection('notValid', "'code' and 'error' came together");
	}
	if (error !== undefined) {
		// One outcome whatever the word: the query is not signed, so a visitor may write any.
		const fields = { error: readErrorValue(error) };
		return { stateText, outcome: 'refused', succeeded: false, fields };
	}
	return {
		stateText,
		outcome: GRANTED,
		succeeded: true,
		code: decodeRaw(query.required('code')),
		fields: {},
	};
}
