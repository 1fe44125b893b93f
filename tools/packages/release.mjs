/**
 * What stands against a release under this tag, in words.
 *
 * @param {{ tag: string, manifests: Array<{ name: string, version: string }>, changelog: string }} release
 */
export function releaseProblems({ tag, manifests, changelog }) {
	const version = tag.replace(/^v/, '');
	const problems = manifests
		.filter((manifest) => tag !== `v${manifest.version}`)
		.map((manifest) => `The tag is ${tag}, and ${manifest.name} has version ${manifest.version}.`);
	const heading = new RegExp(
		`^## \\[${version.replaceAll('.', '\\.')}\\] - \\d{4}-\\d{2}-\\d{2}$`,
		'm',
	).exec(changelog);
	if (!heading) {
		problems.push(`CHANGELOG.md has no heading "## [${version}] - <date>".`);
	} else if (!/^\s*\S/.test(entryBelow(changelog, heading))) {
		problems.push(`CHANGELOG.md says nothing about ${version}.`);
	}
	return problems;
}

function entryBelow(changelog, heading) {
	return changelog.slice(heading.index + heading[0].length).split(/^## /m, 1)[0];
}

/** The changelog with what was unreleased under a version, and a new empty place above it. */
export function releasedChangelog(changelog, version, date) {
	const heading = '## [Unreleased]';
	const [before, after, ...more] = changelog.split(`${heading}\n`);
	if (after === undefined || more.length > 0) {
		throw new Error(`CHANGELOG.md must have one heading "${heading}".`);
	}
	return `${before}${heading}\n\n## [${version}] - ${date}\n${after}`;
}
