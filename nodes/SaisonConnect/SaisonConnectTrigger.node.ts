import {
	NodeConnectionTypes,
	NodeOperationError,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { unwrapServiceError } from '../../lib/core/errors/unwrap';
import { handleWebhook, sendResponse } from '../../lib/saison/consent/trigger';
import { checkTriggerSettings } from '../../lib/saison/consent/trigger-settings';
import { triggerPanel, triggerProperties } from './trigger-form';

export class SaisonConnectTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Saison Connect Trigger',
		name: 'saisonConnectTrigger',
		icon: { light: 'file:../../icons/saison.svg', dark: 'file:../../icons/saison.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{$parameter["event"] === "twoFactor" ? "two-factor redirect" : "authorization redirect"}}',
		description: "Starts the workflow when a member returns from Saison's consent or passcode page",
		eventTriggerDescription: 'Waiting for a member to return to the test URL',
		activationMessage: 'Members who return to the production URL now start this workflow.',
		triggerPanel,
		defaults: { name: 'Saison Connect Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'saisonConnectApi', required: true }],
		// The URLs are registered on paper, so they must not contain an id of the workflow.
		webhooks: [
			{
				name: 'default',
				httpMethod: 'GET',
				responseMode: 'onReceived',
				isFullPath: true,
				path: '={{$parameter["path"]}}',
			},
			{
				name: 'setup',
				httpMethod: 'GET',
				responseMode: 'onReceived',
				isFullPath: true,
				path: '={{$parameter["path"]}}/start',
			},
		],
		properties: triggerProperties,
	};

	/** Nothing is registered with the service: n8n calls `create` before it listens. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				try {
					checkTriggerSettings((name, fallback) => this.getNodeParameter(name, fallback));
				} catch (error) {
					const serviceError = unwrapServiceError(error);
					// The editor shows only the message, so it contains the advice, too.
					throw new NodeOperationError(this.getNode(), serviceError?.text ?? (error as Error));
				}
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { response, item } = await handleWebhook(this);
		sendResponse(this, response);
		return { noWebhookResponse: true, workflowData: item && [[{ json: item }]] };
	}
}
