import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import type { CredentialsStore } from '../credentials-store';
import { martaStore, runNode, type EngineOptions, type EngineRun } from '../harness';
import type { MartaStandIn } from '../marta-stand-in';

let keys = 0;

/** An api key no other test has: the process remembers logins by it. */
export function newKey(): string {
	return `api-key-${++keys}`;
}

export const checkCard: INodeParameters = {
	resource: 'card',
	operation: 'check',
	value: '={{ $json.card }}',
};

export function cards(count: number): IDataObject[] {
	return Array.from({ length: count }, (_, n) => ({ card: `C${n}` }));
}

export async function check(
	store: CredentialsStore,
	options: Partial<EngineOptions> = {},
): Promise<EngineRun> {
	return await runNode({
		node: 'marta',
		parameters: checkCard,
		store,
		items: cards(1),
		...options,
	});
}

/** A credential with a session stored, and no request recorded. */
export async function loggedInStore(
	service: MartaStandIn,
	data: ICredentialDataDecryptedObject = {},
): Promise<CredentialsStore> {
	const store = martaStore({ apiKey: newKey(), ...data });
	const result = await check(store);
	if (result.error) throw result.error;
	service.host.requests.length = 0;
	store.writes.length = 0;
	store.hookCalls = 0;
	return store;
}
