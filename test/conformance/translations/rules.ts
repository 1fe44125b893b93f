import type { Rules } from '../support/rules';
import { compareBlocks, compareCodeBlocks, compareLists, compareTables } from './blocks';
import { compareLinks } from './links';
import { englishSectionsOf, sectionsOf, type Section, type SectionPair } from './markdown';
import { compareOperations, withSharedOperations } from './operations';
import { languageLine, type Translation } from './pages';
import { compareInlineCode, compareLabels, compareNumbers } from './words';

type Comparison = (pair: SectionPair, translation: Translation) => string[];

async function readSections({
	english,
	translated,
}: Translation): Promise<Record<'english' | 'translated', Section[]>> {
	const sections = await englishSectionsOf(english.text);
	const [title, ...others] = await sectionsOf(translated.text);
	// The title of a page needs no anchor.
	return { english: sections, translated: [{ ...title, anchor: sections[0]?.anchor }, ...others] };
}

/** A rule about each section that both pages have. A finding names the page and the section. */
function inEachSection(compare: Comparison): Rules<Translation>[string] {
	return async (translation) => {
		const sections = await readSections(translation);
		return sections.english.flatMap((english) => {
			const translated = sections.translated.find(({ anchor }) => anchor === english.anchor);
			if (translated === undefined) return [];
			const place = `${translation.translated.path}, section '${english.anchor}'`;
			return compare({ english, translated }, translation).map((what) => `${place}: ${what}`);
		});
	};
}

/** The same, but the table of operations in a translation may be behind. */
function inWhatBothList(compare: Comparison): Rules<Translation>[string] {
	return inEachSection((pair, translation) =>
		compare(listsOperations(pair, translation) ? withSharedOperations(pair) : pair, translation),
	);
}

function listsOperations({ english }: SectionPair, { operationTables }: Translation): boolean {
	return operationTables.includes(english.anchor ?? '');
}

async function compareHeadings(translation: Translation): Promise<string[]> {
	const { english, translated } = await readSections(translation);
	const { path } = translation.translated;
	if (english.length === 0) return [`${path}: there is no ${translation.english.path}`];
	const withoutAnchor = translated.filter(({ anchor }) => anchor === undefined);
	if (withoutAnchor.length > 0) {
		return withoutAnchor.map(
			({ heading }) =>
				`${path}: '${heading}' needs <a id="…"></a> before it, with the anchor of the English heading`,
		);
	}
	const anchors = translated.map(({ anchor }) => anchor ?? '');
	const expected = english
		.map(({ anchor }) => anchor ?? '')
		.filter((anchor) => anchors.includes(anchor) || !translation.optional.includes(anchor));
	const missing = expected.filter((anchor) => !anchors.includes(anchor));
	const unknown = anchors.filter((anchor) => !expected.includes(anchor));
	if (missing.length + unknown.length > 0) {
		return [
			...missing.map((anchor) => `${path}: section '${anchor}' is missing`),
			...unknown.map((anchor) => `${path}: the English page has no section '${anchor}'`),
		];
	}
	const misplaced = expected.find((anchor, index) => anchors[index] !== anchor);
	return misplaced === undefined
		? []
		: [`${path}: section '${misplaced}' is not where the English page has it`];
}

function compareLevels({ english, translated }: SectionPair): string[] {
	return english.level === translated.level
		? []
		: [`the heading has level ${translated.level}, the English one ${english.level}`];
}

function checkLanguageLines(translation: Translation): string[] {
	const { english, language, translated } = translation;
	if (english.text === '') return [];
	const pages = [
		{ ...english, expected: languageLine(translation, 'en') },
		{ ...translated, expected: languageLine(translation, language) },
	];
	return pages
		.filter(({ text, expected }) => text.split('\n')[2] !== expected)
		.map(({ path, expected }) => `${path}: the line after the title must be: ${expected}`);
}

export const translationRules: Rules<Translation> = {
	'has the sections of the English page in the same order': compareHeadings,
	'has headings of the same level': inEachSection(compareLevels),
	'has the same kinds of blocks in the same order': inEachSection(compareBlocks),
	'has tables with the same rows, columns and code': inWhatBothList(compareTables),
	'lists only operations of the English page': inEachSection((pair, translation) =>
		listsOperations(pair, translation) ? compareOperations(pair) : [],
	),
	'has the same code blocks, except for comments': inEachSection(compareCodeBlocks),
	'has lists with the same number of items': inEachSection(compareLists),
	'has the same links and pictures': inWhatBothList(compareLinks),
	'has the same code in its sentences': inEachSection(compareInlineCode),
	'leaves the labels of the editor in English': inEachSection(compareLabels),
	'has every number of the English page': inWhatBothList(compareNumbers),
	'links to the other languages below the title': checkLanguageLines,
};
