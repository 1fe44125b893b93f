import { isRunning, itemsOf } from '../n8n-host/n8n-rest';
import { pollUntil } from '../support/poll';
import type { DemoEnvironment } from './environment';
import type { DemoResult } from './result';

/** Lets an execution fail by `cause`, and shows what the operator is told about it. */
export async function showOperatorAlert(
	{ n8n: { rest }, workflows }: DemoEnvironment,
	cause: () => Promise<unknown>,
): Promise<DemoResult> {
	const { id, name } = workflows['alert-operator'];
	await cause();
	let execution: string | undefined;
	const isTold = async (): Promise<boolean> => {
		const runs = await rest.executions({ workflowId: id });
		execution = runs.find(({ status }) => !isRunning(status))?.id;
		return execution !== undefined;
	};
	await pollUntil(isTold);
	const text = execution ? await messageOf(execution) : '';
	return {
		title: name,
		rows: text.split('\n').map((line) => ({ message: line })),
		problem: /^Reason: bad_answer$/m.test(text)
			? undefined
			: 'the operator was not told the reason',
	};

	async function messageOf(executionId: string): Promise<string> {
		const { data } = await rest.execution(executionId);
		const [message] = itemsOf<{ text: string }>(data, 'What to Tell');
		return message?.text ?? '';
	}
}
