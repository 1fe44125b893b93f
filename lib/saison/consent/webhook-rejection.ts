import type { PageName } from './pages';

/**
 * A visit to the trigger that starts nothing. The member sees the page; `why` is for the log, names
 * the rule that was broken and never what was received.
 */
export class WebhookRejection extends Error {
	constructor(
		readonly page: PageName,
		readonly reason: string,
	) {
		super(reason);
		this.name = 'WebhookRejection';
	}
}
