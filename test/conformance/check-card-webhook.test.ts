import type { IDataObject } from 'n8n-workflow';
import { read } from './support/files';

/** What anyone on the internet meets, as the file has it that people import. */
const { nodes, settings } = JSON.parse(read('examples/check-card-webhook.workflow.json')) as {
	nodes: Array<{ name: string; type: string; parameters: IDataObject; credentials?: object }>;
	settings: IDataObject;
};
const ofType = (type: string): typeof nodes =>
	nodes.filter((node) => node.type.endsWith(`.${type}`));

test('the webhook for the open internet asks for a header credential', () => {
	const [webhook, ...others] = ofType('webhook');
	expect(others).toEqual([]);
	expect(webhook.parameters.authentication).toBe('headerAuth');
	expect(webhook.credentials).toHaveProperty('httpHeaderAuth');
});

test('everything is answered by the same node, with one status', () => {
	const [answer, ...others] = ofType('respondToWebhook');
	expect(others).toEqual([]);
	expect(answer.parameters.options).toEqual({});
});

test('no execution is saved', () => {
	expect(settings).toMatchObject({
		saveDataSuccessExecution: 'none',
		saveDataErrorExecution: 'none',
		saveManualExecutions: false,
		saveExecutionProgress: false,
	});
});

test.each([
	['someone learns who has a card', /learns that somebody has a card/],
	['many sessions', /many sessions or addresses is many visitors/],
	['everyone is locked out', /nobody gets an answer, your customers included/],
	['a leaked header', /Whoever has the header\*\* can invent visitors/],
	['wrong headers', /does not limit wrong attempts/],
	['a flood', /A flood/],
	['a slow service', /gets the answer for unknown people, although they have a card/],
	['readers of the table', /can read the table/],
])('its note names what it does not protect from: %s', (_what, words) => {
	const [note] = ofType('stickyNote').filter(({ name }) => name === 'What This Does Not Stop');
	expect(note.parameters.content).toMatch(words);
});
