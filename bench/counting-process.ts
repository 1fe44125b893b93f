/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { root } from '../tools/support/root';

/** A process of the bench that says what it has counted. */
export interface CountingProcess<Counts> {
	/** Where it listens. */
	port: number;
	/** Counts from zero again; `setting` is for the process to make sense of. */
	reset(setting?: number): Promise<Counts>;
	counts(): Promise<Counts>;
	stop(): void;
}

/** Starts a script, which ends with this process at the latest. Its first message is its port. */
export async function startCountingProcess<Counts>(
	script: string,
	args: string[],
): Promise<CountingProcess<Counts>> {
	const child = fork(script, args, { cwd: root, execArgv: ['--import', 'tsx'] });
	const nextMessage = async () => (await once(child, 'message'))[0];
	const ended = once(child, 'exit').then(() => {
		throw new Error(`A process of the bench ended: ${script}`);
	});
	const ask = async (request: object) => {
		child.send(request);
		return (await Promise.race([nextMessage(), ended])) as Counts;
	};
	const port = (await Promise.race([nextMessage(), ended])) as number;
	ended.catch(() => {});
	return {
		port,
		reset: async (setting) => await ask({ reset: true, setting }),
		counts: async () => await ask({}),
		stop: () => child.kill(),
	};
}
