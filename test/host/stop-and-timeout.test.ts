import type { INode } from 'n8n-workflow';
import type { Fault } from '../../sandbox';
import { isRunning } from '../../tools/n8n-host/n8n-rest';
import { pollUntil } from '../../tools/support/poll';
import { PATIENCE_MS } from './gate';
import {
	chainOf,
	createBothCredentials,
	martaNode,
	saisonNode,
	startEditorEnvironment,
	type Reference,
	type Environment,
} from './environment';

jest.setTimeout(600_000);
let environment: Environment;
let saison: Reference;
let marta: Reference;

beforeAll(async () => {
	environment = await startEditorEnvironment();
	({ saison, marta } = await createBothCredentials(environment));
});
afterAll(async () => await environment?.stop());

const OPTIONS = { maxConcurrentRequests: 5, timeout: 600_000 };

function node(service: 'saison' | 'marta', options: object, continues: boolean): INode {
	const more = continues ? { onError: 'continueRegularOutput' as const } : {};
	if (service === 'saison') {
		const parameters = { resource: 'member', operation: 'getAttributes', options };
		return saisonNode(saison, parameters as INode['parameters'], more);
	}
	const parameters = {
		resource: 'card',
		operation: 'check',
		lookupBy: 'card',
		value: '2990000000001',
		options,
	};
	return martaNode(marta, parameters as INode['parameters'], more);
}

async function begin(count: number, tested: INode): Promise<string> {
	const { rest } = environment.n8n;
	const items = Array.from({ length: count }, (_, index) => ({ index }));
	const workflow = await rest.createWorkflow(chainOf(items, [tested]));
	const { executionId } = await rest.startRun(workflow.id, 'Start');
	return executionId;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<boolean> {
	return await pollUntil(condition, { timeout: PATIENCE_MS, interval: 20 });
}

async function statusOf(executionId: string): Promise<string> {
	return await environment.n8n.rest.statusOf(executionId);
}

async function ended(executionId: string): Promise<void> {
	await until(async () => !isRunning(await statusOf(executionId)));
}

/** Until the stored session is good, so that the fault meets the calls alone. */
async function warmUp(service: 'saison' | 'marta'): Promise<void> {
	await ended(await begin(1, node(service, {}, false)));
}

describe.each(['saison', 'marta'] as const)('stopping an execution: %s', (service) => {
	beforeAll(async () => await warmUp(service));
	afterEach(() => environment.sandbox[service].faults({ clear: true }));

	it.each([
		['requests hang', { kind: 'hang' }, 5],
		['requests hang and the node continues on failures', { kind: 'hang' }, 5],
		// The first response pauses the run: the others may not have started by then.
		['the run waits to retry', { kind: 'status', status: 429, retryAfter: 30, body: {} }, 1],
	] as Array<[string, Fault, number]>)(
		'while %s: nothing stays open, nothing starts, n8n stays usable',
		async (name, fault, atLeast) => {
			const server = environment.sandbox[service];
			server.faults({ fault, times: 0 });
			const before = server.counts().total;
			const executionId = await begin(40, node(service, OPTIONS, name.includes('continues')));
			const arrived = (): number => server.counts().total - before;
			expect(await until(() => arrived() >= atLeast)).toBe(true);
			if (fault.kind === 'hang') expect(server.counts().open.requests).toBe(5);

			await environment.n8n.rest.call('POST', `/executions/${executionId}/stop`);
			// Hanging requests end with the run, long before their own time limit of ten minutes.
			expect(await until(() => server.counts().open.requests === 0)).toBe(true);
			expect(await statusOf(executionId)).toBe('canceled');
			const sent = arrived();
			expect(sent).toBeLessThanOrEqual(5);

			// In the time of another run, with the same credential, the stopped one sends nothing.
			server.faults({ clear: true });
			const other = await begin(3, node(service, OPTIONS, false));
			await ended(other);
			expect(await statusOf(other)).toBe('success');
			expect(arrived()).toBe(sent + 3);
			expect(server.counts().open.requests).toBe(0);
			expect(await statusOf(executionId)).toBe('canceled');
		},
	);

	it('a time-out says which item and how long', async () => {
		const server = environment.sandbox[service];
		server.faults({ fault: { kind: 'hang' }, skip: 2 });
		const { rest } = environment.n8n;
		// Short only for the item that waits in vain.
		const timeout = '={{ $json.index === 2 ? 2000 : 600000 }}';
		const options = { maxConcurrentRequests: 1, timeout };
		const executionId = await begin(4, node(service, options, false));
		await ended(executionId);
		const { error } = (await rest.execution(executionId)).data.resultData;
		expect(error?.message).toMatch(/did not respond within 2000 ms\. \[item 2\]$/);
		expect(error?.context).toMatchObject({ itemIndex: 2, details: { reason: 'timeout' } });
		expect(await until(() => server.counts().open.requests === 0)).toBe(true);
	});
});
