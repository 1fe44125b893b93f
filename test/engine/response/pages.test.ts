import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { MARTA_ORIGIN, SAISON_ORIGIN } from '../harness';
import { isolateNetwork, type Reply, type RecordedRequest } from '../stubbed-host';
import { call, hintsOf, output, pages } from './services';

isolateNetwork();

/** Pages of two records each, `total` pages, then empty ones. */
const numbered =
	(total: number, name = 'page', perPage = 1, first = 1) =>
	({ query, form }: RecordedRequest): Reply => {
		const number = Number(query.get(name) ?? form.get(name));
		const page = (number - first) / perPage;
		const items = page < total ? [{ id: `${page}a` }, { id: `${page}b` }] : [];
		return { json: { items } };
	};

describe.each(['saison', 'marta'] as const)('Pages of %s', (service) => {
	it('come one after the other until one is empty, each authenticated on its own', async () => {
		const run = await call(service, {
			reply: numbered(3),
			options: { splitIntoItems: 'items', ...pages({ name: 'page' }) },
		});
		expect(output(run)).toEqual(['0a', '0b', '1a', '1b', '2a', '2b'].map((id) => [{ id }, 0]));
		expect(run.sent.map(({ uri }) => uri)).toEqual(
			[1, 2, 3, 4].map((page) => `/made-up/list?page=${page}`),
		);
		expect(new Set(run.sent.map(({ headers }) => headers.authorization)).size).toBe(
			service === 'saison' ? 4 : 1,
		);
		expect(run.signatureErrors).toEqual([]);
	});

	it('stay in the order of the input items, each linked to its own', async () => {
		const run = await call(service, {
			reply: (request) => ({ ...numbered(request.uri.includes('/b') ? 0 : 2)(request), delay: 5 }),
			options: { splitIntoItems: 'items', ...pages({ name: 'page' }) },
			parameters: { path: '=/list/{{ $json.x }}' },
			run: { items: [{ x: 'a' }, { x: 'b' }, { x: 'c' }] },
		});
		expect(output(run).map((entry) => (entry as unknown[])[1])).toEqual([0, 0, 0, 0, 2, 2, 2, 2]);
	});

	it('go on after the session ended in the middle, with one renewal', async () => {
		const run = await call(service, {
			reply: numbered(3),
			options: { splitIntoItems: 'items', ...pages({ name: 'page' }) },
			endSessionAt: 2,
		});
		expect(output(run)).toHaveLength(6);
		expect(run.renewals).toBe(1);
		expect(run.signatureErrors).toEqual([]);
	});

	it('name the page that fails', async () => {
		const run = await call(service, {
			reply: (request, count) => (count === 3 ? { status: 404, json: {} } : numbered(9)(request)),
			options: pages({ name: 'page', listField: 'items' }),
		});
		expect(run.result.error?.message).toMatch(/^Page 3: .*HTTP 404/);
		expect(run.sent).toHaveLength(3);
	});

	it('end at the limit', async () => {
		const run = await call(service, {
			reply: numbered(9),
			options: pages({ name: 'page', listField: 'items', maxRequests: 2 }),
		});
		expect(output(run)).toHaveLength(2);
		expect(run.sent).toHaveLength(2);
		expect(hintsOf(run)).toEqual(["'Max Pages' was reached for 1 item; there may be more."]);
	});

	it('end before a page that was there already', async () => {
		const run = await call(service, {
			reply: (_, count) => ({ json: { at: count, items: [1, count < 3 ? count : 2] } }),
			options: pages({ name: 'page', listField: 'items' }),
		});
		expect(run.sent).toHaveLength(3);
		expect(output(run)).toHaveLength(2);
		expect(hintsOf(run)).toEqual([expect.stringContaining('returned the same page again')]);
	});

	it('take offsets, and end with a page that is not full', async () => {
		const run = await call(service, {
			reply: (request, count) =>
				count < 3 ? numbered(9, 'skip', 2, 0)(request) : { json: { items: [{ id: 'last' }] } },
			options: {
				splitIntoItems: 'items',
				...pages({
					paginationMode: 'offset',
					name: 'skip',
					pageSize: 2,
					paginationCompleteWhen: 'pageIsNotFull',
				}),
			},
		});
		expect(output(run)).toHaveLength(5);
		expect(run.sent.map(({ query }) => query.get('skip'))).toEqual(['0', '2', '4']);
	});

	it('end when a field says so', async () => {
		const run = await call(service, {
			reply: (_, count) => ({ json: { count, meta: { more: count < 2 } } }),
			options: pages({
				name: 'page',
				paginationCompleteWhen: 'fieldHasValue',
				completeField: 'meta.more',
				completeValue: 'false',
			}),
		});
		expect(output(run)).toHaveLength(2);
	});

	it.each([undefined, null, '', false])('follow cursors until one is %j', async (end) => {
		const run = await call(service, {
			reply: (_, count) => ({ json: { count, next: count < 3 ? `c${count}` : end } }),
			options: pages({ paginationMode: 'cursor', name: 'after', cursorField: 'next' }),
		});
		expect(output(run)).toHaveLength(3);
		expect(run.sent.map(({ uri }) => uri)).toEqual([
			'/made-up/list',
			'/made-up/list?after=c1',
			'/made-up/list?after=c2',
		]);
	});

	it('end when a cursor comes again', async () => {
		const run = await call(service, {
			reply: (_, count) => ({ json: { count, next: 'same' } }),
			options: pages({ paginationMode: 'cursor', name: 'after', cursorField: 'next' }),
		});
		expect(run.sent).toHaveLength(2);
		expect(output(run)).toHaveLength(2);
	});

	it('follow links of a field or of the Link header', async () => {
		const origin = service === 'saison' ? SAISON_ORIGIN : MARTA_ORIGIN;
		for (const nextLinkField of ['links.next', '']) {
			const run = await call(service, {
				reply: (_, count) => {
					const next =
						count === 1 ? `${origin}/made-up/list?p=2` : count === 2 ? '?p=3' : undefined;
					return {
						json: { count, links: { next } },
						...(next &&
							!nextLinkField && {
								headers: { link: `</first>; rel="first", <${next}>; rel="x next"` },
							}),
					};
				},
				options: pages({ paginationMode: 'responseContainsNextURL', nextLinkField }),
			});
			expect(output(run)).toHaveLength(3);
			expect(run.sent.map(({ uri }) => uri)).toEqual([
				'/made-up/list',
				'/made-up/list?p=2',
				'/made-up/list?p=3',
			]);
			expect(run.signatureErrors).toEqual([]);
		}
	});

	it.each([
		['https://other.example.com/x', 'leads to another address'],
		['//other.example.com/x', 'leads to another address'],
		['/%61uth/token', 'logging in or for tokens'],
		['/auth//refreshToken/../token', 'logging in or for tokens'],
		['http://[', 'is not a valid address'],
	])('do not follow %s', async (next, message) => {
		if (service === 'marta' && next.includes('/token')) next = '/auth/refreshToken';
		const run = await call(service, {
			reply: () => ({ json: { next } }),
			options: pages({ paginationMode: 'responseContainsNextURL', nextLinkField: 'next' }),
		});
		expect(run.result.error?.message).toContain(`Page 1: The next link`);
		expect(run.result.error?.message).toContain(message);
		expect(run.result.error?.context?.details).toMatchObject({ reason: 'bad_answer' });
		expect(run.sent).toHaveLength(1);
	});

	it.each<[string, IDataObject, INodeParameters]>([
		["'Parameter Name' is empty", {}, {}],
		["'Max Pages' must be", { name: 'page', maxRequests: 0 }, {}],
		["'List Field' is empty", { name: 'page' }, {}],
		["'List Field' is not the path", { name: 'page', listField: 'a.__proto__' }, {}],
		["'Cursor Field' is empty", { paginationMode: 'cursor', name: 'after' }, {}],
		["'Page Size' must be", { paginationMode: 'offset', name: 'skip', listField: 'items' }, {}],
		["'Pagination Mode' must be one of", { paginationMode: '={{ "x" }}' }, {}],
		["'Parameter Name' has an expression", { name: '={{ $json.none }}', listField: 'x' }, {}],
		[
			"'Pagination' is only for calls that read",
			{ name: 'p', listField: 'x' },
			{ safeToRepeat: false },
		],
		["'Send Parameter In' must be Query", { name: 'p', listField: 'x', type: 'body' }, {}],
		[
			"'Send Parameter In' must be Query",
			{ paginationMode: 'cursor', name: 'p', cursorField: 'x', type: 'body' },
			{},
		],
	])('send nothing with wrong settings: %s', async (message, fields, parameters) => {
		const run = await call(service, {
			reply: () => ({ json: {} }),
			options: pages({ paginationMode: 'pageNumber', ...fields }),
			parameters,
		});
		expect(run.result.error?.message).toContain(message);
		expect(run.result.error?.context?.details).toMatchObject({ reason: 'invalid_input' });
		expect(run.sent).toEqual([]);
	});

	it('say what to do for a call that may write, and for a list without a field', async () => {
		const adviceOn = async (fields: IDataObject, parameters: INodeParameters = {}) => {
			const options = pages({ name: 'page', ...fields });
			const { result } = await call(service, { reply: () => ({ json: {} }), options, parameters });
			return result.error?.description;
		};
		expect(await adviceOn({ listField: 'x' }, { safeToRepeat: false })).toBe(
			"If the call only reads, turn on 'Safe to Repeat', or mark it (read) in the API description and choose it from the list again.",
		);
		expect(await adviceOn({})).toBe(
			"Enter the field that contains the list, e.g. items or result.items, or fill in 'Split Into Items'.",
		);
	});

	it('end when the execution is cancelled', async () => {
		let cancel = (): void => {};
		const run = await call(service, {
			reply: (request, count) => {
				if (count === 2) cancel();
				return numbered(9)(request);
			},
			options: pages({ name: 'page', listField: 'items' }),
			run: { onCancelReady: (ready) => (cancel = ready) },
		});
		expect(run.sent).toHaveLength(2);
	});
});

