import type { RecordedRequest } from '../../sandbox';
import type { ExecutionSummary } from '../../tools/n8n-host/n8n-rest';
import { pauseUntil } from '../host/gate';
import {
	call,
	checkCard,
	ECHO,
	echo,
	publishChain,
	type Called,
	type Published,
} from './workflows';
import { executionsOf, workerNames, type QueueEnvironment } from './environment';

export const CALLS = 200;
export const AT_ONCE = 20;

export interface Load {
	responses: Called[];
	seconds: number;
	/** The call's number in each write that the sandbox saw. */
	written: number[];
	/** Those of the first calls as well. */
	executions: ExecutionSummary[];
}

/** Every call checks a card (MARTA) and then writes (Saison Connect). */
export async function publishLoad(environment: QueueEnvironment): Promise<Published> {
	const field = "$('Webhook').item.json.body.call";
	const nodes = [checkCard(environment.marta), echo(environment.saison, 'POST', { field })];
	return await publishChain(environment, 'load', nodes);
}

/** No worker has a token, and no login gets a response before all calls wait for the logins of both workers. */
export async function runFirstCalls(
	environment: QueueEnvironment,
	{ path }: Published,
): Promise<Called[]> {
	const { saison, marta } = environment.sandbox;
	const bothCame = (paused: number): boolean => paused === workerNames.length;
	const allStarted = (): boolean => sum(environment.cluster.executionsPerWorker()) === AT_ONCE;
	const logins = pauseUntil(
		marta,
		{ match: { path: '/auth' }, times: 0 },
		(paused) => bothCame(paused) && allStarted(),
	);
	const exchanges = pauseUntil(saison, { match: { path: '/auth/token' }, times: 0 }, bothCame);
	const calls = Array.from({ length: AT_ONCE }, async (_, number) => {
		return await call(environment, path, { call: -1 - number });
	});
	const responses = await Promise.all(calls);
	await Promise.all([logins, exchanges]);
	return responses;
}

function sum(counts: Record<string, number>): number {
	return Object.values(counts).reduce((total, count) => total + count, 0);
}

export async function runLoad(environment: QueueEnvironment, workflow: Published): Promise<Load> {
	const { sandbox } = environment;
	const from = lastNumber(environment);
	sandbox.saison.settings({ delayMs: 20 });
	sandbox.marta.settings({ delayMs: 20 });
	const responses: Called[] = [];
	const began = Date.now();
	let next = 0;
	const caller = async (): Promise<void> => {
		while (next < CALLS) {
			const number = next++;
			responses[number] = await call(environment, workflow.path, { call: number });
		}
	};
	// At first, calls go on only when all are open, which both workers together can take: neither goes without.
	const filled = fillWorkers(environment, CALLS / 5 / (AT_ONCE / workerNames.length));
	await Promise.all(Array.from({ length: AT_ONCE }, caller));
	await filled;
	const seconds = (Date.now() - began) / 1000;
	sandbox.saison.settings({ delayMs: 0 });
	sandbox.marta.settings({ delayMs: 0 });
	return {
		responses,
		seconds,
		written: echoed(environment, from).map(itemOf),
		executions: await executionsOf(environment, workflow.id, { atLeast: AT_ONCE + CALLS }),
	};
}

/** Lets `AT_ONCE` calls go on together, as many times as `rounds` says. */
async function fillWorkers({ sandbox }: QueueEnvironment, rounds: number): Promise<void> {
	const order = { match: { path: '/customer/checkcard' }, times: AT_ONCE };
	for (let round = 0; round < rounds; round++) {
		await pauseUntil(sandbox.marta, order, (paused) => paused === AT_ONCE);
	}
}

/** What arrived at the echo after request `after`, in the order of arrival. */
export function echoed({ sandbox }: QueueEnvironment, after = 0): RecordedRequest[] {
	return sandbox.saison
		.requests()
		.filter(({ url, number }) => number > after && url.startsWith(ECHO));
}

export function itemOf(request: RecordedRequest): number {
	return Number(valuesOf(request).get('item'));
}

export function executionIn(request: RecordedRequest): string {
	return valuesOf(request).get('execution') ?? '';
}

function valuesOf({ method, url, body }: RecordedRequest): URLSearchParams {
	return new URLSearchParams(method === 'GET' ? url.split('?')[1] : body);
}

export function lastNumber({ sandbox }: QueueEnvironment): number {
	return sandbox.saison.requests(1)[0]?.number ?? 0;
}

/** The value that a share of `part` does not exceed. */
export function quantile(values: number[], part: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}
