import type { INodeProperties, TriggerPanelDefinition } from 'n8n-workflow';
import { DEFAULT_STATE_LIFETIME } from '../../lib/saison/consent/state';

/** Shown beside the form while the node listens. */
export const triggerPanel: TriggerPanelDefinition = {
	header: 'Waits for members who come back from Saison',
	executionsHelp: {
		inactive:
			'<b>While you build</b>, listen for a test event and send yourself through the test URL that ends in /start. Saison returns to the registered address: change /webhook/ to /webhook-test/ in the address bar then, with the workflow unpublished. <br /> <br /> <b>For members</b>, publish the workflow and use the production URLs. Those executions show up in the executions list, not in the editor.',
		active:
			'<b>While you build</b>, listen for a test event and send yourself through the test URL that ends in /start. Saison returns to the registered address: change /webhook/ to /webhook-test/ in the address bar then, with the workflow unpublished. <br /> <br /> <b>Members</b> use the production URLs, since the workflow is active. Those executions show up in the <a data-key="executions">executions list</a>, not in the editor.',
	},
	activationHint:
		'Once the workflow is published, members start it through the production URLs without this button.',
};

const forAuthorization = { show: { event: ['authorization'] } };
const forTwoFactor = { show: { event: ['twoFactor'] } };

export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Authorization Redirect',
				value: 'authorization',
				description: 'A member allowed or refused the access on the consent page (TEA002)',
			},
			{
				name: 'Two-Factor Redirect',
				value: 'twoFactor',
				description: 'A member went through the passcode page, or could not (TEA015)',
			},
		],
		default: 'authorization',
		description: 'Which way back to your site starts the workflow',
	},
	{
		displayName:
			"Two addresses, listed above under 'Webhook URLs'. Register the first one with Credit Saison as the redirect address. Put the one that ends in <b>/start</b> into 'Start URL' of Saison Connect, Authorization, Get Authorize URL, and give the URL that comes out only to a member who is signed in with you.",
		name: 'authorizationNotice',
		type: 'notice',
		default: '',
		displayOptions: forAuthorization,
	},
	{
		displayName:
			"Two addresses, listed above under 'Webhook URLs'. Register the first one with Credit Saison for the result of the passcode page. Send a member who is signed in with you to the one that ends in <b>/start</b>, with <b>?state=</b> from Saison Connect, Authorization, Create State, and <b>&amp;to=</b> the path and query of the passcode page (TEA014), percent-encoded as one value.",
		name: 'twoFactorNotice',
		type: 'notice',
		default: '',
		displayOptions: forTwoFactor,
	},
	{
		displayName: 'Path',
		name: 'path',
		type: 'string',
		required: true,
		default: 'saison-connect',
		placeholder: 'e.g. saison-connect',
		description:
			'End of the address that is registered with Credit Saison. Each published workflow needs a path of its own.',
	},
	{
		displayName: 'Exchange Code',
		name: 'exchangeCode',
		type: 'boolean',
		default: true,
		displayOptions: forAuthorization,
		description:
			"Whether to exchange the code for the member's tokens at once and output them. Turn off to output the code, which works once and not for long.",
	},
	{
		displayName: 'Same Browser Only',
		name: 'sameBrowserOnly',
		type: 'boolean',
		default: true,
		description:
			'Whether to accept a member only in the browser that went through the start address, which sets a cookie. Without it, a link to the consent page can be passed on to somebody else.',
	},
	{
		displayName: 'State Lifetime',
		name: 'stateLifetime',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: DEFAULT_STATE_LIFETIME,
		description:
			'Minutes from making the state to coming back. Saison says that a member may stay on the passcode page for tens of minutes.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Redirect URL',
				name: 'redirectUrl',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://example.com/thanks',
				description:
					"Where to send the member once all went well, instead of showing a text. https only. It goes before 'Response Text'.",
			},
			{
				displayName: 'Response Text',
				name: 'responseText',
				type: 'string',
				typeOptions: { rows: 3 },
				default: '',
				placeholder: 'e.g. Thank you. You can close this page.',
				description:
					'What the member reads once all went well, as plain text. Who refused reads a text of our own.',
			},
		],
	},
];
