import {
	createCredential,
	PACKAGE,
	runInEditor,
	saisonNode,
	startEditorEnvironment,
	type Reference,
	type Environment,
} from './environment';

/** What an AI agent gets of the nodes, and what it may not fill in. */
jest.setTimeout(600_000);
let environment: Environment;
let credential: Reference;

beforeAll(async () => {
	environment = await startEditorEnvironment();
	const data = environment.sandbox.credentials.saisonConnectApi;
	credential = await createCredential(environment, 'saisonConnectApi', data);
});
afterAll(async () => await environment?.stop());

it('offers both action nodes as tools, and not the trigger', async () => {
	const response = await fetch(`${environment.n8n.url}/types/nodes.json`, {
		headers: { cookie: environment.n8n.rest.cookie },
	});
	const types = (await response.json()) as Array<{ name: string }>;
	const own = new Set(types.map(({ name }) => name).filter((name) => name.startsWith(PACKAGE)));
	expect([...own].sort()).toEqual(
		['marta', 'martaTool', 'saisonConnect', 'saisonConnectTool', 'saisonConnectTrigger'].map(
			(name) => `${PACKAGE}.${name}`,
		),
	);
});

describe('API Request of Saison Connect', () => {
	const written = {
		resource: 'apiRequest',
		operation: 'send',
		method: 'POST',
		path: '/sandbox-made-up/echo',
	};
	// What an agent's node contains where the model is to decide; without an agent it evaluates to the default.
	const fromModel = (value: string): string => `={{ $fromAI('x', '', 'string', '${value}') }}`;

	it.each([
		['Method', { method: fromModel('POST') }],
		['Path', { path: fromModel('/sandbox-made-up/echo') }],
		['Body Parameters', { bodyParameters: { parameter: [{ name: 'a', value: fromModel('b') }] } }],
	])('rejects a model in %s before anything is sent', async (label, parameters) => {
		const before = environment.sandbox.saison.counts().total;
		const node = saisonNode(credential, { ...written, ...parameters });
		const run = await runInEditor(environment, [{}], node);
		expect(run.error?.message).toMatch(
			new RegExp(`'${label}' must not be filled in by an AI model`),
		);
		expect(environment.sandbox.saison.counts().total).toBe(before);
	});

	it('sends the same where a person wrote it', async () => {
		const run = await runInEditor(environment, [{}], saisonNode(credential, written));
		expect(run.error).toBeUndefined();
	});
});
