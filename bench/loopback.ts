import { installPackage } from '../tools/n8n-host/package-folder';
import { onExit } from '../tools/support/run-command';
import type { Environment } from './bench-host';
import { compareApproaches, profileApproaches } from './compare';
import { measureIsolated } from './isolated/measure';
import type { Plan, Results } from './results';
import { startService } from './service';
import { measureWebhooks } from './webhooks';

const fullPlan: Plan = {
	isQuick: false,
	latencyMs: 20,
	shared: [100, 1000],
	separate: [10_000, 50_000],
	rounds: 3,
	profiled: 5000,
	maxItemsSequential: 1000,
	maxItemsForAll: 10_000,
	webhookCalls: 500,
	timeoutMs: 300_000,
};
/** About two minutes instead of nineteen; nothing is written. */
const quickPlan: Plan = {
	...fullPlan,
	isQuick: true,
	separate: [],
	rounds: 1,
	profiled: 500,
	maxItemsSequential: 100,
	webhookCalls: 100,
};

/** Measures with a service on the same machine, over plain HTTP; `work` is a folder for the package. */
export async function measureLoopback(
	environment: Omit<Environment, 'service'>,
	{ isQuick, work }: { isQuick: boolean; work: string },
): Promise<Omit<Results, 'versions'>> {
	const plan = isQuick ? quickPlan : fullPlan;
	const { host, tarball, step } = environment;
	const installed = await installPackage(tarball, work);
	const service = await startService(plan.latencyMs);
	onExit(service.stop);
	const started = { ...environment, service };
	const isolated = await step('Signing, own work and loading on their own', () =>
		measureIsolated(host, installed, plan.rounds),
	);
	const rows = await compareApproaches(started, plan);
	const profiles = await step('Profiling', () => profileApproaches(started, plan.profiled));
	const webhooks = await step('Calling webhooks', () =>
		measureWebhooks(started, plan.webhookCalls),
	);
	return { plan, rows, isolated, profiles, webhooks };
}
