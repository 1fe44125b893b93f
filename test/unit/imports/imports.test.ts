import { root } from '../../../tools/support/root';
import { Imports } from './cruise';
import { PlantedRepository } from './planted';

const AREAS = ['credentials', 'nodes', 'lib', 'sandbox', 'test', 'bench', 'tools'];

describe('The sources of the repository', () => {
	let imports: Imports;
	beforeAll(() => {
		imports = new Imports(root, AREAS);
	});

	it.each([
		['credentials/MartaApi.credentials.ts', 'lib/marta/renewal.ts'],
		['nodes/Marta/Marta.node.ts', 'lib/core/index.ts'],
		['nodes/Marta/Marta.node.ts', 'n8n-workflow'],
		['nodes/Marta/resources/card/check.operation.ts', 'lib/marta/card.ts'],
		['lib/saison/auth/mac.ts', 'node:crypto'],
		['sandbox/main.ts', 'sandbox/index.ts'],
		['tools/demo/environment.ts', 'sandbox/index.ts'],
		['test/unit/imports/imports.test.ts', 'test/unit/imports/cruise.ts'],
	])('are read: %s imports %s', (file, imported) => {
		expect(imports.of(file)).toContain(imported);
	});

	it('import in one direction only, without circles', () => {
		expect(imports.violations()).toEqual([]);
	});
});

