import childProcess from '../support/child.cjs';
import { PlainError } from '../support/plain-error.cjs';
import { root } from '../setup.mjs';

/** Both stand-ins in a process of their own (they are TypeScript), on any free ports of loopback. */
export async function startSandbox() {
	let ready;
	const isReady = new Promise((resolve) => (ready = resolve));
	const args = [
		'--import',
		'tsx',
		'sandbox/main.ts',
		'--json',
		'--saison-port=0',
		'--marta-port=0',
	];
	const server = childProcess.start(process.execPath, args, {
		cwd: root,
		onLine: (line) => line.startsWith('{') && ready(JSON.parse(line)),
	});
	const printed = await Promise.race([isReady, server.ended]);
	if (!printed.saison) throw new PlainError(`The sandbox did not start: ${server.output.trim()}`);
	const { saison, marta, credentials } = printed;
	return {
		saison: control(saison.url),
		marta: control(marta.url),
		credentials,
		ended: server.ended,
		stop: () => childProcess.stop(server),
	};
}

function control(url) {
	const ask = async (name, init) => await (await fetch(`${url}/__sandbox/${name}`, init)).json();
	return {
		url,
		read: (name) => ask(name),
		write: (name, body) => ask(name, { method: 'POST', body: JSON.stringify(body) }),
	};
}
