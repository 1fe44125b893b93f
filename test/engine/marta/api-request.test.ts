import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { inVirtualTime } from '../virtual-time';
import { runNode, type EngineRun } from '../harness';
import { MartaStandIn } from '../marta-stand-in';
import { isolateNetwork } from '../stubbed-host';
import { loggedInStore } from './logged-in';

isolateNetwork();

async function send(
	service: MartaStandIn,
	parameters: INodeParameters,
	items: IDataObject[] = [{}],
): Promise<EngineRun> {
	const store = await loggedInStore(service);
	return await runNode({
		node: 'marta',
		parameters: { resource: 'apiRequest', operation: 'send', path: '/any', ...parameters },
		items,
		store,
	});
}

test.each(['DELETE', 'GET', 'PATCH', 'POST', 'PUT'])('%s is sent as chosen', async (method) => {
	const service = new MartaStandIn();
	const result = await send(service, {
		method,
		path: "/backoffice/x%2Fy~*'()",
		queryParameters: { parameter: [{ name: 'a b', value: '1+&=è' }] },
		headerParameters: { parameter: [{ name: 'X-Trace', value: 'abc' }] },
	});
	const [request] = service.dataCalls;
	expect(result.error?.message).toBeUndefined();
	expect(`${request.method} ${request.uri}`).toBe(
		`${method} /backoffice/x%2Fy~*'()?a+b=1%2B%26%3D%C3%A8`,
	);
	expect(request.headers['x-trace']).toBe('abc');
	expect(request.body).toBe('');
});

test.each([
	['a number beyond doubles', '{"points": 12345678901234567890, "rate": 1.10, "e": 1e3}'],
	['text in other alphabets', '{"name":"Però 東京 😀","escaped":"\\u00e8"}'],
	['white space and order', '{ "b" : 1,\n\t"a" : [ ] }'],
	['a list', '[1,2]'],
	['a bare string', '"text"'],
	['null', 'null'],
	['a bare number', '42'],
])('the JSON body is sent verbatim: %s', async (_what, jsonBody) => {
	const service = new MartaStandIn();
	const result = await send(service, { method: 'POST', jsonBody });
	const [request] = service.dataCalls;
	expect(result.error?.message).toBeUndefined();
	expect(request.body).toBe(jsonBody);
	expect(request.headers['content-type']).toMatch(/^application\/json/);
	expect(Number(request.headers['content-length'])).toBe(Buffer.byteLength(jsonBody));
});

test('an object from an expression is sent as JSON', async () => {
	const service = new MartaStandIn();
	await send(service, { method: 'PUT', jsonBody: '={{ $json }}' }, [{ a: 1, b: ['è'] }]);
	expect(JSON.parse(service.dataCalls[0].body)).toEqual({ a: 1, b: ['è'] });
});

test.each(['', '   '])('with the body %j none is sent', async (jsonBody) => {
	const service = new MartaStandIn();
	await send(service, { method: 'POST', jsonBody });
	expect(service.dataCalls[0].body).toBe('');
	expect(service.dataCalls[0].headers).not.toHaveProperty('content-type');
});

test('a GET sends no body, though one was typed before', async () => {
	const service = new MartaStandIn();
	await send(service, { method: 'GET', jsonBody: '{"a":1}' });
	expect(service.dataCalls[0].body).toBe('');
});

test.each([
	[204, '', {}],
	[201, '{"id":7}', { id: 7 }],
	[200, '[1]', { data: [1] }],
])('%s with the body %j is an item', async (status, body, json) => {
	let armed = false;
	const service = new MartaStandIn({
		data: () => (armed ? { status, json: undefined, body } : undefined),
	});
	const store = await loggedInStore(service);
	armed = true;
	const result = await runNode({
		node: 'marta',
		parameters: { resource: 'apiRequest', operation: 'send', path: '/any', method: 'DELETE' },
		store,
	});
	expect(result.error?.message).toBeUndefined();
	expect(result.items).toEqual([{ json, pairedItem: { item: 0 } }]);
});

test('a content type of the user replaces ours, whatever its case', async () => {
	const service = new MartaStandIn();
	await send(service, {
		method: 'POST',
		jsonBody: '{}',
		headerParameters: {
			parameter: [
				{ name: 'content-type', value: 'application/merge-patch+json' },
				{ name: 'accept', value: 'application/hal+json' },
			],
		},
	});
	expect(service.dataCalls[0].headers).toMatchObject({
		'content-type': 'application/merge-patch+json',
		accept: 'application/hal+json',
	});
});

const busy = { status: 503, json: {} };

test.each<[string, INodeParameters]>([
	['DELETE', {}],
	['PATCH', {}],
	['POST', {}],
	['PUT', {}],
	['GET', { safeToRepeat: false }],
	['GET', { safeToRepeat: '={{ $json.nothing }}' }],
	['={{ "GET" }}', {}],
	['={{ "POST" }}', {}],
])('%s with %j is sent once, whatever comes back', async (method, more) => {
	let armed = false;
	const service = new MartaStandIn({ data: () => (armed ? busy : undefined) });
	const store = await loggedInStore(service);
	armed = true;
	const result = await runNode({
		node: 'marta',
		parameters: { resource: 'apiRequest', operation: 'send', path: '/any', method, ...more },
		store,
	});
	expect(service.dataCalls).toHaveLength(1);
	expect(result.error?.description).toMatch(/may have been processed/);
});

test.each([
	['GET', undefined],
	['GET', true],
	['POST', true],
])('%s with Safe to Repeat %s is retried', async (method, safeToRepeat) => {
	let armed = false;
	const service: MartaStandIn = new MartaStandIn({
		data: () => (armed && service.dataCalls.length < 3 ? busy : undefined),
	});
	const store = await loggedInStore(service);
	armed = true;
	const result = await inVirtualTime(
		async () =>
			await runNode({
				node: 'marta',
				parameters: {
					resource: 'apiRequest',
					operation: 'send',
					path: '/any',
					method,
					...(safeToRepeat !== undefined && { safeToRepeat }),
				},
				store,
			}),
	);
	expect(result.error?.message).toBeUndefined();
	expect(service.dataCalls).toHaveLength(3);
});

test('a 401 of the Auth API, where no session helps, costs no login and no second request', async () => {
	const service = new MartaStandIn({ refresh: () => ({ status: 401, json: {} }) });
	const store = await loggedInStore(service);
	const result = await runNode({
		node: 'marta',
		parameters: {
			resource: 'apiRequest',
			operation: 'send',
			method: 'POST',
			path: '/auth/refreshToken',
		},
		store,
	});
	expect(result.error?.message).toMatch(/MARTA/);
	expect(service.host.requests.map(({ uri }) => uri)).toEqual(['/auth/refreshToken']);
});
