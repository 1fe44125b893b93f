import { PATHS } from '../paths';

const PAYMENTS = ['cash', 'card', 'voucher'] as const;
export const DESCRIPTION_LIMITS = {
	payments: PAYMENTS as readonly string[],
	maxAmount: 100_000,
	maxPage: 50,
	defaultPage: 20,
};

const CARD = {
	name: 'card',
	in: 'path',
	required: true,
	description: 'Code of the card, 13 digits.',
	schema: { type: 'string', pattern: '^[0-9]{13}$' },
};

const PURCHASE = {
	type: 'object',
	required: ['receipt', 'amount', 'shop'],
	additionalProperties: false,
	properties: {
		receipt: { type: 'string', maxLength: 40, description: 'Number of the receipt.' },
		amount: { type: 'number', description: 'In EUR, with two decimals at most.' },
		payment: { type: 'string', enum: PAYMENTS },
		doublePoints: { type: 'boolean', description: 'Two points for each euro instead of one.' },
		shop: {
			type: 'object',
			required: ['id'],
			additionalProperties: false,
			properties: {
				id: { type: 'string' },
				till: { type: 'string' },
			},
		},
	},
};

function operation(operationId: string, summary: string, more: object): object {
	const responses = { default: { description: 'JSON' } };
	return { operationId, summary: `${summary} (made up)`, tags: ['Till'], ...more, responses };
}

/** Express writes `:card` where OpenAPI writes `{card}`. */
function toTemplate(path: string): string {
	return path.replace(/:([a-z]+)/g, '{$1}');
}

/** The till calls as a contract could describe them. None of them exists outside of the sandbox. */
export const TILL_DESCRIPTION = {
	openapi: '3.0.3',
	info: {
		title: 'Made-up till calls of the sandbox',
		description: 'Nothing of this is known of MARTA: paths, parameters and responses are made up.',
		version: '1.0.0',
	},
	paths: {
		[toTemplate(PATHS.card)]: {
			parameters: [CARD],
			get: operation('readCard', 'Read a card', {}),
		},
		[toTemplate(PATHS.movements)]: {
			parameters: [CARD],
			get: operation('listMovements', 'List movements of a card', {
				parameters: [
					{
						name: 'limit',
						in: 'query',
						description: 'Movements in one response.',
						schema: { type: 'integer', minimum: 1, maximum: DESCRIPTION_LIMITS.maxPage },
					},
					{
						name: 'cursor',
						in: 'query',
						description: 'The nextCursor of the response before.',
						schema: { type: 'string' },
					},
				],
			}),
			post: operation('registerPurchase', 'Register a purchase', {
				requestBody: { required: true, content: { 'application/json': { schema: PURCHASE } } },
			}),
		},
		[toTemplate(PATHS.lastMovement)]: {
			parameters: [CARD],
			delete: operation('deleteLastMovement', 'Delete the last movement of a card', {
				parameters: [
					{
						name: 'movementId',
						in: 'query',
						required: true,
						description: 'The movement that is expected to be the last one.',
						schema: { type: 'integer' },
					},
				],
			}),
		},
	},
};
