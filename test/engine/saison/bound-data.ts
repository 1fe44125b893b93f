import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import type { CredentialsStore } from '../credentials-store';
import { runNode, saisonStore, type EngineOptions, type EngineRun } from '../harness';
import { SaisonStandIn } from '../saison-stand-in';

let clients = 0;

/** A client id no other test has: the process remembers renewals by it. */
export function newClient(): string {
	return `client-${++clients}`;
}

/** A credential that went through its code exchange, with the tokens AT1 and RT1 stored. */
export async function exchangedStore(
	service: SaisonStandIn,
	data: ICredentialDataDecryptedObject = {},
	code = 'CODE',
): Promise<CredentialsStore> {
	const store = saisonStore({ clientId: newClient(), authorizationCode: code, ...data });
	const result = await runNode({ node: 'saisonConnect', parameters: attributes, store });
	if (result.error) throw result.error;
	service.host.requests.length = 0;
	store.writes.length = 0;
	store.hookCalls = 0;
	return store;
}

export const attributes: INodeParameters = { resource: 'member', operation: 'getAttributes' };

export function rows(count: number): IDataObject[] {
	return Array.from({ length: count }, (_, row) => ({ row }));
}

/** Runs Get Attributes with the row of each item in `info_key`, unless told otherwise. */
export async function readAttributes(
	store: CredentialsStore,
	options: Partial<EngineOptions> = {},
): Promise<EngineRun> {
	return await runNode({ node: 'saisonConnect', parameters: attributes, store, ...options });
}

/** Get Attributes whose one attribute is the row of the item, so that a response tells its item. */
export const attributesOfRow: INodeParameters = {
	...attributes,
	attributes: [],
	additionalAttributes: '=row{{ $json.row }}',
};
