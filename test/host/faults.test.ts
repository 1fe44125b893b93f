/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- a test */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentOf } from './faults-document';
import { problemsOf, tally } from './faults-judge';
import { FAULTS } from './faults-list';
import { OPERATIONS } from './faults-operations';
import { pairs, playAll, type Played } from './faults-play';
import { startWorld, type World } from './world';

/**
 * The fault matrix: every fault of the sandbox against every operation of both nodes. It also keeps
 * docs/faults.md true; with UPDATE_FAULTS=1 it writes the page anew.
 */
jest.setTimeout(900_000);
const PAGE = join(__dirname, '..', '..', 'docs', 'faults.md');
/** n8n is one process: more lanes only wait for it. */
const LANES = { saison: 9, marta: 9 };
let world: World;
let all: Played[] = [];

beforeAll(async () => {
	world = await startWorld();
	await world.n8n.start();
	await world.n8n.rest.setUpOwner();
	all = await playAll(world, pairs(OPERATIONS), LANES);
});
afterAll(async () => await world?.stop());

it.each(FAULTS.map(({ name }) => name))('%s', (name) => {
	const played = all.filter(({ fault }) => fault.name === name);
	expect(played.length).toBeGreaterThan(0);
	expect(played.flatMap(problemsOf)).toEqual([]);
});

it('loses no item', () => {
	const sum = { cases: 0, lost: 0 };
	for (const { cases, lost } of all.map(tally)) {
		sum.cases += cases;
		sum.lost += lost;
	}
	console.log(`faults: ${sum.cases} cases, ${sum.lost} lost`);
	expect(sum.lost).toBe(0);
});

it('follows no redirect', () => {
	expect(world.sandbox.saison.counts().total).toBe(0);
});

it('is what docs/faults.md says', () => {
	const page = documentOf(all);
	if (process.env.UPDATE_FAULTS === '1') writeFileSync(PAGE, page);
	expect(readFileSync(PAGE, 'utf8')).toBe(page);
});
