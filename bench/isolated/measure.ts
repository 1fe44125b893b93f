import type { Micro } from './micro';
import { comparePackages } from './package-size';
import type { PackageFigures } from './package-size';
import { runOnHost } from './run-on-host';
import type { Host } from './run-on-host';

/** What is measured without a running n8n. */
export interface Isolated extends Micro {
	packages: PackageFigures[];
}

/** `installed` is the folder of the unpacked package. */
export async function measureIsolated(
	host: Host,
	installed: string,
	rounds: number,
): Promise<Isolated> {
	const micro = JSON.parse(await runOnHost(host, 'micro.ts', [installed, String(rounds)])) as Micro;
	return { ...micro, packages: await comparePackages(host, installed, rounds) };
}
