import type { IDataObject } from 'n8n-workflow';
import type { SaisonCredential } from '../auth/credential';
import type { WebhookResponse } from './pages';
import type { RawQuery } from './raw-query';
import type { TriggerSettings } from './trigger-settings';

/** A request to the trigger, and how the trigger is set up. */
export interface WebhookRequest {
	settings: TriggerSettings;
	credential: SaisonCredential;
	/** Whether the webhook's own URL is https. */
	isHttps: boolean;
	/** Of the webhook's own URL, with its port if it has one. */
	host: string;
	query: RawQuery;
	/** The Cookie header. */
	cookies: string | undefined;
	/** In ms since 1970. */
	nowMs: number;
}

/** A response in every case, and an item only if the workflow is to start. */
export interface WebhookResult {
	response: WebhookResponse;
	item?: IDataObject;
}
