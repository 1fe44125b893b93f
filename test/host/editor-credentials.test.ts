import {
	choose,
	closeCredential,
	credentialForm,
	newCredential,
	openCredential,
	readTest,
	saveAndTest,
} from '../../tools/pictures/editor-actions';
import { pollUntil } from '../../tools/support/poll';
import { readCredentialFields } from './editor-dom';
import { startBrowserEnvironment, type EditorEnvironment } from './editor-environment';

/** The forms of both credentials, and the test button. */
jest.setTimeout(600_000);
let environment: EditorEnvironment;

beforeAll(async () => {
	environment = await startBrowserEnvironment();
});
afterAll(async () => await environment?.stop());
afterEach(() => expect(environment.browserErrors.splice(0)).toEqual([]));

async function labels(): Promise<string[]> {
	const fields = await environment.page.evaluate(readCredentialFields);
	return fields.map(({ label }) => label);
}

async function maskedLabels(): Promise<string[]> {
	const fields = await environment.page.evaluate(readCredentialFields);
	return fields.filter(({ isMasked }) => isMasked).map(({ label }) => label);
}

/** n8n may add and remove fields a moment after a choice. */
async function shows(expected: string[]): Promise<void> {
	await pollUntil(async () => (await labels()).join() === expected.join());
	expect(await labels()).toEqual(expected);
}

/** n8n adds the last one to every credential. */
const LAST = ['Ignore SSL Issues (Insecure)', 'API Description', 'Allowed HTTP Request Domains'];

describe('a new Saison Connect credential', () => {
	const fields = (baseUrl: string[] = [], code: string[] = []): string[] => [
		...['Environment', ...baseUrl, 'Client ID', 'Client Secret', 'Authorization Code'],
		...['Refresh Token', 'Member Service', ...code, 'Scope', 'Token URL Path', 'API Version'],
		...['MAC Separator', ...LAST],
	];

	beforeAll(async () => {
		await environment.open('/home/credentials');
		await newCredential(environment.page, 'Saison Connect API');
	});
	afterAll(async () => await closeCredential(environment.page));

	it.each([
		['Test', fields()],
		['Production', fields()],
		['Custom', fields(['Base URL'])],
	])('for %s asks for what matters there', async (choice, expected) => {
		await choose(environment.page, 'environment', choice);
		await shows(expected);
		await environment.picture(`credential-saison-${choice}`, credentialForm);
		expect(await maskedLabels()).toEqual(['Client Secret', 'Refresh Token']);
	});

	it('asks for the code of a member service that is not in the list', async () => {
		await choose(environment.page, 'memberService', 'Custom');
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
		await newCredential(environment.page, 'MARTA API');
	});
	afterAll(async () => await closeCredential(environment.page));

	it.each([
		['Demo', ['Environment']],
		['Custom', ['Environment', 'Base URL']],
	])('for %s asks in every scope for what matters there', async (choice, first) => {
		await choose(environment.page, 'environment', choice);
		for (const [scope, login, terminal] of scopes) {
			await choose(environment.page, 'scope', scope);
			await shows(fields(first, login, terminal));
			await environment.picture(`credential-marta-${choice}-${scope}`, credentialForm);
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
		await environment.page.fill(field, value);
		return await saveAndTest(environment.page);
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
			const { saisonConnectApi, martaApi } = environment.sandbox.credentials;
			const good = { ...saisonConnectApi, ...martaApi.customersynchro }[field];
			await openCredential(environment.page, environment.editor, environment[service].id);
			expect(await readTest(environment.page)).toContain(GREEN);
			await environment.picture(`test-${service}-green`, credentialForm);

			const red = await type(field, 'wrong');
			await environment.picture(`test-${service}-red`, credentialForm);
			expect(red).toContain(RED);
			expect(red).toContain(text);
			expect(red).not.toContain(GREEN);

			expect(await type(field, good)).toContain(GREEN);
			await closeCredential(environment.page);
		},
	);
});
