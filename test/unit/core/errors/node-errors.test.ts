import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { toErrorItem, toNodeError } from '../../../../lib/core/errors/node-errors';
import { ServiceError, invalidInput } from '../../../../lib/core/errors/service-error';

const serviceError = new ServiceError({
	reason: 'rate_limited',
	message: 'What happened.',
	description: 'What to do.',
	httpStatus: 429,
	resultCode: '901',
	recovery: 'retryAfterPause',
	retryAfterMs: 5_000,
	mayHaveBeenProcessed: true,
});
const node: INode = {
	id: '1',
	name: 'Saison Connect',
	type: 'saisonConnect',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

describe('The n8n error of an item', () => {
	it('has the texts, the item index and the details that workflows branch on', () => {
		const error = toNodeError(node, serviceError, 3);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.message).toContain('What happened.');
		expect(error.description).toBe('What to do.');
		expect(error.context.itemIndex).toBe(3);
		expect((error as NodeApiError).httpCode).toBe('429');
		expect(error.context.details).toEqual({
			reason: 'rate_limited',
			httpStatus: 429,
			resultCode: '901',
		});
	});

	it('is a NodeOperationError for an invalid input', () => {
		const error = toNodeError(node, invalidInput('Path', 'is empty.', 'Type it.'), 0);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toContain("'Path' is empty.");
		expect(error.description).toBe('Type it.');
		expect(error.context.itemIndex).toBe(0);
	});

	it('becomes an error item with exactly these keys', () => {
		expect(toErrorItem(serviceError, 2)).toEqual({
			json: {
				error: 'What happened. What to do.',
				details: { reason: 'rate_limited', httpStatus: 429, resultCode: '901' },
			},
			pairedItem: { item: 2 },
		});
		expect(toErrorItem(invalidInput('A', 'b.'), 0).json.details).toEqual({
			reason: 'invalid_input',
			httpStatus: null,
			resultCode: null,
		});
	});
});
