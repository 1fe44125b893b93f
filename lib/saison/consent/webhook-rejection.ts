import type { PageName } from './pages';

/**
 * Thrown for a request to the trigger that must not start a workflow. The message is for the log: it
 * names the rule that was broken, never what was received. The member sees the page.
 */
export class WebhookRejection extends Error {
	constructor(
		message: string,
		readonly page: PageName = 'notValid',
	) {
		super(message);
	}
}
