/* eslint-disable @n8n/community-nodes/no-dangerous-functions -- runs the package's own expressions, as n8n does */
import type { CredentialData } from '../../../lib/core/operation/service-definition';

/**
 * Evaluates an expression of a credential, with plain JavaScript between the braces, which is all that
 * ours use. With text around the braces, the result is text.
 */
export function evaluate(expression: string, credentials: CredentialData): unknown {
	if (!expression.startsWith('=')) return expression;
	const text = expression.slice(1);
	const run = (code: string): unknown =>
		(new Function('$credentials', `return (${code})`) as (data: CredentialData) => unknown)(
			credentials,
		);
	const whole = /^\{\{([\s\S]*)\}\}$/.exec(text);
	if (whole && !whole[1].includes('{{')) return run(whole[1]);
	return text.replace(/\{\{([\s\S]*?)\}\}/g, (_match, code: string) => String(run(code)));
}
