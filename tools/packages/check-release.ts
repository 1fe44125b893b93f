/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- a tool */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../support/run-command';
import { root } from '../support/root';
import { UserError } from '../support/user-error';
import { combined, readManifest, singleNames, templateFolder } from './package-list';
import { releaseProblems } from './release-rules';

/** `npm run release:check -- TAG`: whether the versions of all packages and the changelog agree with a tag. */
void runCommand(async () => {
	const [tag] = process.argv.slice(2);
	if (!tag) throw new UserError('Use: npm run release:check -- TAG');
	const problems = releaseProblems({
		tag,
		manifests: [combined, ...singleNames.map((name) => readManifest(templateFolder(name)))],
		changelog: readFileSync(join(root, 'CHANGELOG.md'), 'utf8'),
	});
	if (problems.length > 0) throw new UserError(problems.join(' '));
	console.log(`✓ ${tag} matches the ${singleNames.length + 1} packages and the changelog.`);
});
