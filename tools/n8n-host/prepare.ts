import type { Progress } from '../support/progress';
import { ensureHost } from './install';
import { buildAndPack } from './package-folder';
import type { Host } from './paths';

/** The installed n8n and the package as it would be published, made where they are missing or out of date. */
export async function prepareHost(progress: Progress): Promise<{ host: Host; tarball: string }> {
	const host = await ensureHost({ progress });
	const tarball = await progress.step(
		'Building and packing the package',
		({ done }) =>
			buildAndPack({ onReuse: () => done('Package as packed last time, sources unchanged') }),
		'Package built and packed',
	);
	return { host, tarball };
}
