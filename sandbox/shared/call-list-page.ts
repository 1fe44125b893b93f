import type { PageCall } from './call-page';

/**
 * The calls of a list, as a contract on paper would describe them.
 *
 * @param place where their parameters go, such as "form"
 * @param responses the bodies of sample responses, by method and path
 */
export function callListPage(
	callList: string,
	place: string,
	responses: Record<string, unknown>,
): PageCall[] {
	const calls: PageCall[] = [];
	for (const line of callList.split('\n')) {
		const call = /^([A-Z]+) (\S+) +(.*?)(?: \(read\))?$/.exec(line);
		if (call !== null) {
			const [, method, path, summary] = call;
			const response = responses[`${method} ${path}`];
			calls.push({ method, path, summary, parameters: [], response });
		}
		const parameter = /^ +([a-z_]+)(\*?)(?: +([^#]*?))?(?: +# (.*))?$/.exec(line);
		if (parameter === null) continue;
		const [, name, star, type = '', description] = parameter;
		const shown = type === '' ? 'text' : type.replace(' | ', ' or ');
		calls.at(-1)?.parameters.push({
			name,
			place,
			required: star !== '',
			type: shown,
			description,
		});
	}
	return calls;
}
