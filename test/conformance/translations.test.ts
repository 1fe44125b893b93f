import { read } from './support/files';
import { checkRules } from './support/rules';
import { translationsIn, type Language, type Translation } from './translations/pages';
import { translationRules } from './translations/rules';

const ENGLISH = `# The nodes

English · [日本語](docs/ja/README.md)

Choose **Card → Check**, then _Retry On Fail_: **never** for writes. It waits 1,000 ms.

## How to begin

![A form](docs/form.png)

1. Run \`npm run demo\`. See [Begin](#how-to-begin) and [the guide](docs/guide.md#end).
2. Click **Save**.

   | field    | value         |
   | -------- | ------------- |
   | Base URL | \`http://a.b\` |

\`\`\`sh
npm run demo # starts
\`\`\`

### Calls

| resource | operation | call                        |
| -------- | --------- | --------------------------- |
| Card     | Check     | \`GET /check\`              |
| Card     | Block     | \`POST /block\`, [201](b.md) |

### Speed

Fast.

## License

MIT
`;

const JAPANESE = `# ノード

[English](../../README.md) · 日本語

**Card → Check**を選びます。**Retry On Fail**は、書き込みでは**使いません**。1000ミリ秒待ちます。

<a id="how-to-begin"></a>

## はじめ方

![フォーム](../form.png)

1. \`npm run demo\`を実行します。[はじめ方](#how-to-begin)と[ガイド](guide.md#end)をご覧ください。
2. **Save**をクリックします。

   | 項目     | 値            |
   | -------- | ------------- |
   | Base URL | \`http://a.b\` |

\`\`\`sh
npm run demo # 起動
\`\`\`

<a id="calls"></a>

### 呼び出し

| リソース     | 操作  | 呼び出し     |
| ------------ | ----- | ------------ |
| Card（カード） | Check | \`GET /check\` |

<a id="license"></a>

## ライセンス

MIT
`;

const PAGES: Record<string, string> = {
	'README.md': ENGLISH,
	'docs/guide.md': '# Guide\n\n## End\n',
	'docs/ja/README.md': JAPANESE,
	'docs/ja/guide.md': '# ガイド\n\n<a id="end"></a>\n\n## 終わり\n',
};

const good: Translation = {
	language: 'ja',
	optional: ['speed'],
	operationTables: ['calls'],
	english: { path: 'README.md', text: ENGLISH },
	translated: { path: 'docs/ja/README.md', text: JAPANESE },
	readPage: (path) => PAGES[path],
};

/** The good page with one thing changed in it. */
function changed(from: string, to: string): Translation {
	const text = JAPANESE.replace(from, () => to);
	if (text === JAPANESE) throw new Error(`nothing to change: ${from}`);
	return { ...good, translated: { ...good.translated, text } };
}

const ANCHOR = '<a id="license"></a>';
const LICENSE = `${ANCHOR}\n\n## ライセンス\n\nMIT\n`;
const TABLE = /( {3}\|.*\n)+/.exec(JAPANESE)?.[0] ?? '';

