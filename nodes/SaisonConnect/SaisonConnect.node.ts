import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { contractMethods, executeOperations, toProperties } from '../../lib/core';
import { saisonService } from '../../lib/saison/client';
import { saisonContractRules } from '../../lib/saison/contract';
import { saisonTable } from './resources';

export class SaisonConnect implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Saison Connect',
		name: 'saisonConnect',
		icon: { light: 'file:../../icons/saison.svg', dark: 'file:../../icons/saison.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description:
			'Get data of card members who gave consent, and send any call of your contract, through Saison Connect (Credit Saison)',
		defaults: { name: 'Saison Connect' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'saisonConnectApi', required: true }],
		properties: toProperties(saisonTable),
	};

	methods = contractMethods({ service: saisonService, rulesOf: saisonContractRules });

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperations(this, saisonTable, saisonService);
	}
}
