import type { INode } from 'n8n-workflow';
import { martaNode, saisonNode, type Reference } from './environment';

export const GOES_ON = { onError: 'continueRegularOutput' } as const;
/** The time limit of a request that gets no response, in ms. */
const SHORT_TIMEOUT = 5000;
const LONG_TIMEOUT = 60_000;

/** @param isUnanswered whether no request gets a response */
export function saisonCalls(
	credential: Reference,
	more: Partial<INode> = {},
	isUnanswered = false,
): INode[] {
	const options = optionsOf(isUnanswered);
	return [
		saisonNode(credential, { resource: 'member', operation: 'getAttributes', options }, more),
		saisonNode(
			credential,
			{
				resource: 'apiRequest',
				operation: 'send',
				method: 'POST',
				path: '/sandbox-made-up/wallet',
				options,
			},
			more,
		),
	];
}

export function martaCalls(
	credential: Reference,
	more: Partial<INode> = {},
	isUnanswered = false,
): INode[] {
	const options = optionsOf(isUnanswered);
	return [
		martaNode(credential, { resource: 'session', operation: 'logIn', options }, more),
		// A read first: a rejected write is not sent again if the service gives a code.
		martaNode(
			credential,
			{
				resource: 'apiRequest',
				operation: 'send',
				method: 'GET',
				path: '/sandbox-made-up/echo/secrets',
				options,
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
				options,
			},
			more,
		),
	];
}

function optionsOf(isUnanswered: boolean): { timeout: number } {
	return { timeout: isUnanswered ? SHORT_TIMEOUT : LONG_TIMEOUT };
}
