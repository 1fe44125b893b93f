interface Release {
	tag: string;
	manifests: Array<{ name: string; version: string }>;
	changelog: string;
}

/** Why a release under this tag would be wrong, one sentence each; empty when nothing is. */
export function releaseProblems({ tag, manifests, changelog }: Release): string[] {
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

function entryBelow(changelog: string, heading: RegExpExecArray): string {
	return changelog.slice(heading.index + heading[0].length).split(/^## /m, 1)[0];
}

/** The changelog with the unreleased entries under a version, and a new empty section above it. */
export function releasedChangelog(changelog: string, version: string, date: string): string {
	const heading = '## [Unreleased]';
	const [before, after, ...more] = changelog.split(`${heading}\n`);
	if (after === undefined || more.length > 0) {
		throw new Error(`CHANGELOG.md must have one heading "${heading}".`);
	}
	return `${before}${heading}\n\n## [${version}] - ${date}\n${after}`;
}
