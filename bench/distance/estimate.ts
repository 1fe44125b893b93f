import { approachOf, type ApproachName } from '../approaches';
import type { DistancePlan, Setting } from './settings';

/**
 * The shortest time of a run in ms by arithmetic, with n8n's own work left out. `undefined` where the approach
 * has no limit of requests at once.
 */
export function estimateMs(
	name: ApproachName,
	setting: Setting,
	{ items, latencyMs }: Pick<DistancePlan, 'items' | 'latencyMs'>,
): number | undefined {
	const { concurrency, hasNoLogin } = approachOf(name);
	if (!concurrency) return undefined;
	const run = { setting, latencyMs, concurrency };
	if (name.startsWith('keepAlive')) return reusingMs(run, items);
	if (hasNoLogin) return connectingMs(run, items);
	// The other items wait for the token, and it is shared once the first request has its response.
	const logInMs = newConnectionMs(setting) + setting.roundTripMs;
	return logInMs + connectingMs(run, 1) + connectingMs(run, items - 1);
}

interface EstimatedRun {
	setting: Setting;
	latencyMs: number;
	concurrency: number;
}

/** The lookup, and what TCP and TLS take. */
function newConnectionMs({ roundTripMs, trips, lookupMs = 0 }: Setting): number {
	return lookupMs + (trips - 1) * roundTripMs;
}

/** When the lookup of a connection has ended, if all of them begin at 0 and wait for each other. */
function lookedUpMs({ lookupMs = 0, lookupsAtOnce = Infinity }: Setting, index: number): number {
	return (Math.floor(index / lookupsAtOnce) + 1) * lookupMs;
}

/** With a connection for each request: as many at once as allowed, or as the resolver lets begin. */
function connectingMs({ setting, latencyMs, concurrency }: EstimatedRun, items: number): number {
	const { roundTripMs, lookupMs = 0 } = setting;
	const requestMs = newConnectionMs(setting) + roundTripMs + latencyMs;
	const lastMs = lookedUpMs(setting, items - 1) + requestMs - lookupMs;
	return Math.max((requestMs * items) / concurrency, lastMs);
}

/** With connections that are reused: each takes its share of the requests from when it is open. */
function reusingMs({ setting, latencyMs, concurrency }: EstimatedRun, items: number): number {
	const { roundTripMs, lookupMs = 0 } = setting;
	const requestMs = roundTripMs + latencyMs;
	const handshakesMs = newConnectionMs(setting) - lookupMs;
	const connections = Math.min(concurrency, items);
	const openMs = Array.from(
		{ length: connections },
		(_, index) => lookedUpMs(setting, index) + handshakesMs,
	);
	const meanOpenMs = openMs.reduce((sum, one) => sum + one, 0) / connections;
	const lastMs = openMs[connections - 1] + requestMs;
	return Math.max(meanOpenMs + (requestMs * items) / connections, lastMs);
}
