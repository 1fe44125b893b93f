import express from 'express';
import { listen, type Listening } from './shared/listen';

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

/**
 * Stands in for the model of an AI agent: speaks as much of OpenAI's chat completions as n8n needs, and
 * follows a script instead of thinking. It calls its first tool, then answers.
 */
export class ScriptedModel {
	/** What the model was sent, in order. */
	readonly requests: ChatRequest[] = [];
	/** The arguments of its tool call, declared or not. */
	toolArguments: Record<string, unknown> = {};
	/** What it answers when it has read what the tool returned. */
	answer: (toolText: string) => string = () => 'Done.';

	private constructor(private readonly server: Listening) {}

	/** Starts it on a free port of this machine. */
	static async start(): Promise<ScriptedModel> {
		const app = express();
		const model = new ScriptedModel(await listen(app, {}));
		app.post('/v1/chat/completions', express.json({ limit: '5mb' }), (request, response) => {
			response.json(model.reply(request.body as ChatRequest));
		});
		// Asked by n8n's test of the credential, and for its list of models.
		app.get('/v1/models', (_request, response) => {
			response.json({ object: 'list', data: [{ id: 'scripted', object: 'model' }] });
		});
		return model;
	}

	/** The Base URL for n8n's credential. */
	get url(): string {
		return `${this.server.url}/v1`;
	}

	/** What the tool said to the model, of the first call. */
	get toolText(): string {
		return toolTextIn(this.requests.flatMap(({ messages }) => messages)) ?? '';
	}

	async stop(): Promise<void> {
		await this.server.stop();
	}

	private reply(request: ChatRequest): object {
		this.requests.push(request);
		const toolText = toolTextIn(request.messages);
		const call = {
			id: 'call_1',
			type: 'function',
			function: {
				name: request.tools?.[0].function.name,
				arguments: JSON.stringify(this.toolArguments),
			},
		};
		const message =
			toolText === undefined
				? { role: 'assistant', content: null, tool_calls: [call] }
				: { role: 'assistant', content: this.answer(toolText) };
		return {
			id: 'completion',
			object: 'chat.completion',
			created: 1,
			model: 'scripted',
			choices: [
				{ index: 0, message, finish_reason: toolText === undefined ? 'tool_calls' : 'stop' },
			],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	}
}

/** What the first tool returned. @returns `undefined` if none was called yet */
function toolTextIn(messages: Message[]): string | undefined {
	const content = messages.find(({ role }) => role === 'tool')?.content;
	if (content === undefined || typeof content === 'string') return content;
	return JSON.stringify(content);
}
