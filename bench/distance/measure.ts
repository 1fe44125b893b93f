import type { Environment } from '../bench-host';
import { startService } from '../service';
import { onExit } from '../../tools/support/run-command';
import { makeCertificate } from './certificate';
import { compareOverDistance } from './compare';
import { startRelay } from './relay';
import type { DistancePlan, DistanceResults } from './settings';

const fullPlan: DistancePlan = {
	isQuick: false,
	latencyMs: 20,
	items: 500,
	rounds: 2,
	timeoutMs: 180_000,
};
/** A third of the time; nothing is written. */
const quickPlan: DistancePlan = { ...fullPlan, isQuick: true, items: 100, rounds: 1 };

/** Measures over TLS through the relay; `work` is a folder for the certificate. */
export async function measureDistance(
	environment: Omit<Environment, 'service'>,
	{ isQuick, work }: { isQuick: boolean; work: string },
): Promise<Omit<DistanceResults, 'versions'>> {
	const plan = isQuick ? quickPlan : fullPlan;
	const certificate = await makeCertificate(work);
	const service = await startService(plan.latencyMs, certificate);
	onExit(service.stop);
	const relay = await startRelay(service.port);
	onExit(relay.stop);
	const started = { ...environment, service, relay, certificate: certificate.cert };
	return { plan, measured: await compareOverDistance(started, plan) };
}
