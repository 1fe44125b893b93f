import { approachOf, type ApproachName } from '../approaches';
import type { DistancePlan, Setting } from './settings';

/**
 * What arithmetic says of a run in ms, with n8n's own work left out: the time of one request × items ÷ requests
 * at once. Lookups that wait for each other may take longer than that. `undefined` where the approach has no
 * limit.
 */
export function ruleMs(
	name: ApproachName,
	{ roundTripMs, trips, lookupMs = 0, lookupsAtOnce = Infinity }: Setting,
	{ items, latencyMs }: DistancePlan,
): number | undefined {
	const { concurrency, hasNoLogin } = approachOf(name);
	if (!concurrency) return undefined;
	const setUpMs = (trips - 1) * roundTripMs + lookupMs;
	if (name.startsWith('keepAlive'))
		return setUpMs + ((roundTripMs + latencyMs) * items) / concurrency;
	const runMs = ((setUpMs + roundTripMs + latencyMs) * items) / concurrency;
	const loginMs = hasNoLogin ? 0 : setUpMs + roundTripMs;
	return loginMs + Math.max(runMs, (lookupMs * items) / lookupsAtOnce);
}
