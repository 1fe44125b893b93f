import type { INode, INodeParameters } from 'n8n-workflow';
import type { ToolCase } from './tool-case';

/** Contract calls as tools: made-up calls, which the echo of the sandbox answers. */
export const CONTRACT_TITLES = [
	'a contract call sends what the author left to the model, and undeclared arguments change nothing',
	'a contract call that only reads takes a value from the model, described by its action alone',
	'a contract call read from the item is rejected, though the model passes one',
	'a contract call to Saison Connect that writes takes nothing from a model',
] as const;

type MakeTool = (parameters: INodeParameters) => INode;

/** What the button in n8n's editor inserts for a field, with the field's name as the key. */
const byButton = (key: string): string =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`\`, 'string') }}`;

const contract = (
	call: string,
	values: Record<string, unknown>,
	more: INodeParameters = {},
): INodeParameters =>
	({
		resource: 'contract',
		operation: 'send',
		contractOperation: { __rl: true, mode: 'list', value: call },
		contractParameters: {
			mappingMode: 'defineBelow',
			value: values,
			matchingColumns: [],
			schema: Object.keys(values).map((id) => ({ id, displayName: id, type: 'string' })),
		},
		...more,
	}) as INodeParameters;

/** What a model may try beside what the tool declares. */
const UNDECLARED = {
	resource: 'apiRequest',
	operation: 'send',
	contractOperation: 'DELETE /sandbox-made-up/echo/other read',
	contractParameters: { value: { 'body/amount': '99', 'query/x': '1' } },
	'body/amount': '99',
	amount: '99',
	path: '/auth',
	method: 'DELETE',
	safeToRepeat: true,
	headers: { authorization: 'Bearer other' },
};

export function contractToolCases(saison: MakeTool, marta: MakeTool): ToolCase[] {
	const [purchase, history, fromItem, saisonWrite] = CONTRACT_TITLES;
	return [
		{
			title: purchase,
			tool: marta(
				contract(
					'POST /sandbox-made-up/echo/{card}/movements',
					{
						'path/card': "={{ $fromAI('card', 'Code on the card', 'string') }}",
						'body/amount': '5',
						'body/shop/name': byButton('shop_name'),
					},
					{ descriptionType: 'manual', toolDescription: 'Register a purchase on a card' },
				),
			),
			args: { card: '00/7', shop_name: 'Ginza', ...UNDECLARED },
			reads: /"json":\s*\{\s*"amount":\s*"5",\s*"shop":\s*\{\s*"name":\s*"Ginza"\s*\}\s*\}/,
			sent: ['POST /sandbox-made-up/echo/00%2F7/movements'],
			declared: {
				description: 'Register a purchase on a card',
				parameters: { card: 'Code on the card', shop_name: '' },
			},
		},
		{
			title: history,
			tool: saison(contract('POST /sandbox-made-up/echo read', { 'form/from': byButton('from') })),
			args: { from: '2026-11-01', ...UNDECLARED },
			reads: /from=2026-11-01|"from":\s*"2026-11-01"/,
			sent: ['POST /sandbox-made-up/echo'],
			declared: {
				description: 'Send contract call in Saison Connect',
				parameters: { from: '' },
			},
		},
		{
			title: fromItem,
			tool: marta(contract('={{ $json.contractOperation }}', {})),
			args: UNDECLARED,
			reads: /'Call' has an expression that an AI model could influence\. Enter a fixed value/,
			sent: [],
		},
		{
			title: saisonWrite,
			tool: saison(contract('POST /sandbox-made-up/echo', { 'form/plan': byButton('plan') })),
			args: { plan: '3', ...UNDECLARED },
			reads: /'Values to Send' must not be filled in by an AI model\. Enter a fixed value/,
			sent: [],
		},
	];
}