checkRules({
	rules: translationRules,
	real: { ...translationsIn('ja'), ...translationsIn('it') },
	good,
	planted: {
		'has the sections of the English page in the same order': {
			'a missing section': changed(LICENSE, ''),
			'an unknown section': changed(LICENSE, `<a id="faq"></a>\n\n## FAQ\n\n${LICENSE}`),
			'a heading without anchor': changed(`${ANCHOR}\n\n`, ''),
			'another order': changed(
				JAPANESE,
				JAPANESE.replace(LICENSE, '').replace('<a id="how', `${LICENSE}\n<a id="how`),
			),
			'a page without an English one': { ...good, english: { path: 'docs/faq.md', text: '' } },
		},
		'has headings of the same level': { 'a lower level': changed('## ライ', '### ライ') },
		'has the same kinds of blocks in the same order': {
			'one more paragraph': changed('\nMIT', '\nMIT\n\nです。'),
			'a missing table': changed(`${TABLE}\n`, ''),
			'one more picture': changed('![', '![手順](../form.png)!['),
		},
		'has tables with the same rows, columns and code': {
			'a missing row': changed('   | Base URL | `http://a.b` |\n', ''),
			'one more column': changed(TABLE, TABLE.replaceAll('|\n', '| - |\n')),
			'other code of an operation': changed('`GET /check`', '`POST /check`'),
			'code in another cell': changed('| Base URL | `http://a.b` |', '| `http://a.b` | URL |'),
		},
		'lists only operations of the English page': {
			'an operation that is gone': changed('| Check |', '| Look Up |'),
		},
		'has the same code blocks, except for comments': {
			'another command': changed('npm run demo # 起動', 'npm run sandbox # 起動'),
			'one more line': changed('npm run demo # 起動', 'npm run demo # 起動\nnpm test'),
			'another language': changed('```sh', '```text'),
		},
		'has lists with the same number of items': {
			'a missing item': changed(
				'2. **Save**をクリックします。\n',
				'   **Save**をクリックします。\n',
			),
			'bullets instead of numbers': changed(
				JAPANESE,
				JAPANESE.replace('1. `', '-  `').replace('2. **', '-  **'),
			),
		},
		'has the same links and pictures': {
			'another picture': changed('../form.png', '../error.png'),
			'a missing link': changed('[はじめ方](#how-to-begin)', 'はじめ方'),
			'one more link': changed('MIT', '[MIT](../../LICENSE)'),
			'a link to the English page of one that is translated': changed(
				'guide.md#end',
				'../guide.md#end',
			),
			'a link to a file that is not there': changed('guide.md#end', 'docs/guide.md#end'),
		},
		'has the same code in its sentences': {
			'missing code': changed('`npm run demo`', 'デモ'),
			'other code': changed('`npm run demo`', '`npm run demo`（`npm test`）'),
		},
		'leaves the labels of the editor in English': {
			'a translated label': changed('**Save**', '**保存**'),
			'a label that is not marked': changed('**Retry On Fail**は', 'Retry On Failは'),
			'a label whose asterisks are shown as such': changed('**Save**', '**Save **'),
		},
		'has every number of the English page': { 'another number': changed('1000', '2000') },
		'links to the other languages below the title': {
			'a missing language': changed('[English](../../README.md) · 日本語', '日本語'),
			'another order': changed(
				'[English](../../README.md) · 日本語',
				'日本語 · [English](../../README.md)',
			),
		},
	},
});

test('a finding names the page, the section and what is different', async () => {
	const shorter = changed('   | Base URL | `http://a.b` |\n', '');
	const rule = translationRules['has tables with the same rows, columns and code'];
	expect(await rule(shorter)).toEqual([
		"docs/ja/README.md, section 'how-to-begin': the table has 0 rows, the English one 1",
	]);
});

test('the Japanese guide quotes the pages of the trigger as members read them', () => {
	const rows = read('docs/ja/consent-flow.md').match(/^\| [2-5]\d\d .*$/gm) ?? [];
	const quotes = rows.flatMap((row) => row.split('|')[2].match(/[^「」…/|]{6,}(?=…?」)/g) ?? []);
	const pages = ['pages', 'confirmation-page'].map((page) => read(`lib/saison/consent/${page}.ts`));
	expect(quotes).toHaveLength(9);
	expect(quotes.filter((quote) => !pages.join().includes(quote))).toEqual([]);
});

test.each<[Language, string[]]>([
	['ja', ['README.md', 'consent-flow.md', 'contract-calls.md']],
	['it', ['README.md', 'contract-calls.md', 'marta-scopes.md']],
])('in "%s" there are the guides %j', (language, pages) => {
	expect(Object.keys(translationsIn(language))).toEqual(
		pages.map((page) => `docs/${language}/${page}`),
	);
});