describe('An import', () => {
	const core = 'lib/core/execution/#.ts';
	const forbidden = [
		[core, '../../saison/client', 'core-below-services'],
		[core, '../../marta/client', 'core-below-services'],
		['lib/saison/#.ts', '../marta/credential', 'saison-without-marta'],
		['lib/marta/#.ts', '../saison/auth/mac', 'marta-without-saison'],
		['nodes/Marta/resources/#.ts', '../../../lib/saison/client', 'marta-without-saison'],
		['nodes/SaisonConnect/resources/#.ts', '../../Marta/resources/fields', 'saison-without-marta'],
		['credentials/Marta#.ts', '../lib/saison/auth/renewal', 'marta-without-saison'],
		['credentials/Marta#.ts', './SaisonConnectApi.credentials', 'marta-without-saison'],
		[core, '../../../nodes/Marta/Marta.node', 'lib-below-nodes'],
		['lib/saison/#.ts', '../../nodes/SaisonConnect/resources', 'lib-below-nodes'],
		['lib/marta/#.ts', '../../credentials/MartaApi.credentials', 'lib-below-nodes'],
		['nodes/Marta/#.ts', '../../credentials/MartaApi.credentials', 'nodes-and-credentials-apart'],
		['credentials/Marta#.ts', '../nodes/Marta/resources', 'nodes-and-credentials-apart'],
		...['sandbox', 'test', 'bench', 'tools'].flatMap((area) => [
			[core, `../../../${area}/x`, 'shipped-imports-shipped'],
			['lib/saison/auth/#.ts', `../../../${area}/x`, 'shipped-imports-shipped'],
			['nodes/Marta/#.ts', `../../${area}/x`, 'shipped-imports-shipped'],
			['credentials/Marta#.ts', `../${area}/x`, 'shipped-imports-shipped'],
		]),
		[core, '../../../package.json', 'shipped-imports-shipped'],
		[core, '../../../../elsewhere/x', 'shipped-imports-shipped'],
		[core, 'axios', 'shipped-imports-shipped'],
		[core, 'n8n-core', 'shipped-imports-shipped'],
		[core, 'n8n-workflow/dist/x', 'shipped-imports-shipped'],
		[core, 'crypto', 'node-prefix'],
		[core, 'node:fs', 'shipped-imports-shipped'],
		[core, '/etc/x', 'shipped-imports-shipped'],
		['lib/core/auth/#.ts', '../execution/execute', 'core-auth'],
		['lib/core/editor/#.ts', '../index', 'core-editor'],
		[core, '../editor/contract-methods', 'core-execution'],
		['lib/core/response/#.ts', '../execution/execute', 'core-response'],
		['lib/core/contract/#.ts', '../auth/token-session', 'core-contract'],
		['lib/core/operation/#.ts', '../contract/call', 'core-operation'],
		['lib/core/operation/#.ts', '../auth/token-session', 'core-operation'],
		['lib/core/http/#.ts', '../operation/operation', 'core-http'],
		['lib/core/errors/#.ts', '../http/url', 'core-errors'],
		['lib/core/time/#.ts', '../errors/service-error', 'core-time'],
		['lib/core/execution/#.ts', '../index', 'core-execution'],
		...['lib', 'nodes', 'credentials', 'test', 'bench', 'tools'].map((area) => [
			'sandbox/saison/#.ts',
			`../../${area}/saison`,
			'sandbox-alone',
		]),
		...['lib', 'nodes', 'credentials', 'test', 'bench'].map((area) => [
			'tools/demo/#.ts',
			`../../${area}/saison`,
			'tools-without-product',
		]),
	];
	const allowed = [
		['credentials/Marta#.ts', '../lib/marta/renewal'],
		['nodes/Marta/#.ts', './resources'],
		['nodes/Marta/resources/card/#.ts', '../fields'],
		['nodes/Marta/resources/card/#.ts', '../../../../lib/core/index'],
		['nodes/Marta/resources/card/#.ts', '../../../../lib/core/errors/service-error'],
		['nodes/SaisonConnect/#.ts', '../../lib/saison/client'],
		['lib/saison/auth/#.ts', 'node:crypto'],
		['lib/saison/#.ts', './auth/mac'],
		['lib/marta/#.ts', '../core/errors/service-error'],
		['lib/core/#.ts', './execution/execute'],
		['lib/core/execution/#.ts', './concurrency'],
		['lib/core/execution/#.ts', '../auth/token-session'],
		['lib/core/auth/#.ts', '../operation/operation'],
		['lib/core/editor/#.ts', '../auth/fingerprint'],
		['lib/core/contract/#.ts', '../operation/parameter-values'],
		['lib/core/operation/#.ts', '../http/url'],
		['lib/core/http/#.ts', '../errors/service-error'],
		['lib/core/errors/#.ts', '../time/delay'],
		[core, 'n8n-workflow'],
		['tools/demo/#.ts', '../../sandbox/index'],
		['test/unit/#.ts', '../../lib/core/execution/execute'],
	];
	/** Its own file for each, named by its place in the table. */
	const plants = [...forbidden, ...allowed].map(([file, specifier], index) => ({
		file: file.replace('#', `planted-${index}`),
		specifier,
	}));
	const everyWay = `
		import { a } from './a';
		import type { B } from './b';
		import './c';
		export * from './d';
		export { e } from './e';
		const f = await import('./f');
		const g = require('./g');
		import h = require('./h');
		type I = import('./i').I;
		// import './comment';
		const text = "import './text'";
	`;
	const letters = [...'abcdefghi'];

	let repository: PlantedRepository;
	let imports: Imports;
	beforeAll(() => {
		repository = new PlantedRepository();
		plants.forEach((plant) => repository.plant(plant));
		repository.write('test/ways/every.ts', everyWay);
		letters.forEach((letter) => repository.write(`test/ways/${letter}.ts`, ''));
		for (const folder of ['lib/marta', 'test']) {
			repository.write(`${folder}/circle-a.ts`, "import type { B } from './circle-b';");
			repository.write(`${folder}/circle-b.ts`, "import './circle-a';");
		}
		imports = new Imports(repository.folder, AREAS);
	});
	afterAll(() => repository?.remove());
	const rulesBrokenBy = (file: string): string[] =>
		imports
			.violations()
			.filter((line) => line.startsWith(`${file} → `))
			.map((line) => line.split(': ')[1]);

	it.each(forbidden.map(([file, specifier, rule], index) => ({ file, specifier, rule, index })))(
		'in $file of $specifier breaks $rule',
		({ rule, index }) => {
			expect(rulesBrokenBy(plants[index].file)).toEqual([rule]);
		},
	);

	it.each(allowed.map(([file, specifier], index) => ({ file, specifier, index })))(
		'in $file of $specifier is allowed',
		({ index }) => {
			const { file } = plants[forbidden.length + index];
			expect(imports.of(file)).toHaveLength(1);
			expect(rulesBrokenBy(file)).toEqual([]);
		},
	);

	it('in a circle breaks no-circles, also of types and in tests', () => {
		expect(rulesBrokenBy('lib/marta/circle-a.ts')).toEqual(['no-circles']);
		expect(rulesBrokenBy('test/circle-a.ts')).toEqual(['no-circles']);
	});

	it('is seen in every way of writing it', () => {
		expect(imports.of('test/ways/every.ts').sort()).toEqual(
			letters.map((letter) => `test/ways/${letter}.ts`),
		);
	});
});
