/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { join } from 'node:path';
import { startCountingProcess, type CountingProcess } from '../counting-process';
import { clientSecret } from '../service';

/** What the services of the soak saw. */
export interface SoakCounts {
	/** Without logins. */
	requests: number;
	/** Requests with a member's token that has expired. */
	rejected: number;
	/** Logins for a session. */
	logins: number;
	/** Sessions that were rejected before their time was over. */
	endedSessions: number;
}

export type SoakService = CountingProcess<SoakCounts> & { url: string };

/** Starts the services in a process of its own, which ends with ours at the latest. */
export async function startSoakService(latencyMs: number): Promise<SoakService> {
	const script = join(__dirname, 'service-process.ts');
	const started = await startCountingProcess<SoakCounts>(script, [String(latencyMs), clientSecret]);
	return { ...started, url: `http://127.0.0.1:${started.port}` };
}
