import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureAlone } from './isolated/measure.mjs';
import { compareWays, profileWays } from './compare.mjs';
import { drawChart } from './report/chart.mjs';
import { judgeGoals } from './report/goals.mjs';
import { writeReport } from './report/report.mjs';
import { startService } from './service.mjs';
import { ways } from './approaches.mjs';
import installing from '../tools/n8n-host/install.cjs';
import packing from '../tools/n8n-host/package-folder.cjs';
import childProcess from '../tools/support/child.cjs';
import { PlainError } from '../tools/support/plain-error.cjs';
import { createProgress } from '../tools/support/progress.cjs';
import { onEnd, runScript } from '../tools/run-script.mjs';
import { root, setup } from '../tools/setup.mjs';

const usage = 'npm run bench [-- --quick]';
const latencyMs = 20;
const folder = join(root, 'bench');
const progress = createProgress();
const { step } = progress;

/** What is run: in full some seven minutes, quickly about one. Nothing is written of a quick one. */
function planFor(quick) {
	const shared = [100, 1000];
	const alone = quick ? [] : [10_000];
	return {
		...{ quick, latencyMs, shared, alone },
		rounds: quick ? 1 : 3,
		profiled: quick ? 500 : 5000,
		longest: 90_000,
		most: [...shared, ...alone].at(-1),
		// At 10,000 items one after the other would take minutes to say what arithmetic says.
		namesFor: (items) =>
			Object.keys(ways).filter((name) => name !== 'sequential' || items <= (quick ? 100 : 1000)),
	};
}

async function bench() {
	const plan = planFor(readArguments().quick);
	await setup({ progress });
	const host = await installing.ensureHost({ progress });
	const work = mkdtempSync(join(tmpdir(), 'saison-marta-bench-'));
	onEnd(() => rmSync(work, { recursive: true, force: true, maxRetries: 3 }));
	const tarball = join(work, 'package.tgz');
	await step('Building and packing the package', async () => {
		// Another build may clear the one in the cache before the last n8n is started.
		copyFileSync(await packing.buildAndPack(), tarball);
	});
	const installed = await packing.installPackage(tarball, work);
	const service = await startService(latencyMs);
	onEnd(service.stop);
	const world = { host, tarball, service };
	onEnd(() => world.running?.stop());

	const parts = await step('Signing, own work and loading alone', () =>
		measureAlone(host, installed, plan.rounds),
	);
	const rows = await compareWays(world, plan, step);
	const profiles = await step('Profiling', () => profileWays(world, plan.profiled));

	const results = { plan, rows, parts, profiles, versions: await versionsOf(host) };
	const goals = judgeGoals(results);
	const report = writeReport(
		{ ...results, goals },
		readFileSync(join(folder, 'changes.md'), 'utf8'),
	);
	progress.line(`\n${report}`);
	if (!plan.quick) {
		writeFileSync(join(folder, 'results.md'), report);
		writeFileSync(join(folder, 'results.svg'), drawChart(results));
		progress.line('Written to bench/results.md and bench/results.svg.');
	}
	// A goal that is missed is a result; a way of ours that failed is not.
	return rows.some(({ name, failure }) => name.startsWith('ours') && failure) ? 1 : 0;
}

function readArguments() {
	try {
		return parseArgs({ options: { quick: { type: 'boolean', default: false } } }).values;
	} catch (error) {
		throw new PlainError(`${error.message.split('.')[0]}. Use: ${usage}`);
	}
}

async function versionsOf({ node, version }) {
	const { stdout } = await childProcess.run(node, ['--version']);
	return {
		n8n: version,
		node: stdout.trim().slice(1),
		cores: availableParallelism(),
		date: new Date().toISOString().slice(0, 10),
	};
}

runScript(bench);
