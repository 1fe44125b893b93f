/* eslint-disable @n8n/community-nodes/no-restricted-imports, no-console -- a local command, no part of the package */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { PortBusyError, startSandbox } from './index';
import type { Sandbox } from './index';
import { overview } from './overview';

const USAGE = `npm run sandbox -- [--saison-port 8801] [--marta-port 8802] [--host 127.0.0.1] [--json]
The same by SANDBOX_SAISON_PORT, SANDBOX_MARTA_PORT, SANDBOX_HOST. --json prints one JSON object instead of the text.`;

interface Wanted {
	saisonPort: number;
	martaPort: number;
	host: string;
	json: boolean;
}

function readArguments(): Wanted | string {
	const text = { type: 'string' as const };
	const flag = { type: 'boolean' as const, default: false };
	let values: Record<string, string | boolean | undefined>;
	try {
		({ values } = parseArgs({
			options: { 'saison-port': text, 'marta-port': text, host: text, json: flag, help: flag },
		}));
	} catch (error) {
		return `${(error as Error).message}\n${USAGE}`;
	}
	if (values.help) return USAGE;
	const { env } = process;
	const saisonPort = Number(values['saison-port'] ?? env.SANDBOX_SAISON_PORT ?? 8801);
	const martaPort = Number(values['marta-port'] ?? env.SANDBOX_MARTA_PORT ?? 8802);
	for (const port of [saisonPort, martaPort]) {
		if (!Number.isInteger(port) || port < 0 || port > 65535)
			return 'A port is a number up to 65535.';
	}
	const host = String(values.host ?? env.SANDBOX_HOST ?? '127.0.0.1');
	return { saisonPort, martaPort, host, json: values.json === true };
}

function startProblem(error: unknown): string {
	if (error instanceof PortBusyError) {
		return `Port ${error.port} on ${error.host} is in use. Choose others with --saison-port and --marta-port.`;
	}
	return `The sandbox could not start: ${error instanceof Error ? error.message : String(error)}`;
}

function stopOnSignal(sandbox: Sandbox): void {
	let stopping = false;
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.on(signal, () => {
			if (stopping) return;
			stopping = true;
			void sandbox.stop().then(() => process.exit(0));
		});
	}
}

async function main(): Promise<void> {
	const wanted = readArguments();
	if (typeof wanted === 'string') {
		console.error(wanted);
		process.exitCode = wanted === USAGE ? 0 : 1;
		return;
	}
	try {
		const sandbox = await startSandbox(wanted);
		stopOnSignal(sandbox);
		const { saison, marta, credentials } = sandbox;
		const asJson = { saison: { url: saison.url }, marta: { url: marta.url }, credentials };
		console.log(wanted.json ? JSON.stringify(asJson) : overview(sandbox));
	} catch (error) {
		console.error(startProblem(error));
		process.exitCode = 1;
	}
}

void main();
