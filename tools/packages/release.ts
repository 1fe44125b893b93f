/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- a tool */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../support/run-command';
import { root } from '../support/root';
import { UserError } from '../support/user-error';
import { combined, type Manifest, readManifest, singleNames, templateFolder } from './package-list';
import { releasedChangelog, releaseProblems } from './release-rules';

interface LockFile extends Manifest {
	packages: Record<string, Manifest>;
}

/**
 * `npm run release -- VERSION`: sets the version of all packages and its heading in the changelog. Nothing is
 * written when the release would be rejected later, and nothing is published from here.
 */
void runCommand(async () => {
	const [version] = process.argv.slice(2);
	if (version === undefined || !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) {
		throw new UserError('Use: npm run release -- VERSION, e.g. 1.2.0');
	}
	const tag = `v${version}`;
	const withVersion = (manifest: Manifest): Manifest => ({ ...manifest, version });
	const changelogFile = join(root, 'CHANGELOG.md');
	const today = new Date().toISOString().slice(0, 10);
	const changelog = releasedChangelog(readFileSync(changelogFile, 'utf8'), version, today);
	const manifests = [combined, ...singleNames.map((name) => readManifest(templateFolder(name)))];
	const problems = releaseProblems({ tag, manifests: manifests.map(withVersion), changelog });
	if (problems.length > 0) throw new UserError(problems.join(' '));

	for (const folder of [root, ...singleNames.map(templateFolder)]) {
		change(join(folder, 'package.json'), withVersion);
	}
	change<LockFile>(join(root, 'package-lock.json'), (lock) => ({
		...lock,
		version,
		packages: { ...lock.packages, '': withVersion(lock.packages['']) },
	}));
	writeFileSync(changelogFile, changelog);
	console.log(`✓ All packages have version ${version}, and CHANGELOG.md has its heading.
Next: npm test, commit, git tag ${tag}, push the commit and the tag.`);
});

/** Keeps the file's own indentation. */
function change<T>(file: string, edit: (content: T) => T): void {
	const text = readFileSync(file, 'utf8');
	const indent = /^\{\n(\s+)/.exec(text)?.[1];
	writeFileSync(file, `${JSON.stringify(edit(JSON.parse(text) as T), null, indent)}\n`);
}
