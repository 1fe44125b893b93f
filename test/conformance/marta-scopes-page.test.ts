import type { IDataObject } from 'n8n-workflow';
import { MartaApi } from '../../credentials/MartaApi.credentials';
import { readMartaCredential } from '../../lib/marta/credential';
import { loginBody } from '../../lib/marta/login';
import { tillPage } from '../../sandbox/marta/till/page';
import { martaData } from '../unit/support/credentials';
import { read } from './support/files';
import { linksOf, linksToNothing } from './support/links';
import { rowsBelow } from './support/tables';

const page = read('docs/marta-scopes.md');

/** The fields of the credential in the order of the columns, by their names and by those in JSON. */
const FIELDS = [
	['username', 'username'],
	['campaignId', 'campaignid'],
	['serialNumber', 'serialnumber'],
	['deviceType', 'devicetype'],
	['foreignId', 'foreignid'],
];

/** What a login with the field filled in and one with the field empty send. */
function describeField(scope: string, field: string, nameInJson: string): string {
	const bodyWith = (value: string): IDataObject =>
		loginBody(readMartaCredential(martaData({ scope, [field]: value })));
	if (!(nameInJson in bodyWith('1'))) return 'not sent';
	try {
		return nameInJson in bodyWith('') ? 'may be empty' : 'if filled';
	} catch {
		return 'required';
	}
}

test('docs/marta-scopes.md has every scope of the credential as it is sent, and its fields', () => {
	const { options = [] } = new MartaApi().properties.find(({ name }) => name === 'scope') ?? {};
	const scopes = (options as Array<{ name: string; value: string }>).map(({ name, value }) => [
		name,
		`\`${value}\``,
	]);
	const sentAs = rowsBelow('Scopes', page).map(([name, value]) => [name, value]);
	expect([...sentAs].sort()).toEqual(scopes.sort());
	const fields = rowsBelow('What a login sends', page);
	expect(fields).toEqual(
		sentAs.map(([name, value]) => [
			name,
			...FIELDS.map((field) => describeField(value.slice(1, -1), field[0], field[1])),
		]),
	);
});

test('docs/marta-scopes.md has the calls of the sandbox with their parameters and responses', () => {
	const asCode = (name: string): string => `\`${name}\``;
	expect(rowsBelow('The made-up calls', page)).toEqual(
		tillPage().map(({ method, path, summary, parameters, response }) => [
			asCode(`${method} ${path}`),
			summary.replace(' (made up)', ''),
			parameters.map(({ name, required }) => `${asCode(name)}${required ? '\\*' : ''}`).join(', '),
			Object.keys(response as object)
				.map(asCode)
				.join(', '),
		]),
	);
});

test('docs/marta-scopes.md links to files and headings that exist', () => {
	expect(linksOf(page).length).toBeGreaterThan(5);
	expect(linksToNothing(page)).toEqual([]);
});
