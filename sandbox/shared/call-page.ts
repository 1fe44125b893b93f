import type { Router } from 'express';
import { sendText } from './send';

export interface PageParameter {
	name: string;
	/** Such as "path" or "form". */
	place: string;
	required: boolean;
	type: string;
	description?: string;
}

/** A made-up call, as a contract on paper would describe it. */
export interface PageCall {
	method: string;
	path: string;
	summary: string;
	parameters: PageParameter[];
	/** The body of a sample response. */
	response: unknown;
}

function parameterLine({ name, place, required, type, description = '' }: PageParameter): string {
	const columns = [name.padEnd(14), place.padEnd(6), required ? 'required' : 'optional'];
	return `    ${[...columns, type.padEnd(22), description].join('  ')}`.trimEnd();
}

function callText({ method, path, summary, parameters, response }: PageCall): string {
	return [
		`${method} ${path}`,
		`  ${summary}`,
		...(parameters.length > 0 ? ['  Parameters', ...parameters.map(parameterLine)] : []),
		'  Sample response',
		JSON.stringify(response, null, 2).replace(/^/gm, '    '),
	].join('\n');
}

/** Serves the made-up calls of a stand-in at its root. */
export function addCallPage(router: Router, service: string, calls: PageCall[]): void {
	const intro = `Made-up calls of the ${service} stand-in. Nothing of this is known of ${service}: it exists only in the sandbox.`;
	const text = `${[intro, ...calls.map(callText)].join('\n\n')}\n`;
	router.get('/', async (_req, res) => await sendText(res, 200, text));
}
