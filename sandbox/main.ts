/* eslint-disable @n8n/community-nodes/no-restricted-imports, no-console -- a local command, not part of the package */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { PortInUseError, startSandbox } from './index';
import type { Sandbox } from './index';
import { overview } from './overview';

const USAGE = `Usage: npm run sandbox -- [--saison-port 8801] [--marta-port 8802] [--host 127.0.0.1] [--json]
You can also set SANDBOX_SAISON_PORT, SANDBOX_MARTA_PORT and SANDBOX_HOST.
--json prints a single JSON object instead of text.`;

interface Arguments {
	saisonPort: number;
	martaPort: number;
	host: string;
	json: boolean;
}

/** A text if there is nothing to start: the usage, or what is wrong with the arguments. */
function readArguments(): Arguments | string {
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
		if (!Number.isInteger(port) || port < 0 || port > 65535) {
			return 'A port must be a whole number from 0 to 65535.';
		}
	}
	const host = String(values.host ?? env.SANDBOX_HOST ?? '127.0.0.1');
	return { saisonPort, martaPort, host, json: values.json === true };
}

function describeStartError(error: unknown): string {
	if (error instanceof PortInUseError) {
		return `Port ${error.port} on ${error.host} is already in use. Choose other ports with --saison-port and --marta-port.`;
	}
	return `The sandbox could not be started: ${error instanceof Error ? error.message : String(error)}`;
}

function stopOnSignal(sandbox: Sandbox): void {
	let isStopping = false;
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.on(signal, () => {
			if (isStopping) return;
			isStopping = true;
			void sandbox.stop().then(() => process.exit(0));
		});
	}
}

async function main(): Promise<void> {
	const args = readArguments();
	if (typeof args === 'string') {
		console.error(args);
		process.exitCode = args === USAGE ? 0 : 1;
		return;
	}
	try {
		const sandbox = await startSandbox(args);
		stopOnSignal(sandbox);
		const { saison, marta, credentials } = sandbox;
		const summary = { saison: { url: saison.url }, marta: { url: marta.url }, credentials };
		console.log(args.json ? JSON.stringify(summary) : overview(sandbox));
	} catch (error) {
		console.error(describeStartError(error));
		process.exitCode = 1;
	}
}

void main();
