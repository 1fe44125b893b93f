/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as sleep } from 'node:timers/promises';
import type { N8n } from '../../tools/n8n-host/n8n';
import { onExit } from '../../tools/support/run-command';
import { saisonConnectData, withBenchN8n, type N8nEnvironment } from '../bench-host';
import { benchNodes, node, webhookChain } from '../nodes';
import type { Heap } from '../package/heap';
import { makeCalls } from './calls';
import { checkCounts, type SoakCounts } from './counts';
import { heldBytes, type Sample } from './growth';
import { readHeap } from './heap';
import { loads, type Load, type LoadName, type SoakTarget } from './loads';
import { startSoakService, type SoakService } from './service';
import { fullPlan, quickPlan, type SoakPlan } from './settings';

export interface SoakedLoad {
	name: LoadName;
	samples: Sample[];
	counts: SoakCounts;
}

export interface SoakResults {
	plan: SoakPlan;
	soaked: SoakedLoad[];
}

/** As in production: nothing is saved. On a busy machine, n8n is not to take its database for lost after 5 s. */
const env = {
	DB_PING_TIMEOUT_MS: '60000',
	EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'none',
	EXECUTIONS_DATA_SAVE_ON_ERROR: 'none',
	EXECUTIONS_DATA_SAVE_ON_PROGRESS: 'false',
};
/** n8n still finishes an execution after its response. */
const settleMs = 1_000;
/** The lesser of two figures is the one that other work of n8n disturbed least. */
const readings = 2;

/** Makes the calls of both loads, each in an n8n of its own, at the same time. */
export async function measureSoak(
	environment: N8nEnvironment,
	{ isQuick }: { isQuick: boolean },
): Promise<SoakResults> {
	const plan = isQuick ? quickPlan : fullPlan;
	const said = { ours: '', plain: '' };
	const soaked = await environment.step(
		`${plan.calls} calls of each load, both at the same time`,
		async (control) =>
			await Promise.all(
				(['ours', 'plain'] as const).map(async (name) => {
					const say = (text: string) => {
						said[name] = `${loads[name].title}: ${text}`;
						control.say(Object.values(said).join(', '));
					};
					return { name, ...(await soakAlone(environment, { load: loads[name], plan, say })) };
				}),
			),
	);
	return { plan, soaked };
}

interface Soak {
	load: Load;
	plan: SoakPlan;
	say: (text: string) => void;
}

/** With a service and an n8n of its own. */
async function soakAlone(
	environment: N8nEnvironment,
	options: Soak,
): Promise<Omit<SoakedLoad, 'name'>> {
	const service = await startSoakService(options.plan.latencyMs);
	onExit(service.stop);
	return await withBenchN8n(
		{ ...environment, env },
		async (n8n) => await soak(n8n, { ...options, service }),
	);
}

async function soak(
	n8n: N8n,
	{ load, service, plan, say }: Soak & { service: SoakService },
): Promise<Omit<SoakedLoad, 'name'>> {
	const target = await makeTarget(n8n, service.url);
	const url = await publish(n8n, 'soak', load.nodes(target));
	const heapUrl = await publish(n8n, 'heap', [node('Heap', `${benchNodes}.benchHeap`)]);
	const deadline = Date.now() + plan.timeoutMs;
	const callUntil = async (from: number, to: number) =>
		await makeCalls({ url, from, to, deadline, plan, say });
	// The first reading changes how n8n's process runs.
	await readHeap(heapUrl);
	await callUntil(-plan.warmUpCalls, 0);
	await service.reset();
	const samples = [await takeSample(n8n, heapUrl, 0)];
	for (let calls = plan.readEvery; calls <= plan.calls; calls += plan.readEvery) {
		await callUntil(calls - plan.readEvery, calls);
		samples.push(await takeSample(n8n, heapUrl, calls));
	}
	const counts = await service.counts();
	checkCounts(counts, plan);
	return { samples, counts };
}

async function makeTarget({ rest }: N8n, url: string): Promise<SoakTarget> {
	const create = async (type: string, data: object) => {
		const { id, name } = await rest.createCredential({ name: `soak ${type}`, type, data });
		return { id, name };
	};
	return {
		url,
		credentials: {
			saisonConnectApi: await create('saisonConnectApi', saisonConnectData(url)),
			martaApi: await create('martaApi', {
				environment: 'custom',
				baseUrl: url,
				apiKey: 'bench-api-key',
				scope: 'customersynchro',
				campaignId: '1',
				deviceType: '1',
			}),
		},
	};
}

/** @returns the URL of the webhook in front of the nodes */
async function publish(n8n: N8n, path: string, nodes: ReturnType<Load['nodes']>): Promise<string> {
	await n8n.rest.publish(await n8n.rest.createWorkflow(webhookChain(path, path, nodes)));
	await n8n.waitForWebhook(path);
	return n8n.webhookUrl(path);
}

async function takeSample({ rest }: N8n, url: string, calls: number): Promise<Sample> {
	let least: Heap | undefined;
	for (let reading = 0; reading < readings; reading++) {
		await sleep(settleMs);
		const heap = await readHeap(url);
		if (!least || heldBytes(heap) < heldBytes(least)) least = heap;
	}
	const { count } = await rest.call<{ count: number }>('GET', '/executions?limit=1');
	return { ...(least as Heap), calls, executions: count };
}
