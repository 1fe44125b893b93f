import { readExample, SAVES_NO_EXECUTION } from './support/example';

/** What the tablet of a shop shows. */
const { settings, ofType } = readExample('customer-onboarding');

test('the form asks for a password', () => {
	const [trigger, ...others] = ofType('formTrigger');
	expect(others).toEqual([]);
	expect(trigger.parameters.authentication).toBe('basicAuth');
	expect(trigger.credentials).toHaveProperty('httpBasicAuth');
});

test('every page waits for half an hour at most, since n8n keeps what waits forever', () => {
	const pages = ofType('form');
	expect(pages.length).toBeGreaterThan(5);
	for (const { parameters } of pages) {
		expect(parameters).toMatchObject({
			limitWaitTime: true,
			limitType: 'afterTimeInterval',
			resumeUnit: 'minutes',
		});
		expect(parameters.resumeAmount).toBeLessThanOrEqual(30);
	}
});

test('no execution is saved', () => {
	expect(settings).toMatchObject(SAVES_NO_EXECUTION);
});

test.each([
	['probing', /learns who has a card/],
	['strangers’ numbers', /Nobody checks whose number it is/],
	['pages without a password', /asked for on the first page only/],
	['many attempts', /does not limit wrong passwords/],
	['what waits', /database contains what was typed/],
	['other hosts', /a font from Google and an icon from n8n\.io/],
	['editors of the workflow', /may edit this workflow/],
])('its note names what it does not protect from: %s', (_what, words) => {
	const [note] = ofType('stickyNote').filter(({ name }) => name === 'What This Does Not Stop');
	expect(note.parameters.content).toMatch(words);
});
