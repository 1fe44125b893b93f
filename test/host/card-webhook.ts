import type { IDataObject } from 'n8n-workflow';
import { demoCredentials, fillIn, FORM_HEADER, importInto } from '../../tools/demo/examples';
import { DataTables } from '../../tools/n8n-host/data-tables';
import { itemsOf } from '../../tools/n8n-host/n8n-rest';
import { pollUntil } from '../../tools/support/poll';
import { publishErrorReceiver, readExample } from './example-workflows';
import { startEditorEnvironment, type Environment } from './environment';

const EXAMPLE = 'check-card-webhook';

export const TABLE = 'check_card_questions';
export const KNOWN_CARD = '2990000000001';
/** Small enough to be reached. */
export const RULES = { questionsPerVisitor: 5, questionsOfAll: 60 };
/** When an answer is due, in s: time for a busy machine, and soon for a question that says that its answer is plain. */
const DUE = { usually: 20, plain: 3 };
export const PLAIN_DUE_MS = DUE.plain * 1000;

export interface Answer {
	status: number;
	text: string;
	headers: Record<string, string>;
	afterMs: number;
}

export function bodyOf({ text }: Answer): IDataObject {
	return JSON.parse(text) as IDataObject;
}

/** The example on a running n8n, published, with an error workflow that keeps what it is told. */
export class CardWebhook {
	readonly tables: DataTables;
	private visitors = 0;

	private constructor(
		readonly environment: Environment,
		readonly workflowId: string,
		private readonly receiverId: string,
	) {
		this.tables = new DataTables(environment.n8n.rest);
	}

	static async start(): Promise<CardWebhook> {
		const environment = await startEditorEnvironment();
		const { n8n, sandbox } = environment;
		const receiver = await publishErrorReceiver(n8n.rest);
		const example = readExample(EXAMPLE);
		const answerAfterSeconds = `={{ $json.body?.isPlain ? ${DUE.plain} : ${DUE.usually} }}`;
		fillIn(example, 'Rules', { ...RULES, answerAfterSeconds });
		example.settings.errorWorkflow = receiver;
		const credentials = demoCredentials(sandbox.credentials);
		const created = await importInto(n8n.rest, credentials, { [EXAMPLE]: example });
		await n8n.rest.publish(created[EXAMPLE]);
		await n8n.waitForWebhook('check-card');
		return new CardWebhook(environment, created[EXAMPLE].id, receiver);
	}

	/** Starts one of the workflow's own triggers. It saves no execution, so its effect tells when it is done. */
	async startRun(trigger: string): Promise<void> {
		await this.environment.n8n.rest.startRun(this.workflowId, trigger);
	}

	/** Asks as a visitor who has not asked before, unless the question names one. */
	async ask(
		question: object,
		header: Record<string, string> = { [FORM_HEADER.name]: FORM_HEADER.value },
	): Promise<Answer> {
		const began = Date.now();
		const response = await fetch(this.environment.n8n.webhookUrl('check-card'), {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...header },
			body: JSON.stringify({ visitor: `visitor-${++this.visitors}`, ...question }),
		});
		const text = await response.text();
		const headers: Record<string, string> = {};
		response.headers.forEach((value, name) => (headers[name] = name === 'date' ? '' : value));
		return { status: response.status, text, headers, afterMs: Date.now() - began };
	}

	/** Resolves once nothing is being asked: n8n keeps an execution while it runs, and deletes it shortly after. */
	async idle(): Promise<boolean> {
		const { rest } = this.environment.n8n;
		return await pollUntil(
			async () => (await rest.executions({ workflowId: this.workflowId })).length === 0,
		);
	}

	/** How many cards MARTA was asked about. */
	get checks(): number {
		return this.environment.sandbox.marta.counts().requests['GET /customer/checkcard'] ?? 0;
	}

	/** All that the error workflow was told, as text. */
	async told(): Promise<string[]> {
		const { rest } = this.environment.n8n;
		const runs = await rest.executions({ workflowId: this.receiverId, status: ['success'] });
		const read = await Promise.all(runs.map(async ({ id }) => await rest.execution(id)));
		return read.map(({ data }) => JSON.stringify(itemsOf(data, 'Failed')));
	}
}
