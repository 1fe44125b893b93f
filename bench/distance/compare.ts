import { approachOf } from '../approaches';
import { withBenchHost, type Environment } from '../bench-host';
import { runRounds } from '../compare';
import type { Service } from '../service';
import { atDistance, type Relay } from './relay';
import { settingGroups, type DistancePlan, type Measured } from './settings';

/** All runs over a distance; each group of settings has an n8n of its own. */
export async function compareOverDistance(
	{ certificate, relay, ...environment }: Environment & { certificate: string; relay: Relay },
	plan: DistancePlan,
): Promise<Measured[]> {
	const { step } = environment;
	const measured: Measured[] = [];
	for (const { env, settings } of settingGroups) {
		const trusting = { ...environment, env: { ...env, NODE_EXTRA_CA_CERTS: certificate } };
		await withBenchHost(trusting, async (host) => {
			const names = [...new Set(settings.flatMap((setting) => setting.names))];
			await step(`Warming up for ${settings[0].title}`, async () => {
				const service = atDistance(environment.service, relay, { roundTripMs: 0, byName: false });
				for (const name of names) await host.measure(approachOf(name), 50, { service });
			});
			for (const setting of settings) {
				const { title, roundTripMs, lookupMs } = setting;
				const byName = lookupMs !== undefined;
				const service: Service = atDistance(environment.service, relay, { roundTripMs, byName });
				const rows = await runRounds(host, step, {
					...plan,
					names: setting.names,
					title,
					service,
				});
				measured.push({ setting, rows });
			}
		});
	}
	return measured;
}
