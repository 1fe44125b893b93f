import {
	NodeConnectionTypes,
	NodeOperationError,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { unwrapServiceError } from '../../lib/core/errors/service-error';
import { handleWebhook, sendReply } from '../../lib/saison/consent/trigger';
import { triggerPanel, triggerProperties } from './trigger-form';
import { checkTriggerSettings } from '../../lib/saison/consent/trigger-settings';

export class SaisonConnectTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Saison Connect Trigger',
		name: 'saisonConnectTrigger',
		icon: { light: 'file:../../icons/saison.svg', dark: 'file:../../icons/saison.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{$parameter["event"] === "twoFactor" ? "two-factor redirect" : "authorization redirect"}}',
		description: 'Starts when a member comes back from the consent or passcode page of Saison',
		eventTriggerDescription: 'Waiting for a member to come back to the test URL',
		activationMessage: 'Members who come back to the production URL now start this workflow.',
		triggerPanel,
		defaults: { name: 'Saison Connect Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'saisonConnectApi', required: true }],
		// The addresses are registered on paper, so they must not hold an id of the workflow.
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

	/** Nothing is set up at the service; `create` is where n8n asks before it listens. */
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
					// The editor shows the first line only, so it carries the advice too.
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
		const { reply, item } = await handleWebhook(this);
		sendReply(this, reply);
		return { noWebhookResponse: true, workflowData: item && [[{ json: item }]] };
	}
}
