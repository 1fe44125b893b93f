/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- a tool */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { N8n } from '../n8n-host/n8n';
import type { RunnableHost } from '../n8n-host/n8n-cli';
import { installPackage } from '../n8n-host/package-folder';
import { choosePort } from '../support/ports';
import type { ServerBinaries } from './binaries';
import { queueEnv, shortLocks } from './env';
import { noteProcess } from './process-ids';
import { startPostgres, startRedis, type QueueServer } from './servers';

export interface QueueClusterOptions {
	host: RunnableHost;
	/** The package to install in every n8n. */
	tarball: string;
	folder: string;
	binaries: ServerBinaries;
	/** Added to the environment of every n8n; short locks when absent. */
	env?: Readonly<Record<string, string>>;
}

export const workerNames = ['worker 1', 'worker 2'];

/**
 * n8n in queue mode: Redis, PostgreSQL, a main process, a webhook process and two workers, all in one folder,
 * each n8n with a user folder and a copy of the package of its own.
 */
export class QueueCluster {
	private readonly encryptionKey = randomBytes(24).toString('hex');

	private readonly servers: QueueServer[] = [];

	private readonly processes: Record<string, N8n> = {};

	/** What worker processes that have ended had logged. */
	private readonly oldLogs = Object.fromEntries(workerNames.map((name) => [name, '']));

	static async start(options: QueueClusterOptions): Promise<QueueCluster> {
		const cluster = new QueueCluster(options);
		try {
			await cluster.start();
			return cluster;
		} catch (error) {
			await cluster.stop();
			throw error;
		}
	}

	private constructor(private readonly options: QueueClusterOptions) {}

	get main(): N8n {
		return this.processes.main;
	}

	get webhook(): N8n {
		return this.processes.webhook;
	}

	private async start(): Promise<void> {
		const { binaries, folder } = this.options;
		// PostgreSQL runs as a user of its own and must get through to its folder.
		fs.chmodSync(folder, 0o711);
		const redis = await this.keep(startRedis(binaries, path.join(folder, 'redis')));
		const postgres = await this.keep(startPostgres(binaries, path.join(folder, 'postgres')));
		const webhookPort = await choosePort();
		const add = async (name: string, command: string[], port: number) => {
			const { encryptionKey } = this;
			const queue = queueEnv({ name, port, encryptionKey, webhookPort, redis, postgres });
			await this.add(name, command, port, queue);
		};
		// The first one creates the tables.
		await add('main', ['start'], await choosePort());
		await Promise.all([
			add('webhook', ['webhook'], webhookPort),
			...workerNames.map(
				async (name) => await add(name, ['worker', '--concurrency=10'], await choosePort()),
			),
		]);
	}

	private async keep(starting: Promise<QueueServer>): Promise<QueueServer> {
		const server = await starting;
		this.servers.push(server);
		noteProcess(this.options.folder, server.pid);
		return server;
	}

	private async add(
		name: string,
		command: string[],
		port: number,
		queue: Record<string, string>,
	): Promise<void> {
		const { host, tarball, folder, env = shortLocks } = this.options;
		const userFolder = path.join(folder, name.replace(' ', '-'));
		const n8n = await N8n.create({ host, userFolder, port, command, env: { ...queue, ...env } });
		this.processes[name] = n8n;
		await installPackage(tarball, n8n.dataFolder);
		await this.run(n8n);
	}

	private async run(n8n: N8n): Promise<void> {
		const ready = n8n.start();
		noteProcess(this.options.folder, Number(n8n.server?.child.pid));
		await ready;
	}

	/** Which worker took an execution, by what the workers have logged. */
	workerOf(executionId: string): string | undefined {
		const line = new RegExp(`Worker started execution ${executionId} \\(`);
		return workerNames.find((name) => line.test(this.logOf(name)));
	}

	/** How many executions each worker has taken. */
	executionsPerWorker(): Record<string, number> {
		const count = (name: string) =>
			[...this.logOf(name).matchAll(/Worker started execution \d+ \(/g)].length;
		return Object.fromEntries(workerNames.map((name) => [name, count(name)]));
	}

	private logOf(name: string): string {
		return `${this.oldLogs[name]}\n${this.processes[name].server?.stdout ?? ''}`;
	}

	/** Ends a worker as if the machine had lost its power. */
	async kill(name: string): Promise<void> {
		await this.end(name, 'SIGKILL');
	}

	/** Asks a worker to end, as a deployment does, and waits until it has. */
	async terminate(name: string): Promise<void> {
		await this.end(name, 'SIGTERM');
	}

	private async end(name: string, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
		const { server } = this.processes[name];
		if (!server) throw new Error(`${name} is not running`);
		const pid = Number(server.child.pid);
		process.kill(signal === 'SIGKILL' ? -pid : pid, signal);
		await server.ended;
		this.oldLogs[name] = this.logOf(name);
		this.processes[name].server = undefined;
	}

	/** Whether a worker has noticed that it is to end. */
	isStopping(name: string): boolean {
		return /Received SIGTERM/.test(this.logOf(name));
	}

	/** Starts an ended worker again, as a process manager does. */
	async restart(name: string): Promise<void> {
		await this.run(this.processes[name]);
	}

	async stop(): Promise<void> {
		await Promise.all(Object.values(this.processes).map(async (n8n) => await n8n.stop()));
		await Promise.all(this.servers.map(async (server) => await server.stop()));
	}
}
