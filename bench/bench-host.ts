/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { N8n } from '../tools/n8n-host/n8n';
import { isRunning, type RunData } from '../tools/n8n-host/n8n-rest';
import { installPackage } from '../tools/n8n-host/package-folder';
import { pollUntil } from '../tools/support/poll';
import type { Progress } from '../tools/support/progress';
import { onExit } from '../tools/support/run-command';
import { cpuOfChildren } from './children-cpu';
import type { Figures } from './figures';
import { installBenchNodes } from './install-nodes';
import { type Approach, type Target, webhookWorkflowOf, workflowOf } from './nodes';
import type { Report } from './package/BenchReport';
import { clientSecret } from './service';
import type { Service } from './service';

/** The nodes around those that are measured. */
const around = ['Start', 'Log In', 'Items', 'Report'];

export type Measured = (Figures & Pick<Report, 'profile'>) | { failure: string };

/** What every n8n of the bench is made from. */
export interface N8nEnvironment {
	host: { dir: string; node: string; n8n: string };
	tarball: string;
	step: Progress['step'];
	/** Added to n8n's environment. */
	env?: Record<string, string>;
}

export interface Environment extends N8nEnvironment {
	service: Service;
}

/** Does the work with an n8n that calls the service. */
export async function withBenchHost<T>(
	environment: Environment,
	work: (benchHost: BenchHost) => Promise<T>,
): Promise<T> {
	const { service } = environment;
	return await withBenchN8n(environment, async (n8n) => await work(new BenchHost(n8n, service)));
}

/** Does the work with an n8n that has the package and the nodes of the bench. */
export async function withBenchN8n<T>(
	{ host, tarball, env: { NODE_OPTIONS: nodeOptions = '', ...env } = {} }: N8nEnvironment,
	work: (n8n: N8n) => Promise<T>,
): Promise<T> {
	// The nodes of the bench call the garbage collector.
	const n8n = await N8n.create({
		host,
		env: { ...env, NODE_OPTIONS: `--expose-gc ${nodeOptions}`.trimEnd() },
	});
	onExit(() => n8n.dispose());
	try {
		await installPackage(tarball, n8n.dataFolder);
		installBenchNodes(n8n.dataFolder);
		await n8n.start();
		await n8n.rest.setUpOwner();
		return await work(n8n);
	} finally {
		await n8n.dispose();
	}
}

export class BenchHost {
	constructor(
		private readonly n8n: N8n,
		private readonly service: Service,
	) {}

	/**
	 * Runs an approach over so many items with a credential that has no token yet.
	 *
	 * @param options with `isLast`: nothing more is measured in this n8n
	 */
	async measure(
		approach: Approach,
		items: number,
		{ profile = false, timeoutMs = 60_000, service = this.service, isLast = false } = {},
	): Promise<Measured> {
		const { rest, userFolder } = this.n8n;
		const file = join(userFolder, 'bench-report.json');
		rmSync(file, { force: true });
		const target = await this.targetAt(service.url, '={{ $json.member }}');
		const workflow = workflowOf(approach, { ...target, items, profile, file, isLast });
		const { id } = await rest.createWorkflow(workflow);
		await service.reset();
		const childrenCpuBefore = await cpuOfChildren(this.pid);
		const { executionId } = await rest.startRun(id, 'Start');
		// Nobody asks n8n how the run is getting on: that would take time from what is measured.
		if (!(await pollUntil(() => existsSync(file), { timeout: timeoutMs, interval: 20 }))) {
			await rest.call('POST', `/executions/${executionId}/stop`).catch(() => {});
			return { failure: `no result after ${timeoutMs / 1000} s` };
		}
		const childrenCpuMs = (await cpuOfChildren(this.pid)) - childrenCpuBefore;
		const { problem, ...figures }: Report = JSON.parse(readFileSync(file, 'utf8'));
		const { rejected, logins, connections, handshakes, mostOpen } = await service.counts();
		const counts = { logins, connections, handshakes, mostOpen };
		const run = await this.storedRun(executionId);
		await rest.call('POST', '/executions/delete', { ids: [executionId] });
		if (problem) return { failure: problem };
		if (rejected > 0) return { failure: `${rejected} requests were not signed correctly` };
		return { ...figures, ...counts, childrenCpuMs, nodeMs: nodeMsOf(run) };
	}

	/** Publishes a workflow that sends one request per call. Returns its URL. */
	async publishWebhook(approach: Approach, path: string): Promise<string> {
		const { rest } = this.n8n;
		const target = await this.targetAt(this.service.url, '={{ $json.body.member }}');
		await rest.publish(await rest.createWorkflow(webhookWorkflowOf(approach, { ...target, path })));
		await this.n8n.waitForWebhook(path);
		return this.n8n.webhookUrl(path);
	}

	private async targetAt(url: string, member: string): Promise<Target> {
		return { url, member, credentials: await this.createCredentials(url) };
	}

	private get pid(): number {
		return this.n8n.server!.child.pid!;
	}

	/** n8n stores a run shortly after its last node. */
	private async storedRun(executionId: string): Promise<RunData> {
		const { rest } = this.n8n;
		const isStored = async () => {
			// A busy n8n may close an idle connection just as we use it.
			const status = await rest.statusOf(executionId).catch(() => 'running');
			return !isRunning(status);
		};
		if (!(await pollUntil(isStored, { timeout: 60_000 })))
			throw new Error('n8n did not store a run');
		return (await rest.execution(executionId)).data;
	}

	/** New ones for each run, so that each begins with a login. */
	private async createCredentials(url: string): Promise<Target['credentials']> {
		const name = `bench ${Math.random()}`;
		const create = async (type: string, data: object) => {
			const { id } = await this.n8n.rest.createCredential({ name, type, data });
			return { id: id as string, name };
		};
		return {
			saisonConnectApi: await create('saisonConnectApi', {
				...saisonConnectData(url),
				refreshToken: `bench-refresh-token ${name}`,
			}),
			crypto: await create('crypto', { hmacSecret: clientSecret }),
		};
	}
}

/** A Saison Connect credential for the service. */
export function saisonConnectData(url: string) {
	return {
		environment: 'custom',
		baseUrl: url,
		clientId: 'bench',
		clientSecret,
		tokenUrlPath: '/auth/token',
		apiVersion: '1',
		macSeparator: 'space',
	};
}

/** What n8n itself records as the time of the nodes that are measured. */
function nodeMsOf({ resultData }: RunData): number {
	return Object.entries(resultData.runData)
		.filter(([name]) => !around.includes(name))
		.reduce((sum, [, [run]]) => sum + run.executionTime, 0);
}
