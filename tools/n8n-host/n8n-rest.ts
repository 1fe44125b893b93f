'use strict';

const { createRequire } = require('node:module');
const path = require('node:path');
const { dialect } = require('./dialect.cjs');

const owner = Object.freeze({
	email: 'demo@example.com',
	password: 'Demo-only-1',
	firstName: 'Demo',
	lastName: 'Owner',
});

/** n8n's own REST interface, as the editor uses it: one signed-in owner with a cookie. */
class N8nRest {
	constructor({ url, hostDir }) {
		this.url = url;
		this.cookie = '';
		// n8n stores an execution's data in this format.
		this.flatted = createRequire(path.join(hostDir, 'node_modules', 'n8n', 'package.json'))(
			'flatted',
		);
	}

	/**
	 * Gives the answer's `data`; an answer above 399 is thrown with n8n's own message, `status` and `body`.
	 *
	 * @param {string} method
	 * @param {string} pathname below `/rest`
	 * @param {unknown} [body]
	 * @returns {Promise<any>}
	 */
	async call(method, pathname, body) {
		const answer = await fetch(`${this.url}/rest${pathname}`, {
			method,
			headers: { 'content-type': 'application/json', cookie: this.cookie },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const cookie = answer.headers.get('set-cookie');
		if (cookie) this.cookie = cookie.split(';')[0];
		const text = await answer.text();
		const json = parse(text);
		if (!answer.ok) {
			const error = new Error(
				`${method} /rest${pathname} answered ${answer.status}: ${json?.message ?? text.slice(0, 200)}`,
			);
			throw Object.assign(error, { status: answer.status, body: json });
		}
		return json && 'data' in json ? json.data : json;
	}

	async setUpOwner() {
		await this.call('POST', '/owner/setup', owner);
		return owner;
	}

	async signIn({ email, password } = owner) {
		return await this.call('POST', '/login', { emailOrLdapLoginId: email, password });
	}

	async createCredential({ name, type, data }) {
		return await this.call('POST', '/credentials', { name, type, data });
	}

	async createWorkflow(workflow) {
		return await this.call('POST', '/workflows', { ...workflow, active: false });
	}

	/** From here on the workflow's webhooks and schedules are live. */
	async publish(workflow) {
		return await dialect().publish(this, workflow);
	}

	/**
	 * What a click on "Execute workflow" does.
	 *
	 * @returns {Promise<{ executionId: string }>} or that n8n waits for the trigger
	 */
	async startRun(id, triggerName) {
		return await this.call('POST', `/workflows/${id}/run`, {
			...(await dialect().runBody(this, id)),
			triggerToStartFrom: { name: triggerName },
		});
	}

	/** The same, waited for: `{ id, status, data }` with the run's data. */
	async runWorkflow(id, triggerName, { timeout = 60_000 } = {}) {
		const { executionId } = await this.startRun(id, triggerName);
		const giveUp = Date.now() + timeout;
		for (;;) {
			const execution = await this.call('GET', `/executions/${executionId}`);
			if (!['new', 'running', 'waiting'].includes(execution.status)) {
				return { ...execution, data: this.flatted.parse(execution.data) };
			}
			if (Date.now() > giveUp)
				throw new Error(`Execution ${executionId} still runs after ${timeout} ms`);
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
	}
}

/**
 * What a node put out in a run, as plain objects; `output` 1 is its error branch.
 *
 * @returns {any[]}
 */
function itemsOf(runData, nodeName, output = 0) {
	const runs = runData.resultData.runData[nodeName] ?? [];
	return runs.flatMap((run) => (run.data?.main?.[output] ?? []).map((item) => item.json));
}

function parse(text) {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

module.exports = { N8nRest, itemsOf, owner };
