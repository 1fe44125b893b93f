import type { PageCall, PageParameter } from '../../shared/call-page';
import { MartaState } from '../state';
import { TILL_DESCRIPTION } from './description';
import { deleteLastMovement, listMovements, readCard, registerPurchase } from './routes';

interface Schema {
	type: string;
	enum?: readonly string[];
	description?: string;
	required?: readonly string[];
	properties?: Record<string, Schema>;
}

interface Parameter {
	name: string;
	in: string;
	required?: boolean;
	description?: string;
	schema: Schema;
}

interface Operation {
	operationId: string;
	summary: string;
	parameters?: Parameter[];
	requestBody?: { content: { 'application/json': { schema: Schema } } };
}

type PathItem = Record<string, Operation> & { parameters: Parameter[] };

/** The calls of the description, as a contract on paper would describe them. */
export function tillPage(): PageCall[] {
	const responses = sampleResponses();
	const paths = TILL_DESCRIPTION.paths as unknown as Record<string, PathItem>;
	return Object.entries(paths).flatMap(([path, { parameters: shared, ...operations }]) =>
		Object.entries(operations as Record<string, Operation>).map(([method, operation]) => {
			const { operationId, summary, parameters = [], requestBody } = operation;
			const body = requestBody?.content['application/json'].schema;
			return {
				method: method.toUpperCase(),
				path,
				summary,
				parameters: [
					...[...shared, ...parameters].map(toPageParameter),
					...(body === undefined ? [] : bodyParameters(body)),
				],
				response: responses[operationId],
			};
		}),
	);
}

function toPageParameter({ name, in: place, required, description, schema }: Parameter) {
	return { name, place, required: required === true, type: typeOf(schema), description };
}

function bodyParameters({ properties = {}, required = [] }: Schema, group = ''): PageParameter[] {
	return Object.entries(properties).flatMap(([name, schema]) => {
		if (schema.properties !== undefined) return bodyParameters(schema, `${group}${name}.`);
		const { description } = schema;
		const isRequired = required.includes(name);
		const full = { name: group + name, place: 'body', required: isRequired, description };
		return [{ ...full, type: typeOf(schema) }];
	});
}

function typeOf({ type, enum: values }: Schema): string {
	return values?.join(' or ') ?? type;
}

/** What a stand-in that has just been started responds, by the name of the operation. */
function sampleResponses(): Record<string, unknown> {
	const state = new MartaState();
	const [customer] = state.customers;
	const call = { customer, card: '2990000000001', query: '', body: undefined };
	const purchase = { receipt: 'R-1', amount: 12.5, payment: 'cash', shop: { id: '0001' } };
	const bodyOf = (response: object) => ('body' in response ? response.body : response);
	// In this order: what is deleted has to be registered first.
	return {
		readCard: bodyOf(readCard(state, call)),
		listMovements: bodyOf(listMovements(state, { ...call, query: 'limit=2' })),
		registerPurchase: bodyOf(registerPurchase(state, { ...call, body: purchase })),
		deleteLastMovement: bodyOf(deleteLastMovement(state, { ...call, query: 'movementId=46' })),
	};
}
