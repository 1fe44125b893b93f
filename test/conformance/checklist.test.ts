import { read } from './support/files';
import { linksOf, linksToNothing } from './support/links';
import { checkRules, type Rules } from './support/rules';
import { rowsOf } from './support/tables';

/** A page in `docs` with tables `| point | met | proof |`. */
type Page = string;

const pointsOf = (page: Page): string[][] => rowsOf(page).filter(([point]) => point !== 'point');

const rules: Rules<Page> = {
	'every point is marked yes or no': (page) =>
		pointsOf(page)
			.filter(([, met, ...proof]) => !/^(yes|no|n\/a)$/.test(met) || proof.join('') === '')
			.map(([point]) => point),
	'every yes names its proof': (page) =>
		pointsOf(page)
			.filter(([, met]) => met === 'yes')
			.filter(([, , proof]) => linksOf(proof).length === 0)
			.map(([point]) => point),
	'every link leads to a file or heading that exists': linksToNothing,
};

const good = [
	'| point | met | proof or reason |',
	'|---|---|---|',
	'| A name | yes | [Package](../package.json), [README](../README.md#operations) |',
	'| A video | no | None was made |',
].join('\n');

checkRules({
	rules,
	real: { 'docs/checklist.md': read('docs/checklist.md') },
	good,
	planted: {
		'every point is marked yes or no': {
			'a mark that is neither': good.replace('| no |', '| soon |'),
			'a no without a reason': good.replace('None was made', ''),
		},
		'every yes names its proof': {
			'a yes without proof': good.replace('| no |', '| yes |'),
		},
		'every link leads to a file or heading that exists': {
			'a file that is gone': good.replace('../package.json', '../packages.json'),
			'a heading that is gone': good.replace('#operations', '#operation'),
			'a file beside it that is gone': good.replace('../package.json', 'package.json'),
		},
	},
});

test('the checklist is read in full', () => {
	expect(pointsOf(read('docs/checklist.md')).length).toBeGreaterThan(50);
});
