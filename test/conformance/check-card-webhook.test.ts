import { readExample, SAVES_NO_EXECUTION } from './support/example';

/** What anyone on the internet meets. */
const { settings, ofType } = readExample('check-card-webhook');

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
	expect(settings).toMatchObject(SAVES_NO_EXECUTION);
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
