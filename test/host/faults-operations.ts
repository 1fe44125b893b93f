import type { IDataObject, INode } from 'n8n-workflow';

export type ServiceName = 'saison' | 'marta';

/** Which credential of the sandbox a call needs; the scopes of MARTA open different calls. */
export type CredentialName = 'saison' | 'webForm' | 'till';

/** One operation as the matrix plays it. */
export interface PlayedOperation {
	service: ServiceName;
	name: string;
	/** A login makes a session instead of using one. */
	kind: 'read' | 'write' | 'login';
	credential: CredentialName;
	parameters: INode['parameters'];
	method: 'GET' | 'POST';
	/** By which the sandbox recognises the call. */
	path: string;
	/** Part of every good answer. */
	answer: IDataObject;
	/** What the item brings for it, of its own. */
	grant?: 'code' | 'refreshToken';
	/** Result codes of a 401 that a new token cannot cure. */
	finalCodes?: string[];
}

const MEMBER_CODES = ['101', '103', '104'];

function contractCall(
	resource: string,
	operation: string,
	path: string,
	finalCodes: string[],
	field = 'result_code',
): PlayedOperation {
	return {
		service: 'saison',
		name: `${resource}.${operation}`,
		kind: 'read',
		credential: 'saison',
		parameters: { resource, operation, path, simplify: false },
		method: 'POST',
		path,
		answer: { [field]: expect.anything() },
		finalCodes,
	};
}

function saisonRequest(kind: 'read' | 'write'): PlayedOperation {
	const path = `/sandbox-made-up/echo/${kind}`;
	return {
		service: 'saison',
		name: kind === 'read' ? 'apiRequest.send (Safe to Repeat)' : 'apiRequest.send',
		kind,
		credential: 'saison',
		parameters: {
			resource: 'apiRequest',
			operation: 'send',
			method: 'POST',
			path,
			safeToRepeat: kind === 'read',
		},
		method: 'POST',
		path,
		answer: { url: path },
		finalCodes: MEMBER_CODES,
	};
}

function martaRequest(method: 'GET' | 'POST', safeToRepeat: boolean): PlayedOperation {
	const kind = method === 'GET' || safeToRepeat ? 'read' : 'write';
	const path = `/sandbox-made-up/echo/${method.toLowerCase()}-${kind}`;
	return {
		service: 'marta',
		name: `apiRequest.send ${method}${safeToRepeat ? ' (Safe to Repeat)' : ''}`,
		kind,
		credential: 'till',
		parameters: {
			resource: 'apiRequest',
			operation: 'send',
			method,
			path,
			...(method === 'POST' && { jsonBody: '{"points":10}', safeToRepeat }),
		},
		method,
		path,
		answer: { url: path },
	};
}

/** A grant that each item brings; made for this play, since it works once. */
function saisonGrant(name: string, grant: 'code' | 'refreshToken'): PlayedOperation {
	const [resource, operation] = name.split('.');
	return {
		service: 'saison',
		name,
		kind: 'login',
		credential: 'saison',
		parameters: { resource, operation },
		grant,
		method: 'POST',
		path: '/auth/token',
		answer: { accessToken: expect.anything(), tokenType: 'mac' },
	};
}

const martaLogin = { service: 'marta', kind: 'login', method: 'POST', path: '/auth' } as const;

/** Every operation of both nodes, and the free request once for each way it is treated. */
export const OPERATIONS: PlayedOperation[] = [
	{
		service: 'saison',
		name: 'member.getAttributes',
		kind: 'read',
		credential: 'saison',
		parameters: { resource: 'member', operation: 'getAttributes' },
		method: 'POST',
		path: '/auth/account/profile',
		answer: { result_code: '000', info_data: expect.anything() },
		finalCodes: MEMBER_CODES,
	},
	contractCall('statement', 'get', '/sandbox-made-up/statement', ['104']),
	contractCall('creditLine', 'get', '/sandbox-made-up/credit-line', MEMBER_CODES),
	contractCall('wallet', 'getBalance', '/sandbox-made-up/wallet', [], 'wallet_balance'),
	saisonRequest('read'),
	saisonRequest('write'),
	saisonGrant('authorization.exchangeCode', 'code'),
	saisonGrant('authorization.refreshTokens', 'refreshToken'),
	{
		service: 'marta',
		name: 'card.check',
		kind: 'read',
		credential: 'webForm',
		parameters: {
			resource: 'card',
			operation: 'check',
			lookupBy: 'card',
			value: '2990000000001',
		},
		method: 'GET',
		path: '/customer/checkcard',
		answer: { statusCode: 200, body: expect.objectContaining({ exists: true }) },
	},
	{
		service: 'marta',
		name: 'campaign.get',
		kind: 'read',
		credential: 'till',
		parameters: { resource: 'campaign', operation: 'get', campaignId: '' },
		method: 'GET',
		path: '/terminal/campaign/41873',
		answer: {},
	},
	{
		...martaLogin,
		name: 'customer.logIn',
		credential: 'webForm',
		parameters: { resource: 'customer', operation: 'logIn' },
		answer: { authenticated: true, customer: expect.anything() },
	},
	{
		...martaLogin,
		name: 'session.logIn',
		credential: 'till',
		parameters: { resource: 'session', operation: 'logIn' },
		answer: { authenticated: true, scope: 'terminal' },
	},
	martaRequest('GET', false),
	martaRequest('POST', true),
	martaRequest('POST', false),
];