it('A page number goes into the form of Saison Connect', async () => {
	const run = await call('saison', {
		reply: numbered(1),
		options: pages({ name: 'page', type: 'body', listField: 'items' }),
		parameters: { method: 'POST', bodyParameters: { parameter: [{ name: 'a', value: 'ü b' }] } },
	});
	expect(run.sent.map(({ body }) => body)).toEqual(['a=%C3%BC+b&page=1', 'a=%C3%BC+b&page=2']);
	expect(run.signatureErrors).toEqual([]);
});

it('A page number goes where the calls of the service have their parameters, unless the user says', async () => {
	const options = pages({ name: 'page', type: undefined, listField: 'items' });
	const parameters = { method: 'POST' };
	const saison = await call('saison', { reply: numbered(0), options, parameters });
	expect(saison.sent.map(({ uri, body }) => [uri, body])).toEqual([['/made-up/list', 'page=1']]);
	const marta = await call('marta', { reply: numbered(0), options, parameters });
	expect(marta.sent.map(({ uri }) => uri)).toEqual(['/made-up/list?page=1']);
});

it('A page number goes into the JSON of MARTA, which stays as it was typed', async () => {
	const run = await call('marta', {
		reply: (_, count) => ({ json: { items: count < 2 ? [1] : [] } }),
		options: pages({ name: 'paging.page', type: 'body', listField: 'items' }),
		parameters: {
			method: 'POST',
			jsonBody: '{ "id": 12345678901234567890, "paging": {"size": 1.50} }',
		},
	});
	expect(run.sent.map(({ body }) => body)).toEqual(
		[1, 2].map((page) => `{ "id": 12345678901234567890, "paging": {"page":${page},"size": 1.50} }`),
	);
});
