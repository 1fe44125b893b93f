import type { INodeListSearchResult } from 'n8n-workflow';
import { formatCallId, type ContractCall } from './call';

const PAGE_SIZE = 50;

/**
 * The calls that n8n's list shows: those that contain every word of the filter, deprecated ones last.
 *
 * @param filter words to find in method, path, summary, tags and the name of the operation
 * @param page the token of a page, as returned with the page before
 */
export function searchCalls(
	calls: readonly ContractCall[],
	filter = '',
	page = '0',
): INodeListSearchResult {
	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
	const found = calls.filter((call) => {
		const text = `${call.method} ${call.path} ${call.summary} ${call.keywords}`.toLowerCase();
		return words.every((word) => text.includes(word));
	});
	const sorted = [
		...found.filter(({ deprecated }) => !deprecated),
		...found.filter(({ deprecated }) => deprecated),
	];
	const start = Math.max(0, Number.parseInt(page, 10) || 0);
	const end = start + PAGE_SIZE;
	return {
		results: sorted.slice(start, end).map((call) => ({
			name: rowOf(call),
			value: formatCallId(call),
		})),
		// Text, since older versions of n8n accept nothing else.
		paginationToken: end < sorted.length ? String(end) : undefined,
	};
}

/** Finds a call by its stored value, even if it is declared to read or write in another way by now. */
export function findCall(
	calls: readonly ContractCall[],
	{ method, path }: Pick<ContractCall, 'method' | 'path'>,
): ContractCall | undefined {
	return calls.find((call) => call.method === method && call.path === path);
}

/** One line. The list cuts it, so that method and path come first. */
function rowOf({ method, path, summary, deprecated }: ContractCall): string {
	const call = `${method} ${path}`;
	const words = [deprecated && '(deprecated)', summary].filter(Boolean).join(' ');
	return words === '' ? call : `${call} – ${words}`;
}
