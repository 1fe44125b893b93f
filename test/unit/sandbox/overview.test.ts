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

	it('gives the addresses at which the made-up calls are described', async () => {
		const addresses = [...text.matchAll(/Made-up calls +(http\S+)/g)].map(([, address]) => address);
		const pages = addresses.map(async (address) => await (await fetch(address)).text());
		const [saison, marta] = await Promise.all(pages);
		expect(saison).toMatch(/POST \/\S+\/points\/history\n(.*\n)+ +from +form +required +date\n/);
		expect(saison).toContain('"total_count": "260"');
		expect(saison).toContain('"balance": "');
		expect(marta).toMatch(/GET \S+\{card\}\n(.*\n)+ +card +path +required +string +Code of/);
		expect(marta).toMatch(/ +shop.id +body +required +string\n/);
		expect(marta).toMatch(/POST \S+\/customers\n(.*\n)+ +mobile +body +required +text +with the/);
		for (const name of [
			'registered',
			'dataComplete',
			'lastMovementId',
			'nextCursor',
			'movement',
			'deleted',
		]) {
			expect(marta).toContain(`"${name}": `);
		}
	});

	it('names the fields and choices of every MARTA credential as the editor does', () => {
		for (const [name, fields] of Object.entries(sandbox.credentials.martaApi)) {
			const lines = linesBelow(`n8n credential "MARTA API" (martaApi): ${name}`);
			// A call list goes on below its first line, further to the right.
			const shown = lines.filter((line) => !line.startsWith(' '.repeat(23)));
			expect(shown).toEqual(shownFields(new MartaApi().properties, fields));
		}
	});
});
