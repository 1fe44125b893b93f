/* eslint-disable @n8n/community-nodes/no-restricted-imports, import-x/no-unresolved -- a tool; the rule cannot read the exports of the package */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { pollUntil } from '../support/poll';
import type { N8n } from './n8n';

export type McpClient = Client;

/**
 * Connects the official MCP client with a published MCP Server Trigger.
 *
 * @param path as the trigger has it
 * @param headers sent with every request
 * @throws Error if n8n has no such server, or rejects the headers
 */
export async function connectMcpClient(
	{ url }: Pick<N8n, 'url'>,
	path: string,
	headers: Record<string, string> = {},
): Promise<Client> {
	const server = new URL(`${url}/mcp/${path}`);
	// n8n registers the address shortly after it publishes.
	const isRegistered = async (): Promise<boolean> =>
		(await fetch(server, { method: 'POST' })).status !== 404;
	await pollUntil(isRegistered);
	const client = new Client({ name: 'n8n-nodes-saison-marta', version: '1.0.0' });
	await client.connect(new StreamableHTTPClientTransport(server, { requestInit: { headers } }));
	return client;
}

/** What a tool returned, as the model behind the client reads it. */
export async function callMcpTool(
	client: Client,
	name: string,
	args: Record<string, unknown>,
): Promise<string> {
	const { content } = await client.callTool({ name, arguments: args });
	return (content as Array<{ text?: string }>).map(({ text = '' }) => text).join('\n');
}
