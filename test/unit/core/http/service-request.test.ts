import { toRequestOptions } from '../../../../lib/core/http/service-request';
import type { RequestOperation } from '../../../../lib/core/operation/operation';

describe('A request of an operation', () => {
	it("has no member with a name of n8n's, which is a type error and would not be sent", () => {
		const operation: Pick<RequestOperation<object>, 'buildRequest'> = {
			// @ts-expect-error -- the type check fails if this compiles: a body is text in `body`
			buildRequest: () => ({ method: 'POST', path: '/points', json: { points: 120 } }),
		};
		const request = operation.buildRequest(undefined as never, {});
		expect(toRequestOptions(request, 'https://service.example')).toMatchObject({
			url: 'https://service.example/points',
			body: undefined,
		});
	});
});
