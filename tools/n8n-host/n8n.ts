/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
	endAtOnce,
	lastLine,
	start,
	stop,
	type ChildEnd,
	type StartedChild,
} from '../support/child-process';
import { PATIENCE_MS, pollUntil } from '../support/poll';
import { choosePort } from '../support/ports';
import { UserError } from '../support/user-error';
import { startFromEmptyDatabase } from './empty-database';
import { N8nCli, type N8nCliOptions, type RunnableHost } from './n8n-cli';
import { N8nRest } from './n8n-rest';

export interface N8nOptions {
	host: RunnableHost;
	/** A temporary folder when absent. */
	userFolder?: string;
	/** Must be free. */
	port?: number;
	/** Taken when it is free; without it, any free port. */
	preferredPort?: number;
	/** Added to n8n's environment. */
	env?: Record<string, string>;
	/** What `start()` runs, with its arguments. */
	command?: string[];
}

/** Of `n8n start`, `n8n webhook` and `n8n worker`. */
const startedLine =
	/Editor is now accessible|Webhook listener waiting for requests|n8n worker is now ready/;

/** One n8n of its own. `rest` needs a started one. Nothing it starts outlives this process. */
export class N8n extends N8nCli {
	readonly rest: N8nRest;

	/** The running n8n, from `start()` to `stop()`. */
	server: StartedChild | undefined;

	static async create(options: N8nOptions): Promise<N8n> {
		const { host, port, preferredPort, env = {}, command = ['start'] } = options;
		const ownsFolder = options.userFolder === undefined;
		const n8n = new N8n(
			{
				host,
				userFolder:
					options.userFolder ?? fs.mkdtempSync(path.join(os.tmpdir(), 'saison-marta-n8n-')),
				port: await choosePort({ demanded: port, preferred: preferredPort }),
				brokerPort: await choosePort(),
				env,
			},
			command,
			ownsFolder,
		);
		startFromEmptyDatabase(host.dir, n8n.dataFolder);
		return n8n;
	}

	private constructor(
		options: N8nCliOptions,
		private readonly command: string[],
		private readonly ownsFolder: boolean,
	) {
		super(options);
		this.rest = new N8nRest({ url: this.url, hostDir: options.host.dir });
	}

	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/**
	 * When this resolves the process lives, its database and REST interface respond, and the webhooks of published
	 * workflows named here (by their path) are registered. `timeout` in ms.
	 *
	 * @throws {UserError} when n8n ends or is not ready in time
	 */
	async start({
		webhooks = [],
		timeout = PATIENCE_MS,
	}: { webhooks?: string[]; timeout?: number } = {}): Promise<void> {
		let sawLine = false;
		const server = start(this.host.node, [this.host.n8n, ...this.command], {
			cwd: this.userFolder,
			env: this.env,
			onLine: (line) => (sawLine ||= startedLine.test(line)),
		});
		this.server = server;
		const isReady = async () => {
			if (server.end) throw this.startFailure(server);
			return sawLine && (await this.isReady());
		};
		if (!(await pollUntil(isReady, { timeout }))) {
			await this.stop();
			throw new UserError(`n8n was not ready after ${timeout / 1000} s: ${lastLine(server)}`);
		}
		for (const webhook of webhooks) await this.waitForWebhook(webhook);
	}

	webhookUrl(webhookPath: string): string {
		return `${this.url}/webhook/${webhookPath}`;
	}

	/** The production URL of a form. */
	formUrl(formPath: string): string {
		return `${this.url}/form/${formPath}`;
	}

	/** As with webhooks; n8n shows a page of its own with status 404 until then. */
	async waitForForm(formPath: string): Promise<void> {
		const isRegistered = async () => (await fetch(this.formUrl(formPath))).status !== 404;
		if (!(await pollUntil(isRegistered))) {
			throw new Error(`n8n did not register the form ${formPath}`);
		}
	}

	/** n8n registers webhooks shortly after it says it is ready, and after its response to a publish. */
	async waitForWebhook(webhookPath: string): Promise<void> {
		// A method that the webhook does not have: starts nothing, and the error tells whether the path is known.
		const isRegistered = async () => {
			const response = await fetch(this.webhookUrl(webhookPath), { method: 'PATCH' });
			return /not registered for PATCH/.test(await response.text());
		};
		if (!(await pollUntil(isRegistered))) {
			throw new Error(`n8n did not register the webhook ${webhookPath}`);
		}
	}

	async stop(): Promise<void> {
		if (this.server) await stop(this.server);
		this.server = undefined;
	}

	/** Ends it as if the machine had lost its power. */
	async kill(): Promise<void> {
		if (!this.server) return;
		endAtOnce(this.server);
		await this.server.ended;
		this.server = undefined;
	}

	/** Stops, and removes the user folder if it is a temporary one. */
	async dispose(): Promise<void> {
		await this.stop();
		if (this.ownsFolder) {
			fs.rmSync(this.userFolder, { recursive: true, force: true, maxRetries: 3 });
		}
	}

	/** What the running n8n has logged. */
	get log(): string {
		return this.server?.output ?? '';
	}

	/** Resolves when the running n8n ends by itself or is stopped. */
	get ended(): Promise<ChildEnd> | undefined {
		return this.server?.ended;
	}

	private async isReady(): Promise<boolean> {
		try {
			const response = await fetch(`${this.url}/healthz/readiness`, {
				signal: AbortSignal.timeout(10_000),
			});
			return response.status === 200;
		} catch {
			return false;
		}
	}

	private startFailure({ output }: StartedChild): UserError {
		this.server = undefined;
		const port = /port (\d+) is already in use|EADDRINUSE.*?:(\d+)/.exec(output);
		if (port) {
			const number = port[1] ?? port[2];
			return new UserError(`Port ${number} was just taken by another program. Start again.`);
		}
		if (/Cannot find module|MODULE_NOT_FOUND/.test(output) && output.includes(this.host.dir)) {
			return new UserError(`The cached n8n is damaged. Remove ${this.host.dir} and start again.`);
		}
		return new UserError(`n8n ended while starting: ${lastLine({ output })}`);
	}
}
