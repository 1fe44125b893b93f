import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import running from '../tools/n8n-host/n8n.cjs';
import packing from '../tools/n8n-host/package-folder.cjs';
import { startControl } from './control.mjs';
import { cpuOfChildren } from './children-cpu.mjs';
import { clientSecret } from './service.mjs';
import { workflowOf } from './approaches.mjs';

const benchPackage = fileURLToPath(new URL('package', import.meta.url));
const lookAfterMs = 2_000;

/** An n8n with the package and, beside it, the nodes of the bench. */
export class BenchHost {
	/** @param world `{ host, tarball, service }` */
	static async start({ host, tarball, service }) {
		// The nodes of the bench call the garbage collector before and after a run.
		const n8n = await running.N8n.create({ host, env: { NODE_OPTIONS: '--expose-gc' } });
		const control = await startControl();
		const bench = new BenchHost(n8n, control, service);
		try {
			await packing.installPackage(tarball, n8n.dataFolder);
			installBenchPackage(n8n.dataFolder);
			await n8n.start();
			await n8n.rest.setUpOwner();
			return bench;
		} catch (error) {
			await bench.stop();
			throw error;
		}
	}

	constructor(n8n, control, service) {
		this.n8n = n8n;
		this.control = control;
		this.service = service;
	}

	async stop() {
		await this.n8n.dispose();
		await this.control.stop();
	}

	/**
	 * Runs one way over so many items, with a credential that has no token yet, and removes what n8n
	 * stored of it.
	 *
	 * @returns its figures, or `{ failure }` in words
	 */
	async measure(way, items, { profile = false, timeout = 60_000 } = {}) {
		const { rest } = this.n8n;
		const workflow = await rest.createWorkflow(
			workflowOf(way, {
				items,
				control: this.control.url,
				service: this.service,
				credentials: await this.#createCredentials(),
			}),
		);
		await this.service.reset();
		const ended = this.#watch(profile);
		const { executionId } = await rest.call('POST', `/workflows/${workflow.id}/run`, {
			triggerToStartFrom: { name: 'Start' },
		});
		const failed = this.#lookForFailure(executionId, timeout);
		const report = await Promise.race([ended, failed.found]);
		failed.stop();
		if (report.failure) return report;
		const { status, data } = await this.#resultOf(executionId, timeout);
		await rest.call('POST', '/executions/delete', { ids: [executionId] });
		if (report.problem) return { failure: report.problem };
		if (report.refused > 0) return { failure: `${report.refused} requests were not signed well` };
		if (status !== 'success') return { failure: `it ended as ${status}` };
		return { ...report, nodeMs: nodeTime(data) };
	}

	#watch(profile) {
		let children = 0;
		return this.control.expect({
			onBegin: async ({ pid }) => {
				this.pid = pid;
				children = cpuOfChildren(pid);
				return { profile };
			},
			onEnd: async () => ({
				childrenCpuMs: cpuOfChildren(this.pid) - children,
				...(await this.service.counts()),
			}),
		});
	}

	/** A run that fails never reaches the node that reports. Asked rarely: it costs n8n time. */
	#lookForFailure(executionId, timeout) {
		let timer;
		const giveUp = Date.now() + timeout;
		const found = new Promise((resolve, reject) => {
			const look = async () => {
				try {
					const { status, data } = await this.#read(executionId);
					if (!isOpen(status) && status !== 'success') {
						const { error } = data.resultData;
						return resolve({ failure: error?.message ?? `it ended as ${status}` });
					}
				} catch (error) {
					// A busy n8n may close an idle connection just as we use it.
					if (this.n8n.server?.end) return reject(error);
				}
				if (Date.now() > giveUp) {
					await this.#cancel(executionId);
					return resolve({ failure: `not done after ${timeout / 1000} s` });
				}
				timer = setTimeout(look, lookAfterMs);
			};
			timer = setTimeout(look, lookAfterMs);
		});
		return { found, stop: () => clearTimeout(timer) };
	}

	async #cancel(executionId) {
		try {
			await this.n8n.rest.call('POST', `/executions/${executionId}/stop`);
		} catch {
			// It ended in this moment.
		}
	}

	async #read(executionId) {
		const execution = await this.n8n.rest.call('GET', `/executions/${executionId}`);
		if (isOpen(execution.status)) return execution;
		return { ...execution, data: this.n8n.rest.flatted.parse(execution.data) };
	}

	async #resultOf(executionId, timeout) {
		const giveUp = Date.now() + timeout;
		for (;;) {
			const execution = await this.#read(executionId).catch(() => undefined);
			if (execution && !isOpen(execution.status)) return execution;
			if (this.n8n.server?.end || Date.now() > giveUp) {
				throw new Error(`n8n did not store a run within ${timeout / 1000} s`);
			}
			await new Promise((resolve) => setTimeout(resolve, 200));
		}
	}

	/** Anew for each run, so that each begins with a login. */
	async #createCredentials() {
		const { rest } = this.n8n;
		const name = `bench ${Math.random()}`;
		const saison = {
			environment: 'custom',
			baseUrl: this.service.url,
			clientId: 'bench',
			clientSecret,
			refreshToken: `bench-refresh-token ${name}`,
			tokenUrlPath: '/auth/token',
			apiVersion: '1',
			macSeparator: 'space',
		};
		const create = async (type, data) => {
			const { id } = await rest.createCredential({ name, type, data });
			return { id, name };
		};
		return {
			saisonConnectApi: await create('saisonConnectApi', saison),
			crypto: await create('crypto', { hmacSecret: clientSecret }),
		};
	}
}

function isOpen(status) {
	return ['new', 'running', 'waiting'].includes(status);
}

/** What n8n itself notes as the time of the nodes between the items and the report. */
function nodeTime({ resultData }) {
	const notOurs = ['Start', 'Log In', 'Items', 'Report'];
	return Object.entries(resultData.runData)
		.filter(([name]) => !notOurs.includes(name))
		.reduce((sum, [, [run]]) => sum + run.executionTime, 0);
}

function installBenchPackage(dataFolder) {
	const nodes = join(dataFolder, 'nodes');
	const { name, version } = JSON.parse(readFileSync(join(benchPackage, 'package.json'), 'utf8'));
	cpSync(benchPackage, join(nodes, 'node_modules', name), { recursive: true });
	const file = join(nodes, 'package.json');
	const installed = JSON.parse(readFileSync(file, 'utf8'));
	installed.dependencies[name] = version;
	writeFileSync(file, JSON.stringify(installed, null, '\t'));
}
