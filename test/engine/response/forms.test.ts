import type { IDataObject } from 'n8n-workflow';
import { isolateNetwork, type Reply } from '../stubbed-host';
import { contractCall } from '../contract/made-up-calls';
import { call, output, type Run } from './services';

isolateNetwork();

const bytes = Buffer.from([0xff, 0xd8, 0x00, 0x0a, 0x80, 0xfe]);

/** Of a MAC or a bearer. */
function tokenIn(authorization: string): string {
	const [, mac, bearer] = /id="([^"]*)"|Bearer (.*)/.exec(authorization) ?? [];
	return mac ?? bearer ?? '';
}

describe.each(['saison', 'marta'] as const)('A response of %s', (service) => {
	const get = async (reply: Reply, options: IDataObject, parameters = {}) =>
		await call(service, { reply: () => reply, options, parameters });

	it('is a file byte for byte, with its name and type', async () => {
		const headers = {
			'content-type': 'Image/JPEG; x=1',
			'content-disposition':
				'attachment; filename="x"; filename*=UTF-8\'\'..%2F%E6%98%8E%E7%B4%B0.jpg',
		};
		const run = await get(
			{ body: bytes, headers },
			{ responseFormat: 'file', outputPropertyName: 'bill' },
		);
		expect(output(run)).toEqual([[{}, 0]]);
		const { bill } = run.result.items[0].binary ?? {};
		expect(Buffer.from(bill.data, 'base64')).toEqual(bytes);
		expect(bill).toMatchObject({
			mimeType: 'image/jpeg',
			fileName: '明細.jpg',
			fileExtension: 'jpg',
		});
		expect(bill.directory).toBeUndefined();
		expect(run.sent[0].headers.accept).toBe('*/*');
	});

	it('has the name of its path and the extension of its type, and no file if it is empty', async () => {
		const named = await get(
			{ body: 'a,b', headers: { 'content-type': 'text/csv' } },
			{ responseFormat: 'file' },
		);
		expect(named.result.items[0].binary?.data.fileName).toBe('list.csv');
		const empty = await get({ status: 200, body: '' }, { responseFormat: 'file' });
		expect(empty.result.items).toEqual([{ json: {}, pairedItem: { item: 0 } }]);
	});

	it('is text in its own character set, JSON too', async () => {
		const run = await get(
			{
				body: Buffer.from([0x83, 0x5a]),
				headers: { 'content-type': 'text/csv; charset=Shift_JIS' },
			},
			{ responseFormat: 'text' },
		);
		expect(output(run)).toEqual([[{ data: 'セ' }, 0]]);
		const json = await get(
			{ body: '{"a": 1.50}' },
			{ responseFormat: 'text', outputPropertyName: 'raw' },
		);
		expect(output(json)).toEqual([[{ raw: '{"a": 1.50}' }, 0]]);
		const wrong = await get({ body: bytes }, { responseFormat: 'text' });
		expect(wrong.result.error?.message).toContain('not text in utf-8');
	});

	it('never shows a token in the name of a file or of a character set', async () => {
		const run = async (responseFormat: string, header: (token: string) => IDataObject) =>
			await call(service, {
				reply: ({ headers }) => {
					const token = tokenIn(headers.authorization);
					return { body: 'x', headers: header(token) as Record<string, string> };
				},
				options: { responseFormat },
			});
		const tokenOf = ({ sent }: Run): string => tokenIn(sent[0].headers.authorization);
		const file = await run('file', (token) => ({
			'content-disposition': `attachment; filename="a-${token}.txt"`,
		}));
		const fileName = file.result.items[0].binary?.data.fileName ?? '';
		expect(fileName).toContain('***');
		expect(fileName).not.toContain(tokenOf(file).slice(0, 20));
		const text = await run('text', (token) => ({
			'content-type': `text/plain; charset=${encodeURIComponent(token)}`,
		}));
		expect(text.result.error?.message).toContain('not text in ***');
		expect(text.result.error?.message).not.toContain(tokenOf(text).slice(0, 20));
	});

	it('fails by status in every form', async () => {
		for (const responseFormat of ['json', 'text', 'file']) {
			const run = await get({ status: 404, body: 'no' }, { responseFormat, fullResponse: true });
			expect(run.result.error?.message).toContain('HTTP 404');
		}
	});

	it('has its status and headers, without cookies and secrets', async () => {
		const secret = service === 'saison' ? 'test-client-secret' : 'api-key-';
		const cookies = { 'set-cookie': 'sid=1', 'set-cookie2': 'sid=2' };
		const headers = { 'x-total': '7', ...cookies, 'x-echo': `k=${secret}` };
		const run = await get({ status: 201, json: { a: 1 }, headers }, { fullResponse: true });
		const [{ json }] = run.result.items;
		expect(json).toMatchObject({ statusCode: 201, body: { a: 1 }, headers: { 'x-total': '7' } });
		expect(JSON.stringify(json)).not.toContain('sid=');
		if (service === 'saison') expect(JSON.stringify(json)).not.toContain(secret);
		const list = await get({ body: '[1,2]' }, { fullResponse: true });
		expect(list.result.items[0].json.body).toEqual([1, 2]);
		const nothing = await get({ body: 'null' }, { fullResponse: true });
		expect(nothing.result.items[0].json.body).toBeNull();
	});

	it('to HEAD is its status and headers, or nothing', async () => {
		const node = service === 'saison' ? 'saisonConnect' : 'marta';
		const reply = { body: '', headers: { 'x-total': '7' } };
		const head = async (options: IDataObject) =>
			output(
				await get(reply, {}, contractCall(node, 'HEAD /made-up/cards', {}, { options } as never)),
			);
		expect(await head({})).toEqual([[{}, 0]]);
		expect(await head({ splitIntoItems: 'items' })).toEqual([]);
		expect(await head({ fullResponse: true })).toEqual([
			[{ statusCode: 200, headers: { 'x-total': '7' }, body: {} }, 0],
		]);
	});

	it.each<[unknown, string, unknown[]]>([
		[{ r: { items: [{ a: 1 }, 'x', null] } }, 'r.items', [{ a: 1 }, { data: 'x' }, { data: null }]],
		[[{ a: 1 }, { a: 2 }], 'data', [{ a: 1 }, { a: 2 }]],
		[{ items: [] }, 'items', []],
		[{ items: null }, 'items', []],
	])('%j is split at %s', async (json, splitIntoItems, items) => {
		const run = await get({ json }, { splitIntoItems });
		expect(output(run)).toEqual(items.map((item) => [item, 0]));
		const full = await get({ json }, { splitIntoItems, fullResponse: true });
		expect(full.result.items).toHaveLength(items.length);
	});

	it.each([
		[{ a: 1 }, 'items', "returned no field 'items'"],
		[{ items: { a: 1 } }, 'items', "returned a field 'items' that is not a list"],
	])('%j cannot be split at %s', async (json, splitIntoItems, message) => {
		const run = await get({ json }, { splitIntoItems });
		expect(run.result.error?.message).toContain(message);
		expect(run.result.error?.context?.details).toMatchObject({ reason: 'bad_answer' });
	});

	it.each<[IDataObject, string]>([
		[{ splitIntoItems: '' }, "'Split Into Items' is empty"],
		[{ splitIntoItems: 'a.__proto__' }, "'Split Into Items' is not the path"],
		[{ splitIntoItems: 'a', responseFormat: 'file' }, "needs the response format 'JSON'"],
		[{ responseFormat: 'text', outputPropertyName: '' }, "'Put Output in Field' is empty"],
		[{ responseFormat: '={{ "xml" }}' }, "'Response Format' must be"],
	])('is not asked for with %j', async (options, message) => {
		const run = await get({ json: {} }, options);
		expect(run.result.error?.message).toContain(message);
		expect(run.sent).toEqual([]);
	});

	it('is split at a field of which an example is shown', async () => {
		const run = await get({ json: {} }, { splitIntoItems: '' });
		expect(run.result.error?.description).toBe(
			'Enter the field that contains the list, e.g. items or result.items.',
		);
	});

	it('is not chosen by a model', async () => {
		const run = await call(service, {
			reply: () => ({ json: {} }),
			options: { splitIntoItems: "={{ $fromAI('x') }}" },
			run: { asTool: true },
		});
		expect(run.result.items[0].json.error).toContain("'Split Into Items' must not be filled in");
		expect(run.sent).toEqual([]);
	});
});

it('A text of Saison Connect that is JSON still fails by its result code', async () => {
	for (const responseFormat of ['text', 'file']) {
		const run = await call('saison', {
			reply: () => ({ json: { result_code: '900' } }),
			options: { responseFormat },
		});
		expect(run.result.error?.message).toContain('result code 900');
		const body = Buffer.concat([
			Buffer.from('{"name":"'),
			Buffer.from([0x83, 0x5a]),
			Buffer.from('","result_code":"900"}'),
		]);
		const headers = { 'content-type': 'application/json; charset=Shift_JIS' };
		const other = await call('saison', {
			reply: () => ({ body, headers }),
			options: { responseFormat },
		});
		expect(other.result.error?.message).toContain('result code 900');
	}
});

it('A contract call is simplified before it is split', async () => {
	const run = await call('saison', {
		reply: () => ({ json: { items: [{ wallet_balance: '12' }] } }),
		parameters: contractCall(
			'saisonConnect',
			'POST /made-up/points/history read',
			{ 'form/data_flg': '1' },
			{ options: { splitIntoItems: 'items', fullResponse: true } },
		),
	});
	expect(run.result.items[0].json.body).toEqual({ wallet_balance: 12 });
});
