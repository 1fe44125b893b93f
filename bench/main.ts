/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { ensureHost } from '../tools/n8n-host/install';
import { buildAndPack } from '../tools/n8n-host/package-folder';
import { createProgress } from '../tools/support/progress';
import { onExit, runCommand } from '../tools/support/run-command';
import { UserError } from '../tools/support/user-error';
import { measureDistance } from './distance/measure';
import { distanceHeading, writeDistanceSection } from './distance/report';
import type { Row } from './figures';
import { measureLoopback } from './loopback';
import { updateChart } from './report/chart';
import { distancePanel, loopbackPanel } from './report/panels';
import { writeReport } from './report/report';
import { sectionOf, withSection } from './report/section';
import { judgeGrowth } from './soak/growth';
import { measureSoak } from './soak/measure';
import { soakHeading, writeSoakSection } from './soak/report';

const usage = 'npm run bench [-- --distance|--soak] [--quick]';
const resultsFile = join(__dirname, 'results.md');

async function bench(): Promise<number> {
	const options = readOptions();
	const progress = createProgress();
	const { step } = progress;
	const host = await ensureHost({ progress });
	const work = mkdtempSync(join(tmpdir(), 'saison-marta-bench-'));
	onExit(() => rmSync(work, { recursive: true, force: true, maxRetries: 3 }));
	const tarball = join(work, 'package.tgz');
	await step('Building and packing the package', async () => {
		// Another build may clear the one in the cache before the last n8n is started.
		copyFileSync(await buildAndPack(), tarball);
	});
	const environment = { host, tarball, step };
	const { stdout } = await promisify(execFile)(host.node, ['--version']);
	const versions = {
		n8n: host.version,
		node: stdout.trim().slice(1),
		cores: availableParallelism(),
		date: new Date().toISOString().slice(0, 10),
	};
	const write = (report: string) => {
		if (options.quick) return;
		writeFileSync(resultsFile, report);
		progress.line(`Written to bench/results.md${options.soak ? '' : ' and bench/results.svg'}.`);
	};

	const earlier = readFileSync(resultsFile, 'utf8');
	if (options.distance) {
		const { quick: isQuick } = options;
		const results = { ...(await measureDistance(environment, { isQuick, work })), versions };
		const section = await writeDistanceSection(results);
		progress.line(`\n${section}`);
		if (!isQuick) updateChart({ distance: distancePanel(results) });
		write(withSection(earlier, { heading: distanceHeading, section, before: changesHeading() }));
		return exitCode(results.measured.flatMap(({ rows }) => rows));
	}
	if (options.soak) {
		const results = await measureSoak(environment, { isQuick: options.quick });
		const section = await writeSoakSection({ ...results, versions });
		progress.line(`\n${section}`);
		write(withSection(earlier, { heading: soakHeading, section, before: changesHeading() }));
		return judgeGrowth(results.soaked, results.plan).met ? 0 : 1;
	}
	const results = {
		...(await measureLoopback(environment, { isQuick: options.quick, work })),
		versions,
	};
	const report = await writeReport(results, [
		sectionOf(earlier, distanceHeading),
		sectionOf(earlier, soakHeading),
		changes(),
	]);
	progress.line(`\n${report}`);
	if (!options.quick) updateChart({ loopback: loopbackPanel(results) });
	write(report);
	return exitCode(results.rows);
}

/** What is said of earlier runs. */
function changes(): string {
	return readFileSync(join(__dirname, 'changes.md'), 'utf8');
}

const changesHeading = () => changes().split('\n')[0];

/** 1 if an approach of ours failed. A missed goal is a result, not an error; only memory that grows is one. */
function exitCode(rows: Row[]): number {
	return rows.some(({ name, failure }) => name.startsWith('ours') && failure) ? 1 : 0;
}

function readOptions(): { distance: boolean; soak: boolean; quick: boolean } {
	const boolean = { type: 'boolean', default: false } as const;
	try {
		const options = { distance: boolean, soak: boolean, quick: boolean };
		const { values } = parseArgs({ options });
		if (values.distance && values.soak) throw new Error('Only one of --distance and --soak');
		return values;
	} catch (error) {
		throw new UserError(`${(error as Error).message.split('.')[0]}. Use: ${usage}`);
	}
}

void runCommand(bench);
