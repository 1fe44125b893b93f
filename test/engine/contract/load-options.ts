import { LoadOptionsContext } from 'n8n-core';
import type {
	INode,
	INodeListSearchResult,
	INodeParameters,
	INodeType,
	ResourceMapperFields,
} from 'n8n-workflow';
import { Marta } from '../../../nodes/Marta/Marta.node';
import { SaisonConnect } from '../../../nodes/SaisonConnect/SaisonConnect.node';
import type { CredentialsStore } from '../credentials-store';
import { additionalData, workflowOf } from '../harness';

const TYPES: Record<string, [INodeType, string]> = {
	marta: [new Marta(), 'martaApi'],
	saisonConnect: [new SaisonConnect(), 'saisonConnectApi'],
};

/** What n8n's editor asks a node for while its form is open, through n8n's own context. */
export class OpenForm {
	constructor(
		private readonly type: 'marta' | 'saisonConnect',
		private readonly store: CredentialsStore,
	) {}

	/** One page of the list of calls. */
	async search(filter?: string, page?: string): Promise<INodeListSearchResult> {
		const [{ methods }] = TYPES[this.type];
		const search = methods?.listSearch?.searchContractCalls;
		return (await search?.call(this.context({}), filter, page)) as INodeListSearchResult;
	}

	/** The parameters of the call that is chosen. */
	async fields(contractOperation: unknown): Promise<ResourceMapperFields> {
		const [{ methods }] = TYPES[this.type];
		const fields = methods?.resourceMapping?.getContractFields;
		const context = this.context({ contractOperation } as INodeParameters);
		return (await fields?.call(context)) as ResourceMapperFields;
	}

	private context(currentNodeParameters: INodeParameters): LoadOptionsContext {
		const [nodeType, credentialType] = TYPES[this.type];
		const node: INode = {
			id: '1',
			name: 'Open Form',
			type: this.type,
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
			credentials: { [credentialType]: { id: 'credential-1', name: 'Credential' } },
		};
		const workflow = workflowOf(node, nodeType);
		const data = { ...additionalData(this.store), currentNodeParameters };
		return new LoadOptionsContext(workflow, node, data, '');
	}
}
