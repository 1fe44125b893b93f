import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from '../support/plain-error.cjs';
import { root, singleNames, templateFolder } from './package-list.mjs';
import { releasedChangelog } from './release.mjs';
import { runScript } from '../run-script.mjs';

/** `npm run set-version -- VERSION`: the version of all packages, and its heading in the changelog. */
runScript(async () => {
	const [version] = process.argv.slice(2);
	if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version ?? '')) {
		throw new PlainError('Use: npm run set-version -- VERSION, e.g. 1.2.0');
	}
	const setIn = (manifest) => ({ ...manifest, version });
	change(join(root, 'package.json'), setIn);
	change(join(root, 'package-lock.json'), (lock) => ({
		...setIn(lock),
		packages: { ...lock.packages, '': setIn(lock.packages['']) },
	}));
	for (const name of singleNames) change(join(templateFolder(name), 'package.json'), setIn);
	const changelog = join(root, 'CHANGELOG.md');
	const today = new Date().toISOString().slice(0, 10);
	const text = releasedChangelog(readFileSync(changelog, 'utf8'), version, today);
	writeFileSync(changelog, text);
	console.log(
		`✓ All packages have version ${version}. Look at CHANGELOG.md, commit, then tag v${version}.`,
	);
});

/** Keeps the file's own way of indenting. */
function change(file, edit) {
	const text = readFileSync(file, 'utf8');
	const indent = /^\{\n(\s+)/.exec(text)[1];
	writeFileSync(file, `${JSON.stringify(edit(JSON.parse(text)), null, indent)}\n`);
}
