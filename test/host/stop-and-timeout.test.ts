/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test */
import { setTimeout as sleep } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';
import type { Fault } from '../../sandbox';
import { isRunning } from '../../tools/n8n-host/n8n-rest';
import {
	chainOf,
	createBothCredentials,
	martaNode,
	saisonNode,
	startEditorWorld,
	type Reference,
	type World,
} from './world';

jest.setTimeout(600_000);
let world: World;
let saison: Reference;
let marta: Reference;

beforeAll(async () => {
	world = await startEditorWorld();
	({ saison, marta } = await createBothCredentials(world));
});
afterAll(async () => await world?.stop());

const OPTIONS = { maxConcurrentRequests: 5, timeout: 60_000 };

function node(service: 'saison' | 'marta', options: object, goesOn: boolean): INode {
	const more = goesOn ? { onError: 'continueRegularOutput' as const } : {};
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
	const { rest } = world.n8n;
	const items = Array.from({ length: count }, (_, index) => ({ index }));
	const workflow = await rest.createWorkflow(chainOf(items, [tested]));
	const { executionId } = await rest.startRun(workflow.id, 'Start');
	return executionId;
}

async function until(what: () => boolean | Promise<boolean>, limitMs: number): Promise<number> {
	const start = Date.now();
	while (!(await what())) {
		if (Date.now() - start > limitMs) return Infinity;
		await sleep(20);
	}
	return Date.now() - start;
}

async function statusOf(executionId: string): Promise<string> {
	return await world.n8n.rest.statusOf(executionId);
}

async function ended(executionId: string): Promise<void> {
	await until(async () => !isRunning(await statusOf(executionId)), 30_000);
}

/** Until the stored session is good, so that the fault meets the calls alone. */
async function warmUp(service: 'saison' | 'marta'): Promise<void> {
	await ended(await begin(1, node(service, {}, false)));
}

describe.each(['saison', 'marta'] as const)('stopping an execution: %s', (service) => {
	beforeAll(async () => await warmUp(service));
	afterEach(() => world.sandbox[service].faults({ clear: true }));

	it.each([
		['requests hang', { kind: 'hang' }, 5],
		['requests hang and the node continues on failures', { kind: 'hang' }, 5],
		// The first answer holds the run: the others may not have started by then.
		['the run waits to repeat', { kind: 'status', status: 429, retryAfter: 30, body: {} }, 1],
	] as Array<[string, Fault, number]>)(
		'while %s: nothing stays open, nothing starts',
		async (name, fault, atLeast) => {
			const server = world.sandbox[service];
			server.faults({ fault, times: 0 });
			const before = server.counts().total;
			const executionId = await begin(40, node(service, OPTIONS, name.includes('continues')));
			const arrived = (): number => server.counts().total - before;
			expect(await until(() => arrived() >= atLeast, 20_000)).not.toBe(Infinity);
			await sleep(300);
			const sent = arrived();
			expect(sent).toBeLessThanOrEqual(5);
			if (fault.kind === 'hang') expect(server.counts().open.requests).toBe(5);

			await world.n8n.rest.call('POST', `/executions/${executionId}/stop`);
			expect(await until(() => server.counts().open.requests === 0, 5000)).toBeLessThan(1500);
			await sleep(2000);
			expect(arrived()).toBe(sent);
			expect(server.counts().open.requests).toBe(0);
			expect(await statusOf(executionId)).toBe('canceled');
		},
	);

	it('leaves n8n and the credential usable', async () => {
		const executionId = await begin(3, node(service, OPTIONS, false));
		await ended(executionId);
		expect(await statusOf(executionId)).toBe('success');
	});

	it('a time-out says which item and how long', async () => {
		const server = world.sandbox[service];
		server.faults({ fault: { kind: 'hang' }, skip: 2 });
		const { rest } = world.n8n;
		const options = { maxConcurrentRequests: 1, timeout: 1200 };
		const executionId = await begin(4, node(service, options, false));
		await ended(executionId);
		const { error } = (await rest.execution(executionId)).data.resultData;
		expect(error?.message).toMatch(/did not answer within 1200 ms\. \[item 2\]$/);
		expect(error?.context).toMatchObject({ itemIndex: 2, details: { reason: 'timeout' } });
		expect(await until(() => server.counts().open.requests === 0, 2000)).not.toBe(Infinity);
	});
});
