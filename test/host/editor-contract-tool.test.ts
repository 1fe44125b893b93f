import type { INode } from 'n8n-workflow';
import { pollUntil } from '../../tools/support/poll';
import { closeNode, openNode } from '../../tools/pictures/editor-actions';
import { createCredential, PACKAGE } from './environment';
import { startBrowserEnvironment, type EditorEnvironment } from './editor-environment';

/** What n8n's button for AI agents makes of the parameters of a contract call. */
jest.setTimeout(600_000);
let environment: EditorEnvironment;

beforeAll(async () => {
	environment = await startBrowserEnvironment();
});
afterAll(async () => await environment?.stop());

const CALL = 'POST /sandbox-made-up/echo/{card}/movements';
const DESCRIPTION = `${CALL}
  card*
  amount*   number
  kind*     sale | refund
  shop.id*
  tags*     list
`;

it('names each value after its field, and leaves choices to be written by hand', async () => {
	const { n8n, page, sandbox } = environment;
	const credential = await createCredential(environment, 'martaApi', {
		...sandbox.credentials.martaApi.customersynchro,
		apiDescription: DESCRIPTION,
	});
	const node: INode = {
		id: 'tool',
		name: 'Purchase',
		type: `${PACKAGE}.martaTool`,
		typeVersion: 1,
		position: [0, 0],
		parameters: {
			resource: 'contract',
			operation: 'send',
			contractOperation: { __rl: true, mode: 'methodAndPath', value: CALL },
		},
		credentials: { martaApi: credential },
	};
	const { id } = await n8n.rest.createWorkflow({
		name: 'Tool',
		settings: {},
		nodes: [node],
		connections: {},
	});
	await environment.open(`/workflow/${id}`);
	await openNode(page, node.name);
	const fields = page.locator('[data-test-id="resource-mapper-container"]');
	await fields.getByText('shop.id').first().waitFor();
	const buttons = fields.locator('[data-test-id="from-ai-override-button"]');
	// One for each value that is no choice.
	await buttons.nth(3).waitFor({ state: 'attached' });
	await environment.picture('contract-tool', '[data-test-id="ndv"]');
	for (let left = await buttons.count(); left > 0; left--) await buttons.first().click();
	await closeNode(page);
	await page.keyboard.press('Control+s');
	const values = async (): Promise<object | undefined> => {
		const saved = await n8n.rest.call<{ nodes: INode[] }>('GET', `/workflows/${id}`);
		return (saved.nodes[0].parameters.contractParameters as { value?: object } | undefined)?.value;
	};
	// The last one to be saved.
	await pollUntil(async () => JSON.stringify((await values()) ?? {}).includes('tags__'));
	const byButton = (key: string, type: string): string =>
		`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`\`, '${type}') }}`;
	expect(await values()).toMatchObject({
		'path/card': byButton('card', 'string'),
		'body/amount': byButton('amount', 'number'),
		'body/shop/id': byButton('shop_id', 'string'),
		'body[list]/tags': byButton('tags__separated_by_commas_', 'string'),
	});
	expect(JSON.stringify(await values())).not.toContain("$fromAI('kind");
});
