import { releaseProblems, releasedChangelog } from '../../../tools/packages/release-rules';

const changelog = '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n';
const released =
	'# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-01-31\n\n### Added\n\n- A thing.\n';
const manifests = [
	{ name: 'a', version: '1.2.0' },
	{ name: 'b', version: '1.2.0' },
];

it('unreleased changes get their version and date', () => {
	expect(releasedChangelog(changelog, '1.2.0', '2026-01-31')).toBe(released);
	expect(() => releasedChangelog('# Changelog\n', '1.2.0', '2026-01-31')).toThrow(/one heading/);
});

it('a tag that agrees with everything is accepted', () => {
	expect(releaseProblems({ tag: 'v1.2.0', manifests, changelog: released })).toEqual([]);
});

it.each([
	['another version', 'v1.3.0', released, ['a has version', 'b has version', 'no heading']],
	['a tag without v', '1.2.0', released, ['a has version', 'b has version']],
	['a changelog without the version', 'v1.2.0', changelog, ['no heading "## [1.2.0]']],
	[
		'a version that only looks similar',
		'v1.2.0',
		released.replace('1.2.0', '1x2.0'),
		['no heading'],
	],
	['a heading without a date', 'v1.2.0', released.replace(' - 2026-01-31', ''), ['no heading']],
	['an empty entry', 'v1.2.0', released.split('### Added')[0], ['says nothing']],
])('%s is rejected', (_case, tag, text, problems) => {
	expect(releaseProblems({ tag, manifests, changelog: text })).toEqual(
		problems.map((problem) => expect.stringContaining(problem)),
	);
});
