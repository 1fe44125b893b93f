import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from '../support/plain-error.cjs';
import { combined, readManifest, root, singleNames, templateFolder } from './package-list.mjs';
import { releaseProblems } from './release.mjs';
import { runScript } from '../run-script.mjs';

/** `node tools/packages/check-release.mjs TAG`: whether all versions and the changelog agree with a tag. */
runScript(async () => {
	const [tag] = process.argv.slice(2);
	if (!tag) throw new PlainError('Use: node tools/packages/check-release.mjs TAG');
	const problems = releaseProblems({
		tag,
		manifests: [combined, ...singleNames.map((name) => readManifest(templateFolder(name)))],
		changelog: readFileSync(join(root, 'CHANGELOG.md'), 'utf8'),
	});
	if (problems.length > 0) throw new PlainError(problems.join(' '));
	console.log(`✓ ${tag} fits the ${singleNames.length + 1} packages and the changelog.`);
});
