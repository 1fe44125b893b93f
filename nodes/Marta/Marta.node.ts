import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { contractMethods, executeOperations, toProperties } from '../../lib/core';
import { martaService } from '../../lib/marta/client';
import { martaContractRules } from '../../lib/marta/contract';
import { martaTable } from './resources';

export class Marta implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'MARTA',
		name: 'marta',
		icon: { light: 'file:../../icons/marta.svg', dark: 'file:../../icons/marta.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description:
			'Check cards, log in customers, get campaigns and send any call of your contract with the MARTA loyalty platform',
		defaults: { name: 'MARTA' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'martaApi', required: true }],
		properties: toProperties(martaTable),
	};

	methods = contractMethods({ service: martaService, rulesOf: () => martaContractRules });

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperations(this, martaTable, martaService);
	}
}
