import { fileURLToPath } from 'node:url';
import childProcess from '../tools/support/child.cjs';

export const clientSecret = 'bench-client-secret-0001';
const script = fileURLToPath(new URL('service-process.mjs', import.meta.url));

/** Starts the server of the bench: `{ url, reset, counts, stop }`. */
export async function startService(latencyMs) {
	let ready;
	const isReady = new Promise((resolve) => (ready = resolve));
	const server = childProcess.start(process.execPath, [script, String(latencyMs), clientSecret], {
		onLine: (line) => line.startsWith('{') && ready(JSON.parse(line)),
	});
	const printed = await Promise.race([isReady, server.ended]);
	if (!printed.url) throw new Error(`The server of the bench did not start: ${server.output}`);
	const ask = async (name) => await (await fetch(`${printed.control}/${name}`)).json();
	return {
		url: printed.url,
		reset: () => ask('reset'),
		counts: () => ask('counts'),
		stop: () => childProcess.stop(server),
	};
}
