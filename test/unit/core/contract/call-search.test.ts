import { findCall, searchCalls } from '../../../../lib/core/contract/call-search';
import { read } from './support';

const names = (text: string, filter?: string): string[] =>
	searchCalls(read(text), filter).results.map(({ name }) => name);

describe('The list of calls', () => {
	it('shows method and path first, then the summary, and stores the call', () => {
		const { results } = searchCalls(read('POST /points Get points (read)\nGET /cards'));
		expect(results).toEqual([
			{ name: 'POST /points – Get points', value: 'POST /points read' },
			{ name: 'GET /cards', value: 'GET /cards' },
		]);
	});

	it('shows deprecated calls last, and says so', () => {
		const get = (more: object) => ({ get: { summary: 'Read it', ...more } });
		const paths = { '/old': get({ deprecated: true }), '/new': get({}) };
		expect(names(JSON.stringify({ openapi: '3.0.0', paths }))).toEqual([
			'GET /new – Read it',
			'GET /old – (deprecated) Read it',
		]);
	});

	it('finds every word of the filter in method, path, summary, tags or name', () => {
		const tagged = { get: { summary: 'One', tags: ['Loyalty'], operationId: 'readOne' } };
		const paths = { '/a/{id}': tagged, '/b': { post: { summary: 'Two' } } };
		const text = JSON.stringify({ openapi: '3.0.0', paths });
		for (const filter of ['GET', ' /a/{id}', 'one', 'LOYAL', 'readone', 'loyalty get one']) {
			expect(names(text, filter)).toEqual(['GET /a/{id} – One']);
		}
		expect(names(text, 'get two')).toEqual([]);
		expect(names(text, '')).toHaveLength(2);
		expect(names(text, '.*')).toEqual([]);
	});

	it('has pages of 50 rows, whose tokens are text', () => {
		const calls = read(Array.from({ length: 120 }, (_, index) => `GET /a${index}`).join('\n'));
		const seen: unknown[] = [];
		let page: string | undefined;
		const sizes: number[] = [];
		do {
			const { results, paginationToken }: ReturnType<typeof searchCalls> = searchCalls(
				calls,
				'a',
				page,
			);
			sizes.push(results.length);
			seen.push(...results.map(({ value }) => value));
			page = paginationToken as string | undefined;
			expect(['string', 'undefined']).toContain(typeof page);
		} while (page !== undefined);
		expect(sizes).toEqual([50, 50, 20]);
		expect(new Set(seen).size).toBe(120);
	});

	it('starts from the beginning for a token that it did not return', () => {
		const calls = read('GET /a');
		for (const page of ['x', '-5', '']) {
			expect(searchCalls(calls, '', page).results).toHaveLength(1);
		}
	});
});

it('a call is found by method and path alone', () => {
	const calls = read('GET /a\nPOST /a (read)');
	expect(findCall(calls, { method: 'POST', path: '/a' })?.effect).toBe('read');
	expect(findCall(calls, { method: 'PUT', path: '/a' })).toBeUndefined();
});
