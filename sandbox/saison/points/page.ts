import type { PageCall } from '../../shared/call-page';
import { makeMembers } from '../data';
import { PATHS } from '../paths';
import { POINTS_CALL_LIST } from './call-list';
import { pointsBalance, pointsHistory } from './routes';

/** The calls of the list, as a contract on paper would describe them. */
export function pointsPage(): PageCall[] {
	const [member] = makeMembers().values();
	const query = { from: '2025-01-01', to: '2026-12-31', page_size: '2' };
	const responses: Record<string, unknown> = {
		[PATHS.pointsHistory]: pointsHistory(member, new Map(Object.entries(query))).body,
		[PATHS.pointsBalance]: pointsBalance(member, new Map()).body,
	};
	const calls: PageCall[] = [];
	for (const line of POINTS_CALL_LIST.split('\n')) {
		const call = /^([A-Z]+) (\S+) +(.*?)(?: \(read\))?$/.exec(line);
		if (call !== null) {
			const [, method, path, summary] = call;
			calls.push({ method, path, summary, parameters: [], response: responses[path] });
		}
		const parameter = /^ +([a-z_]+)(\*?) +(.*?)(?: +# (.*))?$/.exec(line);
		if (parameter === null) continue;
		const [, name, star, type, description] = parameter;
		const form = { name, place: 'form', required: star !== '', description };
		calls.at(-1)?.parameters.push({ ...form, type: type.replace(' | ', ' or ') });
	}
	return calls;
}
