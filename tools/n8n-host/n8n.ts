'use strict';

const { randomBytes } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { run, start, stop } = require('../support/child.cjs');
const { PlainError } = require('../support/plain-error.cjs');
const { choosePort } = require('../support/ports.cjs');
const { dialect } = require('./dialect.cjs');
const { startFromEmptyDatabase } = require('./empty-database.cjs');
const { n8nEnv } = require('./n8n-env.cjs');
const { N8nRest } = require('./n8n-rest.cjs');

/** Of `n8n start`, `n8n webhook` and `n8n worker`. */
const startedLine =
	/Editor is now accessible|Webhook listener waiting for requests|n8n worker is now ready/;

/**
 * One n8n with a user folder (database, packages) of its own. `cli()` works with and without `start()`;
 * `rest` needs a started one. Nothing it starts outlives this process.
 */
class N8n {
	/**
	 * A `port` that was demanded must be free; else it is `preferredPort` or any free one. Without `userFolder`
	 * there is a temporary one; `env` is added to n8n's environment. `command` is what `start()` runs.
	 *
	 * @param {{
	 *   host: { dir: string, node: string, n8n: string },
	 *   userFolder?: string, port?: number, preferredPort?: number, env?: Record<string, string>,
	 *   command?: string[],
	 * }} options
	 */
	static async create({ host, userFolder, port, preferredPort, env = {}, command = ['start'] }) {
		const folder = userFolder ?? fs.mkdtempSync(path.join(os.tmpdir(), 'saison-marta-n8n-'));
		const n8n = new N8n({
			host,
			userFolder: folder,
			ownsFolder: userFolder === undefined,
			port: await choosePort({ demanded: port, preferred: preferredPort }),
			brokerPort: await choosePort(),
			extraEnv: env,
			command,
		});
		startFromEmptyDatabase(host.dir, n8n.dataFolder);
		return n8n;
	}

	constructor({ host, userFolder, ownsFolder, port, brokerPort, extraEnv, command }) {
		this.host = host;
		this.userFolder = userFolder;
		this.ownsFolder = ownsFolder;
		this.port = port;
		this.brokerPort = brokerPort;
		this.extraEnv = extraEnv;
		this.command = command;
		this.encryptionKey = extraEnv.N8N_ENCRYPTION_KEY ?? randomBytes(24).toString('hex');
		this.rest = new N8nRest({ url: this.url, hostDir: host.dir });
		this.server = undefined;
	}

	get url() {
		return `http://127.0.0.1:${this.port}`;
	}

	/** Where n8n keeps its own data, and looks for community packages (`nodes/node_modules`). */
	get dataFolder() {
		return path.join(this.userFolder, '.n8n');
	}

	get env() {
		const { userFolder, port, brokerPort, encryptionKey, extraEnv } = this;
		return n8nEnv({ userFolder, port, brokerPort, encryptionKey, extra: extraEnv });
	}

	/**
	 * `n8n <args>` run to its end: `{ code, stdout, stderr, output }`.
	 *
	 * @param {string[]} args
	 * @param {{ timeout?: number, env?: Record<string, string> }} [options]
	 */
	async cli(args, { timeout = 120_000, env } = {}) {
		return await run(this.host.node, [this.host.n8n, ...args], {
			cwd: this.userFolder,
			env: { ...this.env, N8N_RUNNERS_BROKER_PORT: String(await choosePort()), ...env },
			timeout,
		});
	}

	async importCredentials(credentials) {
		await this.#import('credentials', credentials);
	}

	async importWorkflows(workflows) {
		await this.#import('workflow', workflows);
	}

	async exportCredentials() {
		const file = path.join(this.userFolder, `export-${randomBytes(4).toString('hex')}.json`);
		try {
			mustSucceed(
				await this.cli(['export:credentials', '--all', '--decrypted', `--output=${file}`]),
			);
			return JSON.parse(fs.readFileSync(file, 'utf8'));
		} finally {
			fs.rmSync(file, { force: true });
		}
	}

	/** Takes effect at the next start. */
	async publish(workflowId) {
		mustSucceed(await this.cli(dialect().publishCommand(workflowId)));
	}

