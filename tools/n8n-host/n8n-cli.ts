/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { run, type FinishedChild } from '../support/child-process';
import { choosePort } from '../support/ports';
import { n8nEnv } from './n8n-env';
import type { RunData } from './n8n-rest';
import type { Host } from './paths';
import { versionDifferences } from './version-differences';

export type RunnableHost = Omit<Host, 'version'>;

/** A credential with its data in plain text. */
export interface ExportedCredential {
	id: string;
	name: string;
	type: string;
	data: IDataObject;
}

export interface N8nCliOptions {
	host: RunnableHost;
	userFolder: string;
	port: number;
	brokerPort: number;
	/** Added to n8n's environment. */
	env: Record<string, string>;
}

interface CliOptions {
	/** In ms. */
	timeout?: number;
	env?: Record<string, string>;
}

/** n8n's command line with a user folder (database, packages) of its own. */
export class N8nCli {
	readonly host: RunnableHost;

	readonly userFolder: string;

	readonly port: number;

	readonly encryptionKey: string;

	private readonly brokerPort: number;

	private readonly extraEnv: Record<string, string>;

	constructor({ host, userFolder, port, brokerPort, env }: N8nCliOptions) {
		this.host = host;
		this.userFolder = userFolder;
		this.port = port;
		this.brokerPort = brokerPort;
		this.extraEnv = env;
		this.encryptionKey = env.N8N_ENCRYPTION_KEY ?? randomBytes(24).toString('hex');
	}

	/** Where n8n keeps its own data, and looks for community packages (`nodes/node_modules`). */
	get dataFolder(): string {
		return path.join(this.userFolder, '.n8n');
	}

	/** The only folder that workflows may read and write files in. */
	get filesFolder(): string {
		const folder = path.join(fs.realpathSync(this.userFolder), 'files');
		fs.mkdirSync(folder, { recursive: true });
		return folder;
	}

	get env(): NodeJS.ProcessEnv {
		const { userFolder, filesFolder, port, brokerPort, encryptionKey, extraEnv } = this;
		return n8nEnv({ userFolder, filesFolder, port, brokerPort, encryptionKey, extra: extraEnv });
	}

	/** `n8n <args>`, run to its end. */
	async cli(args: string[], { timeout = 120_000, env }: CliOptions = {}): Promise<FinishedChild> {
		return await run(this.host.node, [this.host.n8n, ...args], {
			cwd: this.userFolder,
			env: { ...this.env, N8N_RUNNERS_BROKER_PORT: String(await choosePort()), ...env },
			timeout,
		});
	}

	async importCredentials(credentials: object[]): Promise<void> {
		await this.import('credentials', credentials);
	}

	async importWorkflows(workflows: object[]): Promise<void> {
		await this.import('workflow', workflows);
	}

	async exportCredentials(): Promise<ExportedCredential[]> {
		return await this.withFile('export', async (file) => {
			await this.mustRun(['export:credentials', '--all', '--decrypted', `--output=${file}`]);
			return JSON.parse(fs.readFileSync(file, 'utf8'));
		});
	}

	/** Takes effect at the next start. */
	async publish(workflowId: string): Promise<void> {
		await this.mustRun(versionDifferences().publishCommand(workflowId));
	}

	/** `n8n execute`: resolves to the run's data (see `itemsOf`), also of a run that failed. */
	async execute(
		workflowId: string,
		options?: CliOptions,
	): Promise<{ ok: boolean; data: RunData; output: string }> {
		const end = await this.cli(['execute', `--id=${workflowId}`, '--rawOutput'], options);
		const json = /^\{\r?\n[\s\S]*?^\}/m.exec(end.stdout)?.[0];
		if (!json) {
			throw new Error(
				`n8n execute printed no data (exit code ${end.code}):\n${end.output.slice(-2000)}`,
			);
		}
		const { data } = JSON.parse(json);
		return { ok: !data.resultData.error, data, output: end.output };
	}

	private async import(kind: string, entries: object[]): Promise<void> {
		await this.withFile('import', async (file) => {
			fs.writeFileSync(file, JSON.stringify(entries), { mode: 0o600 });
			await this.mustRun([`import:${kind}`, `--input=${file}`]);
		});
	}

	private async withFile<T>(name: string, use: (file: string) => Promise<T>): Promise<T> {
		const file = path.join(this.userFolder, `${name}-${randomBytes(4).toString('hex')}.json`);
		try {
			return await use(file);
		} finally {
			fs.rmSync(file, { force: true });
		}
	}

	private async mustRun(args: string[]): Promise<void> {
		const { code, output } = await this.cli(args);
		if (code !== 0) throw new Error(`n8n ended with code ${code}:\n${output.slice(-2000)}`);
	}
}
