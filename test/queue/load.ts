import type { SeenRequest } from '../../sandbox';
import type { ExecutionSummary } from '../../tools/n8n-host/n8n-rest';
import {
	call,
	checkCard,
	ECHO,
	echo,
	publishChain,
	type Called,
	type Published,
} from './workflows';
import { executionsOf, type QueueWorld } from './world';

export const CALLS = 200;
export const AT_ONCE = 20;

export interface Load {
	answers: Called[];
	seconds: number;
	/** The call's number in each write that the stand-in saw. */
	written: number[];
	/** Those of the first calls as well. */
	executions: ExecutionSummary[];
}

/** Every call checks a card (MARTA) and then writes (Saison Connect). */
export async function publishLoad(world: QueueWorld): Promise<Published> {
	const field = "$('Webhook').item.json.body.call";
	const nodes = [checkCard(world.marta), echo(world.saison, 'POST', { field })];
	return await publishChain(world, 'load', nodes);
}

/** No worker has a token, and logins take so long that all calls meet in them. */
export async function playFirstCalls(world: QueueWorld, { path }: Published): Promise<Called[]> {
	const { saison, marta } = world.sandbox;
	const slow = { kind: 'delay', ms: 1500 } as const;
	saison.faults({ match: { path: '/auth/token' }, fault: slow, times: 0 });
	marta.faults({ match: { path: '/auth' }, fault: slow, times: 0 });
	const calls = Array.from({ length: AT_ONCE }, async (_, number) => {
		return await call(world, path, { call: -1 - number });
	});
	const answers = await Promise.all(calls);
	saison.faults({ clear: true });
	marta.faults({ clear: true });
	return answers;
}

export async function playLoad(world: QueueWorld, workflow: Published): Promise<Load> {
	const { sandbox } = world;
	const from = lastNumber(world);
	sandbox.saison.settings({ delayMs: 20 });
	sandbox.marta.settings({ delayMs: 20 });
	const answers: Called[] = [];
	const began = Date.now();
	let next = 0;
	const lane = async (): Promise<void> => {
		while (next < CALLS) {
			const number = next++;
			answers[number] = await call(world, workflow.path, { call: number });
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, lane));
	const seconds = (Date.now() - began) / 1000;
	sandbox.saison.settings({ delayMs: 0 });
	sandbox.marta.settings({ delayMs: 0 });
	return {
		answers,
		seconds,
		written: echoed(world, from).map(itemOf),
		executions: await executionsOf(world, workflow.id, { atLeast: AT_ONCE + CALLS }),
	};
}

/** What arrived at the echo after request `after`, in the order of arrival. */
export function echoed({ sandbox }: QueueWorld, after = 0): SeenRequest[] {
	return sandbox.saison
		.requests()
		.filter(({ url, number }) => number > after && url.startsWith(ECHO));
}

export function itemOf(request: SeenRequest): number {
	return Number(valuesOf(request).get('item'));
}

export function executionIn(request: SeenRequest): string {
	return valuesOf(request).get('execution') ?? '';
}

function valuesOf({ method, url, body }: SeenRequest): URLSearchParams {
	return new URLSearchParams(method === 'GET' ? url.split('?')[1] : body);
}

export function lastNumber({ sandbox }: QueueWorld): number {
	return sandbox.saison.requests(1)[0]?.number ?? 0;
}

/** The value that a share of `part` does not exceed. */
export function quantile(values: number[], part: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}
