/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reads the repository */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { combined, singleNames } from '../../../tools/packages/package-list';
import { root } from '../../../tools/support/root';
import { neededFiles } from '../../../tools/packages/needed-files';
import { putTogether, type PackageFolder } from './sources';

const other: Record<string, RegExp> = {
	'n8n-nodes-saison-connect': /marta/i,
	'n8n-nodes-marta': /saison/i,
};
interface CallParameters {
	workflowId?: { value: string };
}

/** All packages have the address of this repository, which names both services. */
const repository = /n8n-nodes-saison-marta/g;

it('there is one package for each service', () => {
	expect(singleNames).toEqual(Object.keys(other).sort());
});

describe.each(Object.keys(other))('The package %s', (name) => {
	let folder: PackageFolder;
	beforeAll(() => {
		folder = putTogether(name);
	});
	afterAll(() => folder?.remove());
	const sources = (): string[] =>
		folder.files.filter((file) => /^(credentials|nodes|lib|icons)\//.test(file));

	it('has the fields of the combined package and lists nodes and credentials that exist', () => {
		const manifest = folder.json('package.json');
		for (const field of [
			...['version', 'license', 'homepage', 'author', 'repository', 'bugs', 'engines'],
			'peerDependencies',
		]) {
			expect([field, manifest[field]]).toEqual([field, combined[field]]);
		}
		expect(manifest.name).toBe(name);
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(manifest).not.toHaveProperty('dependencies');
		expect(manifest).not.toHaveProperty('scripts');
		expect(manifest.repository).not.toHaveProperty('directory');
		expect(manifest.keywords).toContain('n8n-community-node-package');
		expect(manifest.n8n).toMatchObject({ n8nNodesApiVersion: 1, strict: true });
		const listed = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
		expect(listed.length).toBeGreaterThan(1);
		for (const built of listed) {
			expect([...combined.n8n.nodes, ...combined.n8n.credentials]).toContain(built);
			expect(folder.files).toContain(built.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
		}
	});

	it('contains every node and credential of its service', () => {
		const { n8n } = folder.json('package.json');
		const own = (list: string[]): string[] => list.filter((file) => !other[name].test(file));
		expect(n8n.nodes).toEqual(own(combined.n8n.nodes));
		expect(n8n.credentials).toEqual(own(combined.n8n.credentials));
	});

	it('contains no file of the other service and none that mentions it', () => {
		expect(sources().length).toBeGreaterThan(30);
		expect(folder.files.filter((file) => other[name].test(file))).toEqual([]);
		const mentioning = sources()
			.filter((file) => !file.startsWith('lib/core/'))
			.filter((file) => other[name].test(folder.text(file).replace(repository, '')));
		expect(mentioning).toEqual([]);
	});

	it('contains everything that is imported and nothing else', () => {
		// Followed here in another way than when the package is put together.
		const reached = new Set<string>();
		const visit = (file: string): void => {
			if (reached.has(file)) return;
			reached.add(file);
			for (const [, specifier] of folder
				.text(file)
				.matchAll(/(?:from|import|import\(|require\() ?'(\.[^']+)'/g)) {
				const target = posix.join(posix.dirname(file), specifier);
				const found = [`${target}.ts`, `${target}/index.ts`].filter((path) =>
					folder.files.includes(path),
				);
				expect([file, specifier, found.length]).toEqual([file, specifier, 1]);
				visit(found[0]);
			}
		};
		folder.files.filter((file) => /\.(node|credentials)\.ts$/.test(file)).forEach(visit);
		const compiled = sources().filter((file) => file.endsWith('.ts'));
		expect([...reached].sort()).toEqual(compiled);
	});

	it('contains its icons in both themes and no others', () => {
		const named = sources()
			.filter((file) => file.endsWith('.ts'))
			.flatMap((file) =>
				[...folder.text(file).matchAll(/file:([\w./]+\.svg)/g)].map(([, icon]) =>
					posix.join(posix.dirname(file), icon),
				),
			);
		const icons = folder.files.filter((file) => file.startsWith('icons/'));
		expect([...new Set(named)].sort()).toEqual(icons);
		expect(icons.filter((icon) => icon.includes('.dark.'))).toHaveLength(1);
	});

	it('names its nodes after itself in codex files and in workflows', () => {
		const codex = folder.files.filter((file) => file.endsWith('.node.json'));
		const nodes = codex.map((file) => folder.json(file).node);
		expect(nodes).toHaveLength(folder.json('package.json').n8n.nodes.length);
		for (const node of nodes) expect(node).toMatch(new RegExp(`^${name}\\.\\w+$`));
		const workflows = folder.files.filter((file) => file.endsWith('.workflow.json'));
		expect(workflows.length).toBeGreaterThan(1);
		for (const file of workflows) {
			const types: string[] = folder.json(file).nodes.map(({ type }: { type: string }) => type);
			const own = types.filter(
				(type) => !/^(n8n-nodes-base|@n8n\/n8n-nodes-langchain)\./.test(type),
			);
			// n8n names a node that an AI agent runs after the node itself.
			for (const type of own) expect(nodes).toContain(type.replace(/Tool$/, ''));
			expect(folder.text(file)).not.toContain(`${combined.name}.`);
		}
	});

	it('has no example that mentions the other service or calls an example it does not have', () => {
		const workflows = folder.files.filter((file) => file.endsWith('.workflow.json'));
		const ids = workflows.map((file): string => folder.json(file).id);
		for (const file of workflows) {
			expect(folder.text(file)).not.toMatch(other[name]);
			const nodes = folder.json(file).nodes as Array<{ parameters: CallParameters }>;
			const called = nodes.map(({ parameters }) => parameters.workflowId?.value ?? '');
			// An expression calls the workflow itself.
			expect(called.filter((id) => /^\w/.test(id) && !ids.includes(id))).toEqual([]);
		}
	});

	it('has the call list of its service to fill in', () => {
		const lists = folder.files.filter((file) => file.endsWith('.calls.txt'));
		expect(lists).toEqual([`examples/${name.replace('n8n-nodes-', '')}.calls.txt`]);
		expect(folder.text(lists[0])).not.toMatch(other[name]);
	});

	it("has n8n's own lint settings and the license", () => {
		const template =
			'node_modules/@n8n/node-cli/dist/template/templates/shared/default/eslint.config.mjs';
		expect(folder.text('eslint.config.mjs').trim()).toBe(
			readFileSync(join(root, template), 'utf8').trim(),
		);
		expect(folder.text('LICENSE')).toMatch(/^MIT License/);
	});
});

it('every example is in at least one of the packages', () => {
	const folders = singleNames.map(putTogether);
	const packed = folders.flatMap(({ files }) => files.filter((file) => /^examples\//.test(file)));
	for (const folder of folders) folder.remove();
	const all = readdirSync(join(root, 'examples')).map((file) => `examples/${file}`);
	expect([...new Set(packed)].sort()).toEqual(all.sort());
});

describe('What a package needs', () => {
	let folder: string;
	const put = (file: string, text: string): void => {
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		writeFileSync(join(folder, file), text);
	};
	const n8n = { nodes: ['dist/nodes/A/A.node.js'], credentials: [] };
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'saison-marta-needed-'));
		put('nodes/A/A.node.ts', "import '../../lib/a'; const icon = 'file:../../icons/a.svg';");
		put('nodes/A/A.node.json', '{}');
		put('icons/a.svg', '');
		put('icons/b.svg', '');
		put('lib/a.ts', "export * from './deep'; import type { T } from './types';");
		put('lib/deep/index.ts', "const x = import('../../lib/late');");
		put('lib/late.ts', '');
		put('lib/types.ts', '');
		put('lib/unused.ts', '');
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	it('is found through every kind of import', () => {
		expect(neededFiles(folder, { n8n })).toEqual([
			...['icons/a.svg', 'lib/a.ts', 'lib/deep/index.ts', 'lib/late.ts', 'lib/types.ts'],
			...['nodes/A/A.node.json', 'nodes/A/A.node.ts'],
		]);
	});

	it.each(['lib/late.ts', 'icons/a.svg', 'nodes/A/A.node.json'])(
		'is reported when it is missing: %s',
		(file) => {
			rmSync(join(folder, file));
			expect(() => neededFiles(folder, { n8n })).toThrow(/needs .*, which does not exist/);
		},
	);
});
