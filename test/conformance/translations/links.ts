/* eslint-disable @n8n/community-nodes/no-restricted-imports -- resolves links */
import { posix } from 'node:path';
import { anchorsOf } from '../support/files';
import { findAll, type MarkdownNode, type SectionPair } from './markdown';
import { englishPathOf, LANGUAGES, translatedPathOf, type Translation } from './pages';

/**
 * A link to a page of this repository must lead to its translation, if that has the section.
 * Links to the English page may be added, for sections that a translation leaves out.
 */
export function compareLinks(pair: SectionPair, translation: Translation): string[] {
	const { english, translated } = translation;
	const targetsIn = (nodes: MarkdownNode[], path: string): Set<string> =>
		new Set(
			findAll(nodes, 'link', 'image')
				.filter(({ children = [] }) => !isLanguageName(children[0]?.value))
				.map(({ url = '' }) => resolve(url, path)),
		);
	const expected = new Set(
		[...targetsIn(pair.english.nodes, english.path)].map((url) => inLanguage(url, translation)),
	);
	const found = targetsIn(pair.translated.nodes, translated.path);
	return [
		...[...expected].filter((url) => !found.has(url)).map((url) => `no link to ${url}`),
		...[...found]
			.filter((url) => !expected.has(url) && !isSectionOf(english, url))
			.map((url) => `a link to ${url}, which the English one does not have`),
	];
}

function isSectionOf({ path, text }: Translation['english'], url: string): boolean {
	return anchorsOf(text).some((anchor) => url === `${path}#${anchor}`);
}

/** The links of the line below the title, which has a rule of its own. */
function isLanguageName(text?: string): boolean {
	return Object.values(LANGUAGES).some((name) => name === text);
}

/** A link as a path from the root of the repository. */
function resolve(url: string, path: string): string {
	if (/^[a-z]+:/.test(url)) return url;
	const [target, anchor] = url.split('#');
	const resolved = target === '' ? path : posix.join(posix.dirname(path), target);
	return anchor === undefined ? resolved : `${resolved}#${anchor}`;
}

function inLanguage(url: string, { language, readPage }: Translation): string {
	const [path, anchor] = url.split('#');
	const translatedPath = translatedPathOf(path, language);
	const text = englishPathOf(translatedPath) === path ? readPage(translatedPath) : undefined;
	if (text === undefined) return url;
	if (anchor === undefined) return translatedPath;
	const isThere = text.includes(`<a id="${anchor}"></a>`) || anchorsOf(text).includes(anchor);
	return isThere ? `${translatedPath}#${anchor}` : url;
}
