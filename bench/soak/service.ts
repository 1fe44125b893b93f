/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { join } from 'node:path';
import { startCountingProcess, type CountingProcess } from '../counting-process';
import { clientSecret } from '../service';
import type { SoakCounts } from './counts';

export type SoakService = CountingProcess<SoakCounts> & { url: string };

/** Starts the services in a process of its own, which ends with ours at the latest. */
export async function startSoakService(latencyMs: number): Promise<SoakService> {
	const script = join(__dirname, 'service-process.ts');
	const started = await startCountingProcess<SoakCounts>(script, [String(latencyMs), clientSecret]);
	return { ...started, url: `http://127.0.0.1:${started.port}` };
}
