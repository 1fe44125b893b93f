import { callMcpTool, connectMcpClient } from '../n8n-host/mcp-client';
import { MCP_TOKEN } from './examples';
import type { DemoEnvironment } from './environment';
import type { DemoResult } from './result';
import type { Row } from './table';

/** Asks the card check as an assistant does, with the official MCP client. */
export async function askCardsByMcp({
	n8n,
	workflows,
	sandbox,
}: DemoEnvironment): Promise<DemoResult> {
	const workflow = workflows['check-card-mcp'];
	await n8n.rest.publish(workflow);
	const client = await connectMcpClient(n8n, 'marta-cards', {
		authorization: `Bearer ${MCP_TOKEN}`,
	});
	const { tools } = await client.listTools();
	const [known] = sandbox.marta.customers();
	const rows: Row[] = [];
	for (const [lookup_by, value] of [
		['card', known.card],
		['email', 'nobody@example.com'],
	]) {
		const args = { lookup_by, value };
		const returned = await callMcpTool(client, tools[0].name, args);
		rows.push({ tool: tools[0].name, arguments: JSON.stringify(args), returned });
	}
	await client.close();
	const isRight =
		/"statusCode":\s*200/.test(String(rows[0].returned)) &&
		/"statusCode":\s*404/.test(String(rows[1].returned));
	return { title: workflow.name, rows, problem: isRight ? undefined : 'a status is wrong' };
}
