import type { INode } from 'n8n-workflow';
import { martaNode, saisonNode, type Reference } from './environment';

export const GOES_ON = { onError: 'continueRegularOutput' } as const;
/** Faults of the network last until this, in ms. */
const OPTIONS = { timeout: 5000 };

export function saisonCalls(
	credential: Reference,
	more: Partial<INode> = {},
	options = {},
): INode[] {
	const all = { ...OPTIONS, ...options };
	return [
		saisonNode(credential, { resource: 'member', operation: 'getAttributes', options: all }, more),
		saisonNode(
			credential,
			{
				resource: 'apiRequest',
				operation: 'send',
				method: 'POST',
				path: '/sandbox-made-up/wallet',
				options: all,
			},
			more,
		),
	];
}

export function martaCalls(credential: Reference, more: Partial<INode> = {}): INode[] {
	return [
		martaNode(credential, { resource: 'session', operation: 'logIn', options: OPTIONS }, more),
		// A read first: a rejected write is not sent again if the service gives a code.
		martaNode(
			credential,
			{
				resource: 'apiRequest',
				operation: 'send',
				method: 'GET',
				path: '/sandbox-made-up/echo/secrets',
				options: OPTIONS,
			},
			more,
		),
		martaNode(
			credential,
			{
				resource: 'apiRequest',
				operation: 'send',
				method: 'POST',
				path: '/sandbox-made-up/echo/secrets',
				jsonBody: '{"a":1}',
				options: OPTIONS,
			},
			more,
		),
	];
}
