'use strict';

const { randomBytes } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { N8n } = require('../n8n-host/n8n.cjs');
const { installPackage } = require('../n8n-host/package-folder.cjs');
const { choosePort } = require('../support/ports.cjs');
const { queueEnv, shortLocks } = require('./env.cjs');
const { notePid } = require('./pids.cjs');
const { startPostgres, startRedis } = require('./servers.cjs');

const workerNames = ['worker 1', 'worker 2'];

/**
 * n8n in queue mode: Redis, PostgreSQL, a main process, a webhook process and two workers, all in one folder,
 * each n8n with a user folder and a copy of the package of its own.
 */
class QueueCluster {
	/**
	 * @param {{
	 *   host: { dir: string, node: string, n8n: string }, tarball: string, folder: string,
	 *   binaries: { redisServer: string, initdb: string, postgres: string }, env?: Record<string, string>,
	 * }} options
	 */
	static async start(options) {
		const cluster = new QueueCluster(options);
		try {
			await cluster.#start();
			return cluster;
		} catch (error) {
			await cluster.stop();
			throw error;
		}
	}

	constructor({ host, tarball, folder, binaries, env = shortLocks }) {
		Object.assign(this, { host, tarball, folder, binaries, extraEnv: env });
		this.encryptionKey = randomBytes(24).toString('hex');
		/** @type {Array<{ stop: () => Promise<unknown> }>} */
		this.servers = [];
		/** @type {Record<string, import('../n8n-host/n8n.cjs').N8n>} */
		this.processes = {};
		/** What worker processes that have ended had logged. */
		this.oldLogs = Object.fromEntries(workerNames.map((name) => [name, '']));
	}

	get main() {
		return this.processes.main;
	}

	get webhook() {
		return this.processes.webhook;
	}

	async #start() {
		// PostgreSQL runs as a user of its own and must get through to its folder.
		fs.chmodSync(this.folder, 0o711);
		const at = (name) => path.join(this.folder, name);
		this.redis = await this.#keep(startRedis(this.binaries, at('redis')));
		this.postgres = await this.#keep(startPostgres(this.binaries, at('postgres')));
		this.webhookPort = await choosePort();
		// The first one creates the tables.
		await this.#add('main', ['start'], await choosePort());
		await Promise.all([
			this.#add('webhook', ['webhook'], this.webhookPort),
			...workerNames.map(async (name) =>
				this.#add(name, ['worker', '--concurrency=10'], await choosePort()),
			),
		]);
	}

	async #keep(starting) {
		const server = await starting;
		this.servers.push(server);
		notePid(this.folder, server.pid);
		return server;
	}

	async #add(name, command, port) {
		const { host, encryptionKey, webhookPort, redis, postgres, extraEnv } = this;
		const userFolder = path.join(this.folder, name.replace(' ', '-'));
		const queue = { name, port, encryptionKey, webhookPort, redis, postgres };
		const env = { ...queueEnv(queue), ...extraEnv };
		const n8n = await N8n.create({ host, userFolder, port, command, env });
		this.processes[name] = n8n;
		await installPackage(this.tarball, n8n.dataFolder);
		await this.#run(n8n);
	}

	async #run(n8n) {
		const ready = n8n.start();
		notePid(this.folder, n8n.server.child.pid);
		await ready;
	}

	/** Which worker took an execution, by what the workers have logged. */
	workerOf(executionId) {
		const line = new RegExp(`Worker started execution ${executionId} \\(`);
		return workerNames.find((name) => line.test(this.logOf(name)));
	}

	/** How many executions each worker has taken. */
	executionsPerWorker() {
		const count = (name) =>
			[...this.logOf(name).matchAll(/Worker started execution \d+ \(/g)].length;
		return Object.fromEntries(workerNames.map((name) => [name, count(name)]));
	}

	logOf(name) {
		return `${this.oldLogs[name]}\n${this.processes[name].server?.stdout ?? ''}`;
	}

	/** As if the machine had lost its power. */
	async kill(name) {
		await this.#end(name, 'SIGKILL');
	}

	/** Asks a worker to end, as a deployment does, and waits until it has. */
	async terminate(name) {
		await this.#end(name, 'SIGTERM');
	}

	async #end(name, signal) {
		const { server } = this.processes[name];
		process.kill(signal === 'SIGKILL' ? -server.child.pid : server.child.pid, signal);
		await server.ended;
		this.oldLogs[name] = this.logOf(name);
		this.processes[name].server = undefined;
	}

	/** Starts an ended worker again, as a supervisor does. */
	async restart(name) {
		await this.#run(this.processes[name]);
	}

	async stop() {
		await Promise.all(Object.values(this.processes).map((n8n) => n8n.stop()));
		await Promise.all(this.servers.map((server) => server.stop()));
	}
}

module.exports = { QueueCluster, workerNames };
