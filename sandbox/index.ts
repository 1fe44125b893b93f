import { martaCredentials } from './marta/credentials';
import type { MartaCredentialExample, MartaExampleName } from './marta/credentials';
import { startMarta } from './marta/server';
import type { MartaServer } from './marta/server';
import type { MartaSettings } from './marta/settings';
import { saisonCredential } from './saison/credentials';
import type { SaisonCredentialExample } from './saison/credentials';
import { startSaison } from './saison/server';
import type { SaisonServer } from './saison/server';
import type { SaisonSettings } from './saison/settings';

export { startMarta, startSaison };
export { PortInUseError } from './shared/errors';
export type { Fault, FaultOrder } from './shared/faults';
export type { RecordedRequest } from './shared/recorder';
export type { MartaCredentialExample, MartaServer, MartaSettings };
export type { SaisonCredentialExample, SaisonServer, SaisonSettings };

export interface SandboxOptions {
	/** 0 (the default) = any free port. */
	saisonPort?: number;
	martaPort?: number;
	host?: string;
	saison?: Partial<SaisonSettings>;
	marta?: Partial<MartaSettings>;
}

export interface SandboxCredentials {
	/** With a new authorization code of the member na001. */
	saisonConnectApi: SaisonCredentialExample;
	martaApi: Record<MartaExampleName, MartaCredentialExample>;
}

export interface Sandbox {
	saison: SaisonServer;
	marta: MartaServer;
	credentials: SandboxCredentials;
	/** Closes both servers and every open connection immediately. */
	stop(): Promise<void>;
}

/** Starts both stand-ins; `startSaison` and `startMarta` start only one. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { host } = options;
	const saison = await startSaison({ host, port: options.saisonPort, settings: options.saison });
	const starting = startMarta({ host, port: options.martaPort, settings: options.marta });
	const marta = await starting.catch(async (error: unknown) => {
		await saison.stop();
		throw error;
	});
	return {
		saison,
		marta,
		credentials: {
			saisonConnectApi: saisonCredential(saison.url, saison.code().code),
			martaApi: martaCredentials(marta.url),
		},
		stop: async () => {
			await Promise.all([saison.stop(), marta.stop()]);
		},
	};
}
