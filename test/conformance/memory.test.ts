import ts from 'typescript';
import type * as ExpiringMapModule from '../../lib/core/time/expiring-map';
import { filesBelow, read } from './support/files';
import { linksOf, targetOf } from './support/links';
import { rowsBelow } from './support/tables';

/** What the constructors of all maps in `lib` were called with: age in ms and size. */
const limits: Array<[maxAgeMs: number, maxSize: number]> = [];
jest.mock('../../lib/core/time/expiring-map', () => {
	const { ExpiringMap } = jest.requireActual<typeof ExpiringMapModule>(
		'../../lib/core/time/expiring-map',
	);
	return {
		ExpiringMap: class<Value> extends ExpiringMap<Value> {
			constructor(maxAgeMs: number, maxSize: number) {
				super(maxAgeMs, maxSize);
				limits.push([maxAgeMs, maxSize]);
			}
		},
	};
});

const SHIPPED = ['lib', 'nodes', 'credentials'];
const sourcesOf = (folders: string[]): string[] =>
	folders.flatMap(filesBelow).filter((file) => file.endsWith('.ts'));

interface Row {
	/** `file name` of each variable. */
	variables: string[];
	/** In ms, if it is a time. */
	maxAge?: number;
	maxSize: number;
}

const MINUTE = 60_000;
const UNITS: Record<string, number> = {
	second: 1_000,
	minute: MINUTE,
	hour: 60 * MINUTE,
	day: 1_440 * MINUTE,
	week: 10_080 * MINUTE,
};

/** The table of the page for security teams. */
function tableRows(): Row[] {
	const page = read('docs/for-your-security-team.md');
	return rowsBelow('What is in memory', page).map(([, size, age, where]) => {
		const names = [...where.matchAll(/\[`(\w+)`\]/g)].map(([, name]) => name);
		const files = linksOf(where).map(targetOf);
		const [, amount, unit] = /^(\d+|an?) (second|minute|hour|day|week)s?\b/.exec(age) ?? [];
		return {
			variables: names.map((name, index) => `${files[index]} ${name}`),
			maxAge: unit === undefined ? undefined : (Number(amount) || 1) * UNITS[unit],
			maxSize: Number(size.replace(/,/g, '').split(' ', 1)[0]),
		};
	});
}

/**
 * What a file keeps for as long as n8n runs and may change: variables at its top and static fields that
 * begin with `let`, or with an object that something can be added to. n8n makes one object of each node
 * and credential, so their fields count as well.
 */
function lastingIn(file: string, text = read(file)): string[] {
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
	const isShared = !file.startsWith('lib/');
	return source.statements.flatMap((statement) => {
		if (ts.isVariableStatement(statement)) {
			const { declarations, flags } = statement.declarationList;
			const isConstant = (flags & ts.NodeFlags.Const) !== 0;
			return declarations
				.filter(
					({ name, initializer }) => !isConstant || canGrow(initializer, name.getText(), text),
				)
				.map(({ name }) => `${file} ${name.getText()}`);
		}
		if (!ts.isClassDeclaration(statement)) return [];
		return statement.members
			.filter(ts.isPropertyDeclaration)
			.filter(({ modifiers }) => isShared || modifiers?.some(isStatic))
			.filter(({ name, initializer }) => canGrow(initializer, name.getText(), text))
			.map(({ name }) => `${file} ${name.getText()}`);
	});
}

const isStatic = ({ kind }: ts.ModifierLike): boolean => kind === ts.SyntaxKind.StaticKeyword;

function canGrow(initializer: ts.Expression | undefined, name: string, text: string): boolean {
	if (initializer === undefined) return false;
	if (ts.isArrayLiteralExpression(initializer)) return isChanged(name, text);
	if (ts.isObjectLiteralExpression(initializer)) return initializer.properties.length === 0;
	if (ts.isNewExpression(initializer)) {
		const className = initializer.expression.getText();
		if (['RegExp', 'TextDecoder'].includes(className)) return false;
		const isFilled = (initializer.arguments?.length ?? 0) > 0;
		const isTable = ['Map', 'Set'].includes(className) && isFilled;
		return !isTable || isChanged(name, text);
	}
	return /^Buffer\.alloc/.test(initializer.getText());
}

function isChanged(name: string, text: string): boolean {
	return new RegExp(`\\b${name}\\.(set|add|push|unshift|delete|clear)\\(`).test(text);
}

test('whatever lasts longer than a run is listed for security teams, and nothing else', () => {
	const lasting = sourcesOf(SHIPPED).flatMap((file) => lastingIn(file));
	expect(lasting.length).toBeGreaterThan(15);
	expect(
		tableRows()
			.flatMap(({ variables }) => variables)
			.sort(),
	).toEqual(lasting.sort());
});

test('every map in memory has the limits that are listed', () => {
	for (const file of sourcesOf(['lib'])) jest.requireActual<object>(`../../${file}`);
	const listed = tableRows().flatMap(({ variables, maxAge, maxSize }) =>
		maxAge === undefined ? [] : variables.map(() => [maxAge, maxSize]),
	);
	expect(listed.length).toBeGreaterThan(10);
	expect(listed.map(String).sort()).toEqual(limits.map(String).sort());
});

test.each([
	['a list', 'const tokens: string[] = [];\nexport const keep = (t: string) => tokens.push(t);'],
	['a map', 'const tokens = new Map<string, string>();'],
	['a filled map', "const tokens = new Map([['a', 'b']]);\ntokens.set('c', 'd');"],
	['an object', 'const tokens: Record<string, string> = {};'],
	['a variable', "let tokens = '';"],
	['a weak map', 'const tokens = new WeakMap<object, string>();'],
	['an object of a class', 'export const tokens = new TokenCache<string>(String);'],
	['a static field', 'class Keeper {\n\tprivate static readonly tokens = new Set<string>();\n}'],
])('%s at the top of a file has to be listed', (_what, text) => {
	expect(lastingIn('lib/planted.ts', text)).toEqual(['lib/planted.ts tokens']);
});

test('a field of a node has to be listed, one of a class of a run has not', () => {
	const text = 'export class Planted {\n\tprivate readonly tokens = new Set<string>();\n}';
	expect(lastingIn('nodes/Planted.node.ts', text)).toEqual(['nodes/Planted.node.ts tokens']);
	expect(lastingIn('lib/planted.ts', text)).toEqual([]);
});
