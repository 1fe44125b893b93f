/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { ensureHost } from '../tools/n8n-host/install';
import { buildAndPack, installPackage } from '../tools/n8n-host/package-folder';
import { createProgress } from '../tools/support/progress';
import { onExit, runCommand } from '../tools/support/run-command';
import { UserError } from '../tools/support/user-error';
import { compareApproaches, profileApproaches } from './compare';
import { measureIsolated } from './isolated/measure';
import { drawChart } from './report/chart';
import { writeReport } from './report/report';
import type { Plan, Results } from './results';
import { startService } from './service';

const usage = 'npm run bench [-- --quick]';
const fullPlan: Plan = {
	isQuick: false,
	latencyMs: 20,
	shared: [100, 1000],
	separate: [10_000],
	rounds: 3,
	profiled: 5000,
	mostSequential: 1000,
	timeoutMs: 90_000,
};
/** About a minute instead of seven; nothing is written. */
const quickPlan: Plan = {
	...fullPlan,
	isQuick: true,
	separate: [],
	rounds: 1,
	profiled: 500,
	mostSequential: 100,
};

async function bench(): Promise<number> {
	const plan = isQuick() ? quickPlan : fullPlan;
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
	const installed = await installPackage(tarball, work);
	const service = await startService(plan.latencyMs);
	onExit(service.stop);
	const environment = { host, tarball, service, step };

	const isolated = await step('Signing, own work and loading on their own', () =>
		measureIsolated(host, installed, plan.rounds),
	);
	const rows = await compareApproaches(environment, plan);
	const profiles = await step('Profiling', () => profileApproaches(environment, plan.profiled));

	const { stdout } = await promisify(execFile)(host.node, ['--version']);
	const versions = {
		n8n: host.version,
		node: stdout.trim().slice(1),
		cores: availableParallelism(),
		date: new Date().toISOString().slice(0, 10),
	};
	const results: Results = { plan, rows, isolated, profiles, versions };
	const changes = readFileSync(join(__dirname, 'changes.md'), 'utf8');
	const report = await writeReport(results, changes);
	progress.line(`\n${report}`);
	if (!plan.isQuick) {
		writeFileSync(join(__dirname, 'results.md'), report);
		writeFileSync(join(__dirname, 'results.svg'), drawChart(results));
		progress.line('Written to bench/results.md and bench/results.svg.');
	}
	// A missed goal is a result; an approach of ours that failed is not.
	return rows.some(({ name, failure }) => name.startsWith('ours') && failure) ? 1 : 0;
}

function isQuick(): boolean {
	try {
		return parseArgs({ options: { quick: { type: 'boolean', default: false } } }).values.quick;
	} catch (error) {
		throw new UserError(`${(error as Error).message.split('.')[0]}. Use: ${usage}`);
	}
}

void runCommand(bench);
