import type { INodeProperties } from 'n8n-workflow';
import { MartaApi } from '../../../credentials/MartaApi.credentials';
import { SaisonConnectApi } from '../../../credentials/SaisonConnectApi.credentials';
import { startSandbox, type Sandbox } from '../../../sandbox';
import { overview } from '../../../sandbox/overview';

let sandbox: Sandbox;
let text: string;
beforeAll(async () => {
	sandbox = await startSandbox();
	text = overview(sandbox);
});
afterAll(async () => await sandbox.stop());

/** The lines below a heading, up to the next blank one. */
function linesBelow(heading: string): string[] {
	const [, rest = ''] = text.split(`${heading}\n`);
	return rest.split('\n\n', 1)[0].split('\n');
}

/** How the editor shows the fields that are filled in, as `label value`. */
function shownFields(properties: INodeProperties[], fields: object): string[] {
	return Object.entries(fields)
		.filter(([, value]) => value !== '' && value !== false)
		.map(([name, value]) => {
			const { displayName, options = [] } = properties.find((field) => field.name === name)!;
			const choices = options as Array<{ name: string; value: unknown }>;
			const shown = choices.find((choice) => choice.value === value)?.name ?? String(value);
			return `    ${displayName.padEnd(18)} ${shown.split('\n')[0]}`;
		});
}

describe('What the sandbox prints', () => {
	it('names the fields and choices of a Saison Connect credential as the editor does', () => {
		const lines = linesBelow('n8n credential "Saison Connect API" (saisonConnectApi)');
		const expected = shownFields(
			new SaisonConnectApi().properties,
			sandbox.credentials.saisonConnectApi,
		);
		expect(expected.length).toBeGreaterThan(5);
		expect(lines).toEqual(expect.arrayContaining(expected));
	});

	it('names the fields and choices of every MARTA credential as the editor does', () => {
		for (const [name, fields] of Object.entries(sandbox.credentials.martaApi)) {
			const lines = linesBelow(`n8n credential "MARTA API" (martaApi): ${name}`);
			expect(lines).toEqual(shownFields(new MartaApi().properties, fields));
		}
	});
});
