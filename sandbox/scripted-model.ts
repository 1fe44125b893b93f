/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test */
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import express from 'express';

interface Message {
	role: string;
	content?: unknown;
}

interface ChatRequest {
	messages: Message[];
	tools?: Array<{
		function: {
			name: string;
			description: string;
			parameters: { properties?: Record<string, object> };
		};
	}>;
}

/** Speaks as much of OpenAI's chat completions as n8n's agents need, and says what the test wrote. */
export class ScriptedModel {
	/** What the model was sent, in order. */
	readonly requests: ChatRequest[] = [];
	/** The arguments of the only tool call it makes. */
	toolArguments: Record<string, unknown> = {};

	private constructor(private readonly server: Server) {}

	static async start(): Promise<ScriptedModel> {
		const app = express();
		const server = await new Promise<Server>((resolve) => {
			const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
		});
		const model = new ScriptedModel(server);
		app.post('/v1/chat/completions', express.json({ limit: '5mb' }), (request, response) => {
			response.json(model.reply(request.body as ChatRequest));
		});
		return model;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
	}

	/** What the tool said to the model. */
	get toolText(): string {
		const messages = this.requests.flatMap((request) => request.messages);
		const [said] = messages.filter(({ role }) => role === 'tool');
		return typeof said?.content === 'string' ? said.content : JSON.stringify(said?.content ?? '');
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private reply(request: ChatRequest): object {
		this.requests.push(request);
		const hasToolResult = request.messages.some(({ role }) => role === 'tool');
		const call = {
			id: 'call_1',
			type: 'function',
			function: {
				name: request.tools?.[0].function.name,
				arguments: JSON.stringify(this.toolArguments),
			},
		};
		const message = hasToolResult
			? { role: 'assistant', content: 'Done.' }
			: { role: 'assistant', content: null, tool_calls: [call] };
		return {
			id: 'completion',
			object: 'chat.completion',
			created: 1,
			model: 'scripted',
			choices: [{ index: 0, message, finish_reason: hasToolResult ? 'stop' : 'tool_calls' }],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	}
}
