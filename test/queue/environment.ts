/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a test */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureHost } from '../../tools/n8n-host/install';
import {
	isRunning,
	type ExecutionSummary,
	type N8nRest,
	type RunData,
} from '../../tools/n8n-host/n8n-rest';
import { buildAndPack } from '../../tools/n8n-host/package-folder';
import { findServers } from '../../tools/queue/binaries';
import { QueueCluster, workerNames } from '../../tools/queue/cluster';
import { noteProcess, removeWhenUnused } from '../../tools/queue/process-ids';
import { startSandbox, type Sandbox, type RecordedRequest } from '../../sandbox';
import { PATIENCE_MS } from '../host/gate';
import type { Reference } from '../host/environment';

export { sleep, workerNames };

/** n8n in queue mode, and the sandbox in this process, so that their counts can be read. */
export interface QueueEnvironment {
	cluster: QueueCluster;
	sandbox: Sandbox;
	/** Of the main process, signed in. */
	rest: N8nRest;
	saison: Reference;
	marta: Reference;
	stop(): Promise<void>;
}

export async function startQueueEnvironment(): Promise<QueueEnvironment> {
	// `npm run test:queue` names a folder that it removes, however we end.
	const folder =
		process.env.SAISON_MARTA_QUEUE_FOLDER ?? mkdtempSync(join(tmpdir(), 'saison-marta-queue-'));
	noteProcess(folder, process.pid);
	const sandbox = await startSandbox({
		saison: { keepRequests: 20_000 },
		marta: { keepRequests: 20_000 },
	});
	const cluster = await QueueCluster.start({
		host: await ensureHost({ log: () => {} }),
		tarball: await buildAndPack(),
		binaries: findServers(),
		folder,
	});
	const { rest } = cluster.main;
	await rest.setUpOwner();
	const create = async (name: string, type: string, data: object): Promise<Reference> => {
		const { id } = await rest.createCredential({ name, type, data });
		return { id, name };
	};
	const { saisonConnectApi, martaApi } = sandbox.credentials;
	return {
		cluster,
		sandbox,
		rest,
		saison: await create('Saison', 'saisonConnectApi', saisonConnectApi),
		marta: await create('MARTA', 'martaApi', martaApi.customersynchro),
		stop: async () => {
			await cluster.stop();
			await sandbox.stop();
			if (!process.env.SAISON_MARTA_QUEUE_FOLDER) await removeWhenUnused(folder);
		},
	};
}

/** Which process sent a request: a worker, `webhook` or `main`. */
export function senderOf({ headers }: RecordedRequest): string {
	return headers['x-sandbox-label'] ?? '(none)';
}

/** Requests counted by who sent them; every worker has a number. */
export function perWorker(requests: RecordedRequest[]): Record<string, number> {
	const counts: Record<string, number> = Object.fromEntries(workerNames.map((name) => [name, 0]));
	for (const request of requests) {
		const sender = senderOf(request);
		counts[sender] = (counts[sender] ?? 0) + 1;
	}
	return counts;
}

export function tokenRequests({ sandbox }: QueueEnvironment): RecordedRequest[] {
	return sandbox.saison.requests().filter(({ url }) => url === '/auth/token');
}

export function martaLogins({ sandbox }: QueueEnvironment): RecordedRequest[] {
	return sandbox.marta.requests().filter(({ url }) => url === '/auth');
}

/** The executions of a workflow that n8n knows of, oldest first, once `atLeast` are there and none runs. */
export async function executionsOf(
	{ rest }: QueueEnvironment,
	workflowId: string,
	{ atLeast = 1, timeout = PATIENCE_MS } = {},
): Promise<ExecutionSummary[]> {
	const giveUp = Date.now() + timeout;
	for (;;) {
		const all = await allExecutions(rest, workflowId);
		const running = all.some(({ status }) => isRunning(status));
		if ((all.length >= atLeast && !running) || Date.now() > giveUp) {
			return all.sort((a, b) => Number(a.id) - Number(b.id));
		}
		await sleep(200);
	}
}

/** Pages are sorted by start and go on by number: n8n repeats and skips those that started out of turn. */
async function allExecutions(rest: N8nRest, workflowId: string): Promise<ExecutionSummary[]> {
	const query = new URLSearchParams({ limit: '100', filter: JSON.stringify({ workflowId }) });
	const found = new Map<number, ExecutionSummary>();
	for (let pages = 1; ; pages++) {
		const { results, nextCursor } = await rest.call<{
			results: ExecutionSummary[];
			nextCursor: string | null;
		}>('GET', `/executions?${query}`);
		for (const one of results) found.set(Number(one.id), one);
		if (!nextCursor) {
			if (pages > 1) await addSkipped(rest, workflowId, found);
			return [...found.values()];
		}
		query.set('cursor', nextCursor);
	}
}

async function addSkipped(
	rest: N8nRest,
	workflowId: string,
	found: Map<number, ExecutionSummary>,
): Promise<void> {
	const last = Math.max(...found.keys());
	for (let id = Math.min(...found.keys()); id < last; id++) {
		if (found.has(id)) continue;
		const one = await rest.call<ExecutionSummary | undefined>('GET', `/executions/${id}`);
		if (one?.workflowId === workflowId) found.set(id, one);
	}
}

/** The output of a run, and its error. */
export async function runDataOf({ rest }: QueueEnvironment, id: string): Promise<RunData> {
	return (await rest.execution(id)).data;
}
