import { exists, read } from './support/files';
import { RepositoryCopy } from './support/repository-copy';

/** Adds the operation of CONTRIBUTING.md as the page says, in a copy of the repository. */
const page = read('CONTRIBUTING.md');
const steps = page
	.split('\n## Add an operation')[1]
	.split('\n## ', 1)[0]
	.split(/^(?=\*\*\d\. )/m);
const files = [...steps[0].matchAll(/^\| `(.*?)` +\|/gm)].map(([, file]) => file);

/** The first code block of a step. */
function codeOf(step: string | undefined): string {
	return /^```\w+\n([\s\S]*?)^```$/m.exec(step ?? '')?.[1] ?? '';
}

/** The code block of the step that names a file in its first line. */
function codeFor(file: string): string {
	return codeOf(steps.slice(1).find((step) => step.split('\n', 1)[0].includes(`\`${file}\``)));
}

/** The command of a code block that runs jest. */
function commandIn(code: string): string {
	return /^.*npx jest .*$/m.exec(code)?.[0] ?? '';
}

/** How the code of a step comes into a file that exists. */
const EDITS: Record<string, (text: string, code: string) => string> = {
	'nodes/Marta/resources/index.ts': (text, code) => {
		const [line] = code.split('\n');
		const [operation] = /(?<=\{ )\w+/.exec(line) ?? [''];
		return `${line}\n${text}`.replace(/(?<=: \[)(checkCard\b.*)(?=\])/, (list) =>
			[...list.split(', '), operation].sort().join(', '),
		);
	},
	'README.md': (text, row) => text.replace(/^\| Card +\| Check .*\n/m, (check) => check + row),
};

let copy: RepositoryCopy;

function follow(file: string): void {
	const code = codeFor(file);
	const text = copy.read(file);
	if (text === undefined) return copy.write(file, code);
	if (file in EDITS) return copy.write(file, EDITS[file](text, code));
	expect(copy.runJest(commandIn(code))).toEqual([]);
}

test('CONTRIBUTING.md lists six files for an operation, and says what to do in each', () => {
	expect(page).toContain('A new operation takes six files');
	expect(files).toHaveLength(6);
	expect(files.filter((file) => codeFor(file) === '')).toEqual([]);
});

// Whoever tries the page has the example in the repository, where all other tests check it.
const describeCopy = exists(files[0]) ? describe.skip : describe;

describeCopy('In a copy of the repository', () => {
	beforeAll(() => (copy = new RepositoryCopy()));
	afterAll(() => copy.remove());

	test('an operation takes no other file than CONTRIBUTING.md lists', () => {
		files.forEach(follow);
		const command = commandIn(codeOf(steps.at(-1)));
		expect(command).toContain(' conformance engine/operations');
		expect(copy.runJest(command, '--testPathIgnorePatterns', 'contributing')).toEqual([]);
	});

	test.each(files)('a test names %s if an operation comes without it', (file) => {
		const changed = copy.read(file);
		copy.write(file, exists(file) ? read(file) : undefined);
		const failures = copy.runJest(
			'npx jest --selectProjects unit --testPathPatterns conformance/(coverage|schemas|operations-page)',
		);
		copy.write(file, changed);
		const [name] = /[^/]+(\/[^/]+)?(?=\.\w+$)/.exec(file) ?? [];
		expect(failures.join()).toContain(name);
	});
});
