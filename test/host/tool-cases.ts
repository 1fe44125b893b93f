import type { INode } from 'n8n-workflow';
import { CONTRACT_TITLES, contractToolCases } from './contract-tool-cases';
import {
	createBothCredentials,
	martaNode,
	PACKAGE,
	saisonNode,
	type Environment,
} from './environment';
import type { ToolCase } from './tool-case';

export const TITLES = [
	'a path read from the item is rejected, though the model passes one',
	"a member's token read from the item is rejected, though the model passes one",
	'a lookup by $fromAI reaches the service, and an undeclared argument changes nothing',
	'a write that may have been processed says so in the first sentence, and all of the rest',
	...CONTRACT_TITLES,
] as const;

const PERSON = '2990000000001';
const WRITE_PATH = '/sandbox-made-up/echo/write';

export async function toolCases(environment: Environment): Promise<ToolCase[]> {
	const credentials = await createBothCredentials(environment);
	const saison = (parameters: INode['parameters']): INode =>
		saisonNode(credentials.saison, parameters, asTool('saisonConnectTool'));
	const marta = (parameters: INode['parameters']): INode =>
		martaNode(credentials.marta, parameters, asTool('martaTool'));
	const [path, token, lookup, write] = TITLES;
	return [
		{
			title: path,
			tool: saison({ resource: 'statement', operation: 'get', path: '={{ $json.path }}' }),
			args: { path: '/auth/payment/change' },
			reads: /'Path' has an expression that an AI model could influence\. Enter a fixed value/,
			sent: [],
		},
		{
			title: token,
			tool: saison({
				resource: 'member',
				operation: 'getAttributes',
				options: { memberAccessToken: '={{ $json.accessToken }}' },
			}),
			args: { accessToken: 'ANOTHER-MEMBER' },
			reads:
				/'Member Access Token' has an expression that an AI model could influence\. Enter a fixed value/,
			sent: [],
		},
		{
			title: lookup,
			tool: marta({
				resource: 'card',
				operation: 'check',
				lookupBy: 'card',
				value: "={{ $fromAI('card', 'Card code', 'string') }}",
			}),
			args: { card: PERSON, lookupBy: 'email', value: 'x@example.com', resource: 'session' },
			reads: /"statusCode":\s*200/,
			sent: [`GET /customer/checkcard?card=${PERSON}`],
		},
		{
			title: write,
			tool: marta({
				resource: 'apiRequest',
				operation: 'send',
				method: 'POST',
				path: WRITE_PATH,
				jsonBody: `={ "note": "{{ $fromAI('note', 'What to write', 'string') }}" }`,
			}),
			args: { note: 'hello' },
			prepare: ({ sandbox }) =>
				sandbox.marta.faults({
					match: { path: WRITE_PATH },
					fault: { kind: 'status', status: 500, body: { message: 'Out of order' } },
					times: 0,
				}),
			reads:
				/^[^.]*The request may have been processed: check before you send it again\..*HTTP 500.*Out of order.*contact MARTA/s,
			sent: [`POST ${WRITE_PATH}`],
		},
		...contractToolCases(saison, marta),
	];
}

/** What a model is told of the values it may fill in: their descriptions, by name. */
export function describedParameters(schema: {
	properties?: Record<string, object>;
}): Record<string, string> {
	return Object.fromEntries(
		Object.entries(schema.properties ?? {}).map(([name, property]) => [
			name,
			(property as { description?: string }).description ?? '',
		]),
	);
}

/** Notes what both services have received, and returns what they receive from then on, without logins. */
export function watchRequests({ sandbox }: Environment): () => string[] {
	const services = [sandbox.saison, sandbox.marta].map((service) => ({
		service,
		last: service.requests().at(-1)?.number ?? 0,
	}));
	return () =>
		services
			.flatMap(({ service, last }) => service.requests().filter(({ number }) => number > last))
			.map(({ method, url }) => `${method} ${url}`)
			.filter((request) => !/^POST \/auth(\/token)?$/.test(request));
}

function asTool(type: string): Partial<INode> {
	return { name: 'Tool Under Test', type: `${PACKAGE}.${type}` };
}
