import type { FaultOrder, Sandbox } from '../../sandbox';
import { PATIENCE_MS, pollUntil } from '../../tools/support/poll';

export { PATIENCE_MS };

type Server = Pick<Sandbox['saison'] | Sandbox['marta'], 'counts' | 'faults'>;

/**
 * Pauses the next `count` matching requests until `isTime`, then lets them all go and ends every other fault, too.
 * Resolves when they go, after two minutes at the latest.
 */
export async function pauseUntil(
	server: Server,
	order: Omit<FaultOrder, 'fault'> & { afterWork?: boolean },
	isTime: (paused: number) => boolean | Promise<boolean>,
): Promise<void> {
	const { afterWork, ...rest } = order;
	const before = pausedBy(server);
	server.faults({ ...rest, fault: { kind: 'pause', afterWork } });
	await pollUntil(async () => await isTime(pausedBy(server) - before), {
		timeout: PATIENCE_MS,
		interval: 10,
	});
	server.faults({ clear: true });
}

function pausedBy(server: Server): number {
	return server.counts().faultsInjected.pause ?? 0;
}
