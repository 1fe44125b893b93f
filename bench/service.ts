/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-hardcoded-secrets */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../tools/support/root';

export const clientSecret = 'bench-client-secret-0001';

/** What the service saw since it was last asked to reset. */
export interface ServiceCounts {
	requests: number;
	logins: number;
	mostOpen: number;
	/** Requests that were not signed, or not as they should be. */
	refused: number;
}

export interface Service {
	/** Origin of the service. */
	url: string;
	reset(): Promise<ServiceCounts>;
	counts(): Promise<ServiceCounts>;
	stop(): void;
}

/** Starts the service in a process of its own, which ends with ours at the latest. */
export async function startService(latencyMs: number): Promise<Service> {
	const script = join(__dirname, 'service-process.ts');
	const child = fork(script, [String(latencyMs), clientSecret], {
		cwd: root,
		execArgv: ['--import', 'tsx'],
	});
	const nextMessage = async () => (await once(child, 'message'))[0];
	const ask = async (request: string) => {
		child.send(request);
		return (await nextMessage()) as ServiceCounts;
	};
	const ended = once(child, 'exit').then(() => {
		throw new Error('The service of the bench did not start');
	});
	const url = (await Promise.race([nextMessage(), ended])) as string;
	ended.catch(() => {});
	return {
		url,
		reset: async () => await ask('reset'),
		counts: async () => await ask('counts'),
		stop: () => child.kill(),
	};
}
