import type { INodeProperties, TriggerPanelDefinition } from 'n8n-workflow';
import { DEFAULT_STATE_LIFETIME } from '../../lib/saison/consent/state';

const WHILE_BUILDING =
	'<b>While building your workflow</b>, leave it unpublished, listen for a test event, and open the test URL that ends in /start yourself. Saison redirects to the registered production URL: when it does, change /webhook/ to /webhook-test/ in the address bar. <br /> <br /> ';

/** Shown next to the form while the node listens. */
export const triggerPanel: TriggerPanelDefinition = {
	header: 'Wait for members to return from Saison',
	executionsHelp: {
		inactive: `${WHILE_BUILDING}<b>For members</b>, publish the workflow and use the production URLs. These executions show up in the executions list, not in the editor.`,
		active: `${WHILE_BUILDING}<b>Members</b> use the production URLs, because the workflow is published. These executions show up in the <a data-key="executions">executions list</a>, not in the editor.`,
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
				description: 'A member allowed or denied access on the consent page (TEA002)',
			},
			{
				name: 'Two-Factor Redirect',
				value: 'twoFactor',
				description: 'A member completed the passcode page, or could not (TEA015)',
			},
		],
		default: 'authorization',
		description: 'Which redirect from Saison starts the workflow',
	},
	{
		displayName:
			"This trigger has two URLs, listed above under 'Webhook URLs'. Register the first one with Credit Saison as the redirect URI. Enter the one that ends in <b>/start</b> as 'Start URL' in the Get Authorize URL operation of the Saison Connect node, and give the link it returns only to a member who is signed in with you.",
		name: 'authorizationNotice',
		type: 'notice',
		default: '',
		displayOptions: forAuthorization,
	},
	{
		displayName:
			"This trigger has two URLs, listed above under 'Webhook URLs'. Register the first one with Credit Saison for the result of the passcode page. Send a member who is signed in with you to the one that ends in <b>/start</b>. Add <b>?state=</b> with a state from the Create State operation of the Saison Connect node, and <b>&amp;to=</b> with the path and query of the passcode page (TEA014), which contains the same state, percent-encoded as one value.",
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
			'The last part of the URL that is registered with Credit Saison. Each published workflow needs its own path.',
	},
	{
		displayName: 'Exchange Code',
		name: 'exchangeCode',
		type: 'boolean',
		default: true,
		displayOptions: forAuthorization,
		description:
			"Whether to exchange the code for the member's tokens right away and output them. If turned off, the output contains the code, which works only once and expires soon.",
	},
	{
		displayName: 'Same Browser Only',
		name: 'sameBrowserOnly',
		type: 'boolean',
		default: true,
		description:
			'Whether to accept a member only in the browser that opened the start URL, which sets a cookie. Otherwise, whoever has the URL of a redirect, e.g. from an access log, can use it. This does not stop a member from opening a start link that was made for someone else.',
	},
	{
		displayName: 'State Lifetime',
		name: 'stateLifetime',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: DEFAULT_STATE_LIFETIME,
		description:
			'How many minutes a member has to return after the state was created. According to Saison, a member may stay on the passcode page for tens of minutes.',
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
					"Where to send the member after success instead of showing a text. Must begin with https://. Takes precedence over 'Response Text'.",
			},
			{
				displayName: 'Response Text',
				name: 'responseText',
				type: 'string',
				typeOptions: { rows: 3 },
				default: '',
				placeholder: 'e.g. Thank you. You can close this page.',
				description:
					'The plain text that a member sees after success. Members who denied access see a built-in text.',
			},
			{
				displayName: 'Service Name',
				name: 'serviceName',
				type: 'string',
				default: '',
				placeholder: 'e.g. Example Shop',
				description:
					"What members call your service, for the page that 'Show Confirmation Page' describes. If empty, the page shows the host of the webhook URL.",
			},
			{
				displayName: 'Show Confirmation Page',
				name: 'showConfirmation',
				type: 'boolean',
				default: true,
				description:
					"Whether the start URL first shows a page with your service and the member reference of the link, and continues to Saison only if the member clicks there. A member who opens someone else's link can notice it there, but nothing stops one who continues anyway.",
			},
		],
	},
];
