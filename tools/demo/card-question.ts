import type { N8n } from '../n8n-host/n8n';
import { FORM_HEADER } from './examples';

/** A question to the card check that a user can send from a shell; n8n answers 403 without the header. */
export function cardQuestionCommand(n8n: N8n): string {
	const question = JSON.stringify({ visitor: 'me', lookupBy: 'card', value: '2990000000001' });
	const headers = [`${FORM_HEADER.name}: ${FORM_HEADER.value}`, 'content-type: application/json'];
	const options = headers.map((header) => `-H '${header}'`).join(' ');
	return `curl ${n8n.webhookUrl('check-card')} ${options} -d '${question}'`;
}
