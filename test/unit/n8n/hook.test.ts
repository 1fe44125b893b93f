import { NodeApiError, type INode } from 'n8n-workflow';
import { Failure, findFailure } from '../../../lib/n8n/failure';
import { runAuthenticate } from '../../../lib/n8n/hook';

const node: INode = {
	id: '1',
	name: 'MARTA',
	type: 'marta',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

function thrownBy(work: () => unknown): unknown {
	try {
		return work();
	} catch (error) {
		return error;
	}
}

describe("A credential's authenticate", () => {
	it('gives its request on', () => {
		const request = { url: 'https://example.com' };
		expect(runAuthenticate(() => request)).toBe(request);
	});

	it('throws what it refuses, to be known again without a cause', () => {
		const failure = new Failure({ reason: 'consent_needed', message: 'There is no token.' });
		const thrown = thrownBy(() =>
			runAuthenticate(() => {
				throw failure;
			}),
		);
		expect(thrown).toBe(failure);
		const wrapped = new NodeApiError(node, thrown as never);
		wrapped.cause = undefined;
		expect(findFailure(wrapped)).toBe(failure);
	});

	it('throws anything else as it is', () => {
		const error = new TypeError('x');
		const work = (): never => {
			throw error;
		};
		expect(thrownBy(() => runAuthenticate(work))).toBe(error);
	});
});
