/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { join } from 'node:path';
import { startCountingProcess, type CountingProcess } from '../counting-process';
import type { Service, ServiceCounts } from '../service';
import { serviceName } from './certificate';

/** Counted where n8n connects; the service sees each connection open and close later. */
export type RelayCounts = Pick<ServiceCounts, 'connections' | 'mostOpen'>;

export type Relay = CountingProcess<RelayCounts>;

/** Starts the relay in a process of its own, which ends with ours at the latest. */
export async function startRelay(servicePort: number): Promise<Relay> {
	return await startCountingProcess(join(__dirname, 'relay-process.ts'), [String(servicePort)]);
}

/** The service at the other end of the relay, by its address or its name. */
export function atDistance(
	service: Service,
	relay: Relay,
	{ roundTripMs, byName }: { roundTripMs: number; byName: boolean },
): Service {
	return {
		url: `https://${byName ? serviceName : '127.0.0.1'}:${relay.port}`,
		reset: async () => await Promise.all([service.reset(), relay.reset(roundTripMs)]),
		counts: async () => ({ ...(await service.counts()), ...(await relay.counts()) }),
	};
}
