/* eslint-disable @n8n/community-nodes/no-restricted-imports -- resolves links */
import { posix } from 'node:path';
import { exists, filesBelow, read } from '../support/files';

/** The languages of the guides, each by its own name. */
export const LANGUAGES = { en: 'English', ja: '日本語', it: 'Italiano' };
export type Language = keyof typeof LANGUAGES;

/** Sections that a translated README may leave out; the English one has them all. */
export const OPTIONAL_SECTIONS = [
	'ai-agents',
	'speed',
	'the-credentials-in-the-http-request-node',
	'how-tokens-are-stored',
	'examples',
	'compatibility',
	'license',
];

/** Sections of a README with a table of operations. A new one need not be in every language at once. */
export const OPERATION_SECTIONS = ['saison-connect', 'marta'];

/** A page and its translation. Paths are from the root of the repository. */
export interface Translation {
	language: Language;
	/** Which sections may be missing. */
	optional: string[];
	/** In which sections the table may list fewer operations. */
	operationTables: string[];
	english: { path: string; text: string };
	translated: { path: string; text: string };
	/** The text of any other page, undefined if there is none. */
	readPage: (path: string) => string | undefined;
}

/** The English page that a page translates: `docs/ja/README.md` is `README.md`, any other one is in `docs`. */
export function englishPathOf(path: string): string {
	const [, page] = /^docs\/[a-z]{2}\/([\w-]+\.md)$/.exec(path) ?? [];
	if (page === undefined) return path;
	return page === 'README.md' ? page : `docs/${page}`;
}

export function translatedPathOf(englishPath: string, language: Language): string {
	if (language === 'en') return englishPath;
	return `docs/${language}/${posix.basename(englishPath)}`;
}

/** All translations of a language, by path. */
export function translationsIn(language: Language): Record<string, Translation> {
	const readPage = (path: string): string | undefined => (exists(path) ? read(path) : undefined);
	const paths = filesBelow(`docs/${language}`).filter((path) => path.endsWith('.md'));
	const found = paths.map((path): [string, Translation] => {
		const englishPath = englishPathOf(path);
		return [
			path,
			{
				language,
				optional: englishPath === 'README.md' ? OPTIONAL_SECTIONS : [],
				operationTables: englishPath === 'README.md' ? OPERATION_SECTIONS : [],
				english: { path: englishPath, text: readPage(englishPath) ?? '' },
				translated: { path, text: read(path) },
				readPage,
			},
		];
	});
	return Object.fromEntries(found);
}

/** `English · [日本語](docs/ja/README.md)`: the languages that a page exists in, from one of them. */
export function languageLine(
	{ english, readPage }: Pick<Translation, 'english' | 'readPage'>,
	here: Language,
): string {
	const from = posix.dirname(translatedPathOf(english.path, here));
	return (Object.keys(LANGUAGES) as Language[])
		.filter((language) => readPage(translatedPathOf(english.path, language)) !== undefined)
		.map((language) => {
			if (language === here) return LANGUAGES[language];
			const path = posix.relative(from, translatedPathOf(english.path, language));
			return `[${LANGUAGES[language]}](${path})`;
		})
		.join(' · ');
}
