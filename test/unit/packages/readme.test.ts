/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reads the repository */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { combined, singleNames } from '../../../tools/packages/package-list';
import { root } from '../../../tools/support/root';
import { packageReadme } from '../../../tools/packages/readme';
import { putTogether, type PackageFolder } from './sources';

const repository = 'https://github.com/n8n-nodes-saison-marta/n8n-nodes-saison-marta';
const mainReadme = readFileSync(join(root, 'README.md'), 'utf8');

function linksOf(text: string): string[] {
	return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
}

/** As GitHub makes them. */
function anchorsOf(text: string): string[] {
	return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N} _-]/gu, '')
			.replaceAll(' ', '-'),
	);
}

describe.each(singleNames)('The README of %s', (name) => {
	let folder: PackageFolder;
	let text: string;
	beforeAll(() => {
		folder = putTogether(name);
		text = folder.text('README.md');
	});
	afterAll(() => folder?.remove());

	it('names the package and links to what exists', () => {
		expect(text).toMatch(new RegExp(`^# ${name}\n`));
		expect(text).toContain(`then enter \`${name}\``);
		const links = linksOf(text);
		expect(links.length).toBeGreaterThan(5);
		for (const link of links) {
			const [, path] = link.split(/^https:.*\/(?:blob|raw)\/main\//);
			if (path !== undefined) expect([link, existsSync(join(root, path))]).toEqual([link, true]);
			else if (link.startsWith('#')) expect(anchorsOf(text)).toContain(link.slice(1));
			else if (link.startsWith(`${repository}#`)) {
				expect(anchorsOf(mainReadme)).toContain(link.split('#')[1]);
			} else if (link === 'LICENSE') expect(folder.files).toContain(link);
			else expect(link).toMatch(/^https:\/\/|^mailto:/);
		}
	});

	it('describes its own operations and examples', () => {
		const own = name === 'n8n-nodes-marta' ? '### MARTA' : '### Saison Connect';
		expect(text).toContain(`\n${own}\n`);
		expect(text).toContain('\n### When something fails\n');
		const examples = folder.files.filter((file) => file.endsWith('.workflow.json'));
		for (const file of examples) {
			const example = file.slice('examples/'.length).split('.')[0];
			expect(text).toMatch(new RegExp(`^\\|.* \`${example}\`.*\\|$`, 'm'));
		}
	});

	it('does not mention the other service', () => {
		const other = name === 'n8n-nodes-marta' ? /saison/i : /marta/i;
		expect(text.replaceAll(combined.name, '')).not.toMatch(other);
	});

	it('says not to install it beside the combined package', () => {
		expect(text).toContain(`\`${combined.name}\``);
		expect(text).toMatch(/Install one of the two, not both/);
	});
});

it('the README names all three packages and says not to install two with the same credential', () => {
	const names = [combined.name, ...singleNames];
	expect(names.filter((name) => !mainReadme.includes(`\`${name}\``))).toEqual([]);
	expect(/not\s+be\s+installed\s+side\s+by\s+side/.test(mainReadme)).toBe(true);
});

describe("A package's README", () => {
	const readme = [
		...['# All', '## A', 'a [x](docs/x.md)', '```sh', '# no heading', '```', '### A1', 'a1'],
		...['## B', 'b', '## Examples', '| workflow | shows |', '|---|---|', '| `e1` | one |'],
		'| `e2`, `e3` | two, with `e4` |',
	].join('\n');
	const make = (template: string, examples: string[] = []): string =>
		packageReadme({ template, readme, examples });

	it('takes a section with everything below it', () => {
		expect(make('<!-- README section: A -->\nend')).toBe(
			`## A\na [x](${repository}/blob/main/docs/x.md)\n\`\`\`sh\n# no heading\n\`\`\`\n### A1\na1\nend`,
		);
		expect(make('<!-- README section: A1 -->')).toBe('### A1\na1');
	});

	it('links to pictures themselves, not to a page around them', () => {
		expect(make('![two words](docs/x.png) and [`x`](docs/x.png)')).toBe(
			`![two words](${repository}/raw/main/docs/x.png) and [\`x\`](${repository}/blob/main/docs/x.png)`,
		);
	});

	it('takes the rows of its examples', () => {
		expect(make('<!-- README examples -->', ['e1'])).toBe(
			'| workflow | shows |\n|---|---|\n| `e1` | one |',
		);
		expect(() => make('<!-- README examples -->', ['e5'])).toThrow(/no row for "e5"/);
	});

	it('takes a row of several examples once', () => {
		expect(make('<!-- README examples -->', ['e2', 'e3', 'e4'])).toBe(
			'| workflow | shows |\n|---|---|\n| `e2`, `e3` | two, with `e4` |',
		);
	});

	it('is rejected with a section or a placeholder that does not exist', () => {
		expect(() => make('<!-- README section: no heading -->')).toThrow(/no section "no heading"/);
		expect(() => make('<!-- README sction: A -->')).toThrow(/which is unknown/);
	});
});
