import type { INodeParameters } from 'n8n-workflow';
import { runNode, saisonStore, type EngineRun } from '../harness';
import { inVirtualTime } from '../virtual-time';
import { SaisonStandIn } from '../saison-stand-in';
import { isolateNetwork } from '../stubbed-host';
import { newClient } from './bound-data';

isolateNetwork();

const send = { resource: 'apiRequest', operation: 'send', path: '/v1/any' };

async function run(service: SaisonStandIn, parameters: INodeParameters): Promise<EngineRun> {
	const store = saisonStore({ clientId: newClient(), authorizationCode: 'CODE' });
	const result = await runNode({
		node: 'saisonConnect',
		parameters: { ...send, ...parameters },
		store,
	});
	expect(service.signatureErrors).toEqual([]);
	return result;
}

const list = (...pairs: Array<[string, string]>): INodeParameters => ({
	parameter: pairs.map(([name, value]) => ({ name, value })),
});

test('a POST carries its parameters in the body', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const result = await run(service, { bodyParameters: list(['a', '1 2'], ['a', '二']) });
	const [request] = service.dataCalls;
	expect(result.error?.message).toBeUndefined();
	expect(`${request.method} ${request.uri}`).toBe('POST /v1/any');
	expect(request.body).toBe('a=1+2&a=%E4%BA%8C');
});

test('a GET carries its parameters in the address, which is what is signed', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	await run(service, {
		method: 'GET',
		queryParameters: list(['a b', "é+/~*'()&=日"], ['empty', '']),
		bodyParameters: list(['never', 'sent']),
	});
	const [request] = service.dataCalls;
	expect(request.method).toBe('GET');
	expect(request.uri).toBe('/v1/any?a+b=%C3%A9%2B%2F%7E*%27%28%29%26%3D%E6%97%A5&empty=');
	expect(request.body).toBe('');
	expect(request.headers).not.toHaveProperty('content-type');
});

test('a query typed into the path stays as typed, and more parameters follow it', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	await run(service, {
		path: "/v1/%7e/a%2Fb;c~*'()?x=%7e&y=a%20b",
		queryParameters: list(['z', '1']),
	});
	expect(service.dataCalls[0].uri).toBe("/v1/%7e/a%2Fb;c~*'()?x=%7e&y=a%20b&z=1");
});

test.each([
	['application/json', 'must not set another Content-Type'],
	['application/x-www-form-urlencoded-not', 'must not set another Content-Type'],
])(
	'the content type %s, under which the body would be changed, is rejected',
	async (type, text) => {
		const service = new SaisonStandIn({ codes: ['CODE'] });
		const result = await run(service, { headerParameters: list(['Content-Type', type]) });
		expect(result.error?.message).toContain(`'Headers' ${text}`);
		expect(service.dataCalls).toEqual([]);
	},
);

test.each(['DELETE', 'get', ''])(
	'the method %j is rejected, not sent as another',
	async (method) => {
		const service = new SaisonStandIn({ codes: ['CODE'] });
		const result = await run(service, { method: `={{ "${method}" }}` });
		expect(result.error?.message).toContain("'Method' must be GET or POST.");
		expect(service.dataCalls).toEqual([]);
	},
);

test('additional headers are sent, and the content type can be changed', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	await run(service, {
		headerParameters: list(
			['X-Request-ID', 'abc'],
			['content-type', 'application/x-www-form-urlencoded; charset=UTF-8'],
		),
	});
	expect(service.dataCalls[0].headers).toMatchObject({
		'x-request-id': 'abc',
		'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
	});
});

test('a call that may write is sent once, and the error says that it may have been processed', async () => {
	const service = new SaisonStandIn({
		codes: ['CODE'],
		data: () => ({ status: 503, json: { error: 'temporarily_unavailable' } }),
	});
	const result = await run(service, {});
	expect(service.dataCalls).toHaveLength(1);
	expect(result.error?.message).toMatch(/overloaded/);
	expect(result.error?.description).toMatch(/may have been processed/);
});

test('a request marked as safe to repeat is retried, signed again each time', async () => {
	const service: SaisonStandIn = new SaisonStandIn({
		codes: ['CODE'],
		data: () =>
			service.dataCalls.length < 3
				? { status: 503, json: { error: 'temporarily_unavailable' } }
				: { json: { fine: true } },
	});
	const result = await inVirtualTime(async () => await run(service, { safeToRepeat: true }));
	expect(result.items[0].json).toEqual({ fine: true });
	expect(new Set(service.dataCalls.map(({ headers }) => headers.authorization)).size).toBe(3);
});

test.each(['method', 'path', 'bodyParameters', 'queryParameters', 'headerParameters'])(
	'an AI model may not fill in %s',
	async (name) => {
		const service = new SaisonStandIn({ codes: ['CODE'] });
		const fromModel = "={{ $fromAI('x') }}";
		const value = name.endsWith('Parameters') ? list(['a', fromModel]) : fromModel;
		const result = await run(service, { [name]: value });
		expect(result.error?.message).toMatch(/must not be filled in by an AI model/);
		expect(service.host.requests).toEqual([]);
	},
);
