import type { INode } from 'n8n-workflow';
import { ScriptedModel } from '../../sandbox/scripted-model';
import { modelCredential } from '../../tools/demo/examples';
import { hostVersion } from '../../tools/n8n-host/version';
import type { Execution } from '../../tools/n8n-host/n8n-rest';
import { agentWorkflow } from './agent-workflow';
import { startEditorEnvironment, type Environment, type Reference } from './environment';
import type { ToolCase } from './tool-case';
import { describedParameters, TITLES, toolCases, watchRequests } from './tool-cases';

/** The nodes as tools of n8n's AI Agent, with a model that says what the test wrote. */
jest.setTimeout(600_000);
let environment: Environment;
let model: ScriptedModel;
let chatModel: Reference;
let cases: ToolCase[];

beforeAll(async () => {
	model = await ScriptedModel.start();
	environment = await startEditorEnvironment();
	const { id, name } = await environment.n8n.rest.createCredential(modelCredential(model));
	chatModel = { id, name };
	cases = await toolCases(environment);
});
afterAll(async () => {
	await environment?.stop();
	await model?.stop();
});

type Options = Omit<Parameters<typeof agentWorkflow>[0], 'model'>;

async function runAgent(
	options: Options,
	toolArguments: Record<string, unknown> = {},
): Promise<Execution> {
	const { rest } = environment.n8n;
	model.requests.length = 0;
	model.toolArguments = toolArguments;
	const workflow = await rest.createWorkflow(agentWorkflow({ ...options, model: chatModel }));
	return await rest.runWorkflow(workflow.id, 'Start');
}

/** The tool of a case, with another name and another lookup. */
function cardTool(name: string, value: string): INode {
	const { tool } = cases.find(({ title }) => title === TITLES[2]) as ToolCase;
	return { ...tool, id: name, name, parameters: { ...tool.parameters, value } };
}

const isOlder = hostVersion() === 'older';
/** In a manual run of the older n8n, a tool finds no data of nodes before its agent, and the item fails. */
const onCurrent = isOlder ? { describe: describe.skip, it: it.skip } : { describe, it };

describe.each([isOlder ? 3 : 3.1, 2.2])('For AI Agent %s', (agentVersion) => {
	it.each(TITLES)('%s', async (title) => {
		const { tool, args, prepare, reads, sent, declared } = cases.find(
			(one) => one.title === title,
		) as ToolCase;
		environment.sandbox.marta.faults({ clear: true });
		prepare?.(environment);
		const received = watchRequests(environment);
		const run = await runAgent({ agentVersion, tools: [tool] }, args);
		expect([run.status, run.data.resultData.error?.message]).toEqual(['success', undefined]);
		expect(model.requests).toHaveLength(2);
		expect(model.toolText).toMatch(reads);
		expect(received()).toEqual(sent);
		const [told] = model.requests[0].tools ?? [];
		if (declared) {
			expect({
				description: told.function.description,
				parameters: describedParameters(told.function.parameters),
			}).toEqual(declared);
		}
	});

	onCurrent.describe('with several items', () => {
		const items = ['2990000000001', '2990000000002'].map((card) => ({ card }));
		const checked = ({ card }: { card: string }): string => `GET /customer/checkcard?card=${card}`;

		it('tells every item about the first one, so it must not get several', async () => {
			const received = watchRequests(environment);
			const tools = [cardTool('Check Card', "={{ $('Items').first().json.card }}")];
			await runAgent({ agentVersion, tools, items });
			expect(received()).toEqual([items[0], items[0]].map(checked));
		});

		it('rejects .item, for which n8n would read the first one, too', async () => {
			const received = watchRequests(environment);
			const tools = [cardTool('Check Card', "={{ $('Items').item.json.card }}")];
			await runAgent({ agentVersion, tools, items });
			expect(model.toolText).toMatch(/'Value' uses \.item, .* Use \$\('Node Name'\)\.first\(\)/);
			expect(received()).toEqual([]);
		});

		it('tells each about its own where a loop hands over one at a time', async () => {
			const received = watchRequests(environment);
			const tools = [cardTool('Check Card', "={{ $('One').first().json.card }}")];
			await runAgent({ agentVersion, tools, items, oneByOne: true });
			expect(received()).toEqual(items.map(checked));
		});
	});

	onCurrent.it(
		'reads the member whose token a node before it has, whomever the model names',
		async () => {
			const { tool } = cases.find(({ title }) => title === TITLES[1]) as ToolCase;
			const memberAccessToken = "={{ $('Items').first().json.accessToken }}";
			const parameters = { ...tool.parameters, options: { memberAccessToken } };
			const [member, another] = ['na002', 'na003'].map((id) => ({
				accessToken: `sandbox-access-${id}`,
			}));
			await runAgent({ agentVersion, tools: [{ ...tool, parameters }], items: [member] }, another);
			expect(model.toolText).toContain('"birthday"');
			const [{ headers }] = environment.sandbox.saison.requests(1);
			expect(headers.authorization).toContain(`id="${member.accessToken}"`);
		},
	);

	it('leaves only "_" of a name in Japanese, and rejects two of them', async () => {
		await runAgent({ agentVersion, tools: [cardTool('カード確認', '2990000000001')] });
		expect(model.requests[0].tools?.[0].function.name).toBe('_');
		const tools = ['カード確認', '会員確認'].map((name) => cardTool(name, '2990000000001'));
		const run = await runAgent({ agentVersion, tools });
		expect(run.data.resultData.error?.message).toContain(
			"You have multiple tools with the same name: '_'",
		);
	});
});
