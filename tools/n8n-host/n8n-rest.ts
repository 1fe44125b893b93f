/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool */
import { createRequire } from 'node:module';
import path from 'node:path';
import type { IDataObject, IRunData } from 'n8n-workflow';
import { PATIENCE_MS, pollUntil } from '../support/poll';
import { versionDifferences } from './version-differences';

export interface Workflow {
	id: string;
	name: string;
	versionId: string;
}

export interface Credential {
	id: string;
	name: string;
}

/** The data of a run as n8n stores it: errors are plain objects. */
export interface RunData {
	resultData: { runData: IRunData; error?: RunError; lastNodeExecuted: string };
}

export interface RunError {
	name: string;
	message: string;
	description?: string;
	httpCode?: string;
	context?: { itemIndex?: number; details?: IDataObject };
}

/** An execution as a list shows it; `mode` says what started it, e.g. `webhook`. */
export interface ExecutionSummary {
	id: string;
	status: string;
	mode: string;
	workflowId: string;
}

/** An execution that has ended. */
export interface Execution {
	id: string;
	status: string;
	data: RunData;
}

export const owner = Object.freeze({
	email: 'demo@example.com',
	password: 'Demo-only-1',
	firstName: 'Demo',
	lastName: 'Owner',
});

/** A response of n8n above 399. */
export class N8nRestError extends Error {
	constructor(
		message: string,
		readonly status: number,
		readonly body: IDataObject | undefined,
	) {
		super(message);
	}
}

/** n8n's own REST interface, as the editor uses it: one signed-in owner with a cookie. */
export class N8nRest {
	cookie = '';

	readonly url: string;

	/** n8n's format for the data of an execution. */
	private readonly flatted: { parse(text: string): RunData };

	constructor({ url, hostDir }: { url: string; hostDir: string }) {
		this.url = url;
		const manifest = path.join(hostDir, 'node_modules', 'n8n', 'package.json');
		this.flatted = createRequire(manifest)('flatted');
	}

	/**
	 * Resolves to the `data` of n8n's response.
	 *
	 * @param pathname below `/rest`
	 * @throws {N8nRestError} with n8n's own message
	 */
	async call<T>(method: string, pathname: string, body?: unknown): Promise<T> {
		const response = await fetch(`${this.url}/rest${pathname}`, {
			method,
			headers: { 'content-type': 'application/json', cookie: this.cookie },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const cookie = response.headers.get('set-cookie');
		if (cookie) this.cookie = cookie.split(';')[0];
		const text = await response.text();
		const json = parse(text);
		if (!response.ok) {
			const why = typeof json?.message === 'string' ? json.message : text.slice(0, 200);
			const message = `${method} /rest${pathname} returned ${response.status}: ${why}`;
			throw new N8nRestError(message, response.status, json);
		}
		return (json && 'data' in json ? json.data : json) as T;
	}

	async setUpOwner(): Promise<typeof owner> {
		await this.call('POST', '/owner/setup', owner);
		return owner;
	}

	async signIn({ email, password } = owner): Promise<void> {
		await this.call('POST', '/login', { emailOrLdapLoginId: email, password });
	}

	async createCredential(credential: {
		name: string;
		type: string;
		data: object;
	}): Promise<Credential> {
		return await this.call('POST', '/credentials', credential);
	}

	async createWorkflow(workflow: object): Promise<Workflow> {
		return await this.call('POST', '/workflows', { ...workflow, active: false });
	}

	/** From here on the workflow's webhooks and schedules are live. */
	async publish(workflow: Pick<Workflow, 'id' | 'versionId'>): Promise<void> {
		await versionDifferences().publish(this, workflow);
	}

	/**
	 * What a click on "Execute workflow" does. When n8n waits for the trigger, the response differs.
	 */
	async startRun(id: string, triggerName: string): Promise<{ executionId: string }> {
		return await this.call('POST', `/workflows/${id}/run`, {
			...(await versionDifferences().runBody(this, id)),
			triggerToStartFrom: { name: triggerName },
		});
	}

	/** The same, waited for; `timeout` in ms. */
	async runWorkflow(
		id: string,
		triggerName: string,
		{ timeout = PATIENCE_MS } = {},
	): Promise<Execution> {
		const { executionId } = await this.startRun(id, triggerName);
		const hasEnded = async () => !isRunning(await this.statusOf(executionId));
		if (!(await pollUntil(hasEnded, { timeout }))) {
			throw new Error(`Execution ${executionId} is still running after ${timeout} ms`);
		}
		return await this.execution(executionId);
	}

	/** The latest executions that fit a filter, newest first. */
	async executions(filter: { workflowId: string; status?: string[] }): Promise<ExecutionSummary[]> {
		const query = new URLSearchParams({ filter: JSON.stringify(filter) });
		const { results } = await this.call<{ results: ExecutionSummary[] }>(
			'GET',
			`/executions?${query}`,
		);
		return results;
	}

	async statusOf(executionId: string): Promise<string> {
		return (await this.call<{ status: string }>('GET', `/executions/${executionId}`)).status;
	}

	/** Reads an execution that has ended. */
	async execution(id: string): Promise<Execution> {
		const execution = await this.call<Omit<Execution, 'data'> & { data: string }>(
			'GET',
			`/executions/${id}`,
		);
		return { ...execution, data: this.flatted.parse(execution.data) };
	}
}

export function isRunning(status: string): boolean {
	return ['new', 'running', 'waiting'].includes(status);
}

/** What a node put out in a run, as plain objects; `output` 1 is its error branch. */
export function itemsOf<T extends object = IDataObject>(
	{ resultData }: RunData,
	nodeName: string,
	output = 0,
): T[] {
	const runs = resultData.runData[nodeName] ?? [];
	return runs.flatMap(({ data }) => (data?.main?.[output] ?? []).map(({ json }) => json as T));
}

function parse(text: string): IDataObject | undefined {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
