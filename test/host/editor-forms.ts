import type { IDataObject } from 'n8n-workflow';

export type ShownNode = 'saisonConnect' | 'saisonConnectTrigger' | 'marta';

/** A form as it is opened once, with all its lists and options unfolded. */
export interface ShownForm {
	node: ShownNode;
	/** The node's name on the canvas. */
	name: string;
	parameters: IDataObject;
	/** Of all fields, in the order of the form. */
	labels: string[];
}

const PAIR = { parameter: [{ name: 'name', value: 'value' }] };
const OPTIONS = { maxConcurrentRequests: 5, timeout: 1000 };
const pairs = (title: string): string[] => [title, 'Name', 'Value'];

function form(
	node: ShownNode,
	operation: string,
	parameters: IDataObject,
	labels: string[],
	options?: string[],
): ShownForm {
	const [resource, value] = operation.split('.');
	const token = node === 'marta' ? 'sessionToken' : 'memberAccessToken';
	const hasToken = options?.some((label) => label.endsWith('Token'));
	return {
		node,
		name: `${node} ${operation}`,
		parameters: {
			resource,
			operation: value,
			...parameters,
			...(options && { options: { ...OPTIONS, ...(hasToken && { [token]: 'abc' }) } }),
		},
		labels: ['Resource', 'Operation', ...labels, ...(options ? ['Options', ...options] : [])],
	};
}

const MEMBER_OPTIONS = ['Max Concurrent Requests', 'Member Access Token', 'Timeout'];
const SESSION_OPTIONS = ['Max Concurrent Requests', 'Session Token', 'Timeout'];
const LOGIN_OPTIONS = ['Max Concurrent Requests', 'Timeout'];

const contract = (operation: string): ShownForm =>
	form(
		'saisonConnect',
		operation,
		{ path: '/path', bodyParameters: PAIR },
		['Path', ...pairs('Body Parameters'), 'Simplify'],
		MEMBER_OPTIONS,
	);

const trigger = (event: string, labels: string[]): ShownForm => ({
	node: 'saisonConnectTrigger',
	name: `saisonConnectTrigger ${event}`,
	parameters: {
		event,
		path: `path-of-${event}`,
		options: { redirectUrl: 'https://example.com', responseText: 'Thank you.' },
	},
	labels: ['Event', 'Path', ...labels, 'Options', 'Redirect URL', 'Response Text'],
});

/** Every operation of both nodes, and both events of the trigger. */
export const FORMS: ShownForm[] = [
	form(
		'saisonConnect',
		'member.getAttributes',
		{},
		['Attributes', 'Additional Attributes', 'Data Flag'],
		MEMBER_OPTIONS,
	),
	contract('statement.get'),
	contract('creditLine.get'),
	contract('wallet.getBalance'),
	form('saisonConnect', 'authorization.createState', {}, ['Purpose', 'Member Reference']),
	form('saisonConnect', 'authorization.exchangeCode', { code: 'abc' }, ['Code'], LOGIN_OPTIONS),
	form('saisonConnect', 'authorization.getAuthorizeUrl', {}, [
		'Member Reference',
		'Member Service',
		'Start URL',
	]),
	form(
		'saisonConnect',
		'authorization.refreshTokens',
		{ refreshToken: 'abc' },
		['Refresh Token'],
		LOGIN_OPTIONS,
	),
	form(
		'saisonConnect',
		'apiRequest.send',
		{ path: '/path', bodyParameters: PAIR, queryParameters: PAIR, headerParameters: PAIR },
		[
			...['Method', 'Path', ...pairs('Body Parameters')],
			...[...pairs('Query Parameters'), ...pairs('Headers'), 'Safe to Repeat'],
		],
		MEMBER_OPTIONS,
	),
	form('marta', 'session.logIn', {}, ['Include Tokens'], LOGIN_OPTIONS),
	form(
		'marta',
		'customer.logIn',
		{ username: 'abc', password: 'abc' },
		['Username', 'Password', 'Include Tokens'],
		LOGIN_OPTIONS,
	),
	form('marta', 'card.check', { value: '299' }, ['Look Up By', 'Value'], SESSION_OPTIONS),
	form('marta', 'campaign.get', {}, ['Campaign ID'], SESSION_OPTIONS),
	form(
		'marta',
		'apiRequest.send',
		{
			method: 'POST',
			path: '/path',
			queryParameters: PAIR,
			headerParameters: PAIR,
			jsonBody: '{ "points": 10 }',
		},
		[
			...['Method', 'Path', ...pairs('Query Parameters'), ...pairs('Headers')],
			...['JSON Body', 'Safe to Repeat'],
		],
		SESSION_OPTIONS,
	),
	trigger('authorization', ['Exchange Code', 'Same Browser Only', 'State Lifetime']),
	trigger('twoFactor', ['Same Browser Only', 'State Lifetime']),
];
