import {
	choose,
	closeCredential,
	credentialForm,
	newCredential,
	openCredential,
	readTest,
	saveAndTest,
} from '../../tools/pictures/editor-actions';
import { readCredentialFields } from './editor-dom';
import { startBrowserWorld, type EditorWorld } from './editor-world';

/** The forms of both credentials, and the test button. */
jest.setTimeout(120_000);
let world: EditorWorld;

beforeAll(async () => {
	world = await startBrowserWorld();
});
afterAll(async () => await world?.stop());
afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

async function labels(): Promise<string[]> {
	const fields = await world.page.evaluate(readCredentialFields);
	return fields.map(({ label }) => label);
}

async function maskedLabels(): Promise<string[]> {
	const fields = await world.page.evaluate(readCredentialFields);
	return fields.filter(({ isMasked }) => isMasked).map(({ label }) => label);
}

async function shows(expected: string[]): Promise<void> {
	expect(await labels()).toEqual(expected);
}

/** n8n adds the second one to every credential. */
const LAST = ['Ignore SSL Issues (Insecure)', 'Allowed HTTP Request Domains'];

describe('a new Saison Connect credential', () => {
	const fields = (baseUrl: string[] = [], code: string[] = []): string[] => [
		...['Environment', ...baseUrl, 'Client ID', 'Client Secret', 'Authorization Code'],
		...['Refresh Token', 'Member Service', ...code, 'Scope', 'Token URL Path', 'API Version'],
		...['MAC Separator', ...LAST],
	];

	beforeAll(async () => {
		await world.open('/home/credentials');
		await newCredential(world.page, 'Saison Connect API');
	});
	afterAll(async () => await closeCredential(world.page));

	it.each([
		['Test', fields()],
		['Production', fields()],
		['Custom', fields(['Base URL'])],
	])('for %s asks for what matters there', async (environment, expected) => {
		await choose(world.page, 'environment', environment);
		await shows(expected);
		await world.picture(`credential-saison-${environment}`, credentialForm);
		expect(await maskedLabels()).toEqual(['Client Secret', 'Refresh Token']);
	});

	it('asks for the code of a member service that is not in the list', async () => {
		await choose(world.page, 'memberService', 'Custom');
		await shows(fields(['Base URL'], ['Member Service Code']));
	});
});

describe('a new MARTA credential', () => {
	const person = ['Username', 'Password'];
	const fields = (first: string[], login: string[], terminal: string[]): string[] => [
		...[...first, 'API Key', 'Scope', ...login, 'Campaign ID', ...terminal.slice(0, 1)],
		...['Device Type', ...terminal.slice(1), 'Send API Key On', ...LAST],
	];
	const onTerminal = ['Serial Number', 'Foreign ID'];
	const scopes: Array<[string, string[], string[]]> = [
		['Backoffice', person, []],
		['Customer', person, []],
		['Customersynchro', [], []],
		['Prize', person, onTerminal],
		['Product', person, onTerminal],
		['Terminal', person, onTerminal],
		['Terminal and Backoffice', person, onTerminal],
	];

	beforeAll(async () => {
		await newCredential(world.page, 'MARTA API');
	});
	afterAll(async () => await closeCredential(world.page));

	it.each([
		['Demo', ['Environment']],
		['Custom', ['Environment', 'Base URL']],
	])('for %s asks in every scope for what matters there', async (environment, first) => {
		await choose(world.page, 'environment', environment);
		for (const [scope, login, terminal] of scopes) {
			await choose(world.page, 'scope', scope);
			await world.picture(`credential-marta-${environment}-${scope}`, credentialForm);
			expect([scope, ...(await labels())]).toEqual([scope, ...fields(first, login, terminal)]);
			const secret = login.filter((label) => label === 'Password');
			expect(await maskedLabels()).toEqual(['API Key', ...secret]);
		}
	});
});

describe('the test button', () => {
	const GREEN = 'Connection tested successfully';
	const RED = 'Couldn’t connect with these settings';

	async function type(parameter: string, value: string): Promise<string> {
		const field = `${credentialForm} [data-test-id="parameter-input-${parameter}"] input`;
		await world.page.fill(field, value);
		return await saveAndTest(world.page);
	}

	it.each([
		[
			'saison',
			'clientSecret',
			"Saison Connect rejected the client. Check 'Client ID', 'Client Secret'",
		],
		[
			'marta',
			'apiKey',
			"MARTA rejected the login (HTTP 401). Check 'API Key', 'Username', 'Password' and 'Scope'",
		],
	] as const)(
		'of %s is green, red with a wrong %s, and green again',
		async (service, field, text) => {
			const { saisonConnectApi, martaApi } = world.sandbox.credentials;
			const good = { ...saisonConnectApi, ...martaApi.customersynchro }[field];
			await openCredential(world.page, world.editor, world[service].id);
			expect(await readTest(world.page)).toContain(GREEN);
			await world.picture(`test-${service}-green`, credentialForm);

			const red = await type(field, 'wrong');
			await world.picture(`test-${service}-red`, credentialForm);
			expect(red).toContain(RED);
			expect(red).toContain(text);
			expect(red).not.toContain(GREEN);

			expect(await type(field, good)).toContain(GREEN);
			await closeCredential(world.page);
		},
	);
});