	/**
	 * `n8n execute`: `{ ok, data, output }` with the run's data (see `itemsOf`), also of a run that failed.
	 *
	 * @param {string} workflowId
	 * @param {{ timeout?: number, env?: Record<string, string> }} [options]
	 */
	async execute(workflowId, options) {
		const end = await this.cli(['execute', `--id=${workflowId}`, '--rawOutput'], options);
		const json = /^\{\r?\n[\s\S]*?^\}/m.exec(end.stdout)?.[0];
		if (!json)
			throw new Error(
				`n8n execute printed no data (exit code ${end.code}):\n${end.output.slice(-2000)}`,
			);
		const { data } = JSON.parse(json);
		return { ok: !data.resultData.error, data, output: end.output };
	}

	/**
	 * When this returns the process lives, its database and REST interface answer, and the webhooks of
	 * published workflows named here (by their path) are registered.
	 *
	 * @param {{ webhooks?: string[], timeout?: number }} [options]
	 */
	async start({ webhooks = [], timeout = 120_000 } = {}) {
		let sawLine = false;
		const server = start(this.host.node, [this.host.n8n, ...this.command], {
			cwd: this.userFolder,
			env: this.env,
			onLine: (line) => (sawLine ||= startedLine.test(line)),
		});
		this.server = server;
		const giveUp = Date.now() + timeout;
		while (!(sawLine && (await this.#isReady()))) {
			if (server.end) throw this.#startFailure(server.output);
			if (Date.now() > giveUp) {
				await this.stop();
				throw new PlainError(
					`n8n was not ready after ${timeout / 1000} s: ${lastLine(server.output)}`,
				);
			}
			await pause();
		}
		for (const webhook of webhooks) await this.waitForWebhook(webhook);
	}

	webhookUrl(webhookPath) {
		return `${this.url}/webhook/${webhookPath}`;
	}

	/** n8n registers webhooks shortly after it says it is ready, and after a publish has been answered. */
	async waitForWebhook(webhookPath, { timeout = 20_000 } = {}) {
		const giveUp = Date.now() + timeout;
		// A method that the webhook does not have: starts nothing, and the refusal tells whether the path is known.
		for (;;) {
			const answer = await fetch(this.webhookUrl(webhookPath), { method: 'PATCH' });
			if (/not registered for PATCH/.test(await answer.text())) return;
			if (Date.now() > giveUp) throw new Error(`n8n did not register the webhook ${webhookPath}`);
			await pause();
		}
	}

	async stop() {
		if (this.server) await stop(this.server);
		this.server = undefined;
	}

	/** Stops, and removes the user folder if it is a temporary one. */
	async dispose() {
		await this.stop();
		if (this.ownsFolder)
			fs.rmSync(this.userFolder, { recursive: true, force: true, maxRetries: 3 });
	}

	/** What the running n8n has logged. */
	get log() {
		return this.server?.output ?? '';
	}

	/** The promise that resolves when the running n8n ends by itself or is stopped. */
	get ended() {
		return this.server?.ended;
	}

	async #import(kind, entries) {
		const file = path.join(this.userFolder, `import-${randomBytes(4).toString('hex')}.json`);
		fs.writeFileSync(file, JSON.stringify(entries), { mode: 0o600 });
		try {
			mustSucceed(await this.cli([`import:${kind}`, `--input=${file}`]));
		} finally {
			fs.rmSync(file, { force: true });
		}
	}

	async #isReady() {
		try {
			const answer = await fetch(`${this.url}/healthz/readiness`, {
				signal: AbortSignal.timeout(2000),
			});
			return answer.status === 200;
		} catch {
			return false;
		}
	}

	#startFailure(output) {
		this.server = undefined;
		const port = /port (\d+) is already in use|EADDRINUSE.*?:(\d+)/.exec(output);
		if (port)
			return new PlainError(
				`Port ${port[1] ?? port[2]} was taken by another program just now. Start again.`,
			);
		if (/Cannot find module|MODULE_NOT_FOUND/.test(output) && output.includes(this.host.dir)) {
			return new PlainError(`The cached n8n is damaged. Remove ${this.host.dir} and start again.`);
		}
		return new PlainError(`n8n ended while starting: ${lastLine(output)}`);
	}
}

function pause() {
	return new Promise((resolve) => setTimeout(resolve, 100));
}

function mustSucceed(end) {
	if (end.code !== 0)
		throw new Error(`n8n ended with code ${end.code}:\n${end.output.slice(-2000)}`);
}

function lastLine(output) {
	return output.trim().split('\n').pop();
}

module.exports = { N8n };
