/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-hardcoded-secrets */
import { join } from 'node:path';
import { startCountingProcess } from './counting-process';

export const clientSecret = 'bench-client-secret-0001';

/** What the service saw since it was last asked to reset. */
export interface ServiceCounts {
	requests: number;
	logins: number;
	/** Requests that were not signed, or not as they should be. */
	rejected: number;
	connections: number;
	/** Connections that were open at the same time, at most. */
	mostOpen: number;
	/** TLS handshakes that were completed; 0 over plain HTTP. */
	handshakes: number;
}

/** What n8n calls. */
export interface Service {
	/** Origin of the service. */
	url: string;
	reset(): Promise<unknown>;
	counts(): Promise<ServiceCounts>;
}

/**
 * Starts the service in a process of its own, which ends with ours at the latest.
 *
 * @param certificate where the service speaks TLS: paths of its certificate and key
 */
export async function startService(
	latencyMs: number,
	certificate?: { cert: string; key: string },
): Promise<Service & { port: number; stop: () => void }> {
	const files = certificate ? [certificate.cert, certificate.key] : [];
	const started = await startCountingProcess<ServiceCounts>(join(__dirname, 'service-process.ts'), [
		String(latencyMs),
		clientSecret,
		...files,
	]);
	const scheme = certificate ? 'https' : 'http';
	return { ...started, url: `${scheme}://127.0.0.1:${started.port}` };
}
