import {
	createCredential,
	PACKAGE,
	runInEditor,
	saisonNode,
	startEditorWorld,
	type Reference,
	type World,
} from './world';

/** What an AI agent gets of the nodes, and what it may not fill in. */
jest.setTimeout(600_000);
let world: World;
let credential: Reference;

beforeAll(async () => {
	world = await startEditorWorld();
	const data = world.sandbox.credentials.saisonConnectApi;
	credential = await createCredential(world, 'saisonConnectApi', data);
});
afterAll(async () => await world?.stop());

it('offers both action nodes as tools, and not the trigger', async () => {
	const answer = await fetch(`${world.n8n.url}/types/nodes.json`, {
		headers: { cookie: world.n8n.rest.cookie },
	});
	const types = (await answer.json()) as Array<{ name: string }>;
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
	// What an agent's node holds where the model is to decide; without an agent it gives the default.
	const fromModel = (value: string): string => `={{ $fromAI('x', '', 'string', '${value}') }}`;

	it.each([
		['Method', { method: fromModel('POST') }],
		['Path', { path: fromModel('/sandbox-made-up/echo') }],
		['Body Parameters', { bodyParameters: { parameter: [{ name: 'a', value: fromModel('b') }] } }],
	])('refuses a model in %s before anything is sent', async (label, parameters) => {
		const before = world.sandbox.saison.counts().total;
		const node = saisonNode(credential, { ...written, ...parameters });
		const run = await runInEditor(world, [{}], node);
		expect(run.error?.message).toMatch(
			new RegExp(`'${label}' must not be filled in by an AI model`),
		);
		expect(world.sandbox.saison.counts().total).toBe(before);
	});

	it('sends the same where a person wrote it', async () => {
		const run = await runInEditor(world, [{}], saisonNode(credential, written));
		expect(run.error).toBeUndefined();
	});
});
