import type { Page } from 'playwright-core';
import type { FaultOrder } from '../../sandbox';
import { TABLET_LOGIN } from '../../tools/demo/examples';
import { pollUntil } from '../../tools/support/poll';
import { PATIENCE_MS } from './gate';
import { ENTRY, fillIn, labelsOf, OnboardingForm, pageWith } from './onboarding-form';

/** The onboarding example, filled in by a browser as at a counter. */
jest.setTimeout(600_000);
const KNOWN = '+393000000010';
const FULL_WIDTH = KNOWN.replace(/./g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
const INCOMPLETE = '+393000000120';
/** Who leaves on which page. */
const LEAVE = [
	['nobody', 'Please check'],
	['+393990000001', 'Get your card'],
	[INCOMPLETE, 'Almost there'],
	[KNOWN, 'Welcome back!'],
];
const DETAILS = { 'First name': 'Anna', 'Last name': 'Dell’Acqua', Town: 'Castelprova' };
const PERSON = { ...DETAILS, 'Date of birth': '1990-01-31' };

let form: OnboardingForm;
let marta: OnboardingForm['environment']['sandbox']['marta'];

beforeAll(async () => {
	form = await OnboardingForm.start();
	({ marta } = form.environment.sandbox);
	// n8n looks for what waits once a minute, so the last test asks for them.
	for (const [entry, page] of LEAVE) await pageWith(await form.enter(entry, 'brief'), page);
});
afterAll(async () => await form?.stop());
afterEach(() => marta.faults({ clear: true }));

const customerWith = (field: 'mobile' | 'email', value: string) =>
	marta.customers().find((customer) => customer[field] === value);

it('shows nobody the form without the password of the tablet', async () => {
	const open = async (login?: string): Promise<number> => {
		const headers: Record<string, string> = login ? { authorization: `Basic ${btoa(login)}` } : {};
		return (await fetch(form.url(), { headers })).status;
	};
	expect(await open()).toBe(401);
	expect(await open(`${TABLET_LOGIN.user}:wrong`)).toBe(401);
	expect(await open(`${TABLET_LOGIN.user}:${TABLET_LOGIN.password}`)).toBe(200);
	const sent = await fetch(form.url(), { method: 'POST', body: new FormData() });
	expect(sent.status).toBe(401);
});

it('greets a customer who has a card, and shows nothing but that', async () => {
	const customer = customerWith('mobile', KNOWN)!;
	const writes = form.writes;
	const page = await form.enter(KNOWN);
	const shown = await pageWith(page, 'Welcome back!');
	const { firstname, lastname, email, card, birthdate, town, points } = customer;
	for (const value of [firstname, lastname, email, card, birthdate, town, KNOWN]) {
		expect(shown).not.toContain(value);
	}
	expect(await page.locator('body').innerText()).not.toContain(String(points));
	expect(form.writes).toBe(writes);
	const box = await page.locator('.card').boundingBox();
	expect(box!.x + box!.width).toBeLessThanOrEqual(390);

	await page.getByText('Next customer').click();
	await pageWith(page, 'Your loyalty card');
	expect(await page.getByLabel(ENTRY).inputValue()).toBe('');
});

it('sends a customer who has no card yet to the staff', async () => {
	const page = await form.enter('senza.carta@example.com');
	expect(await pageWith(page, 'You are registered')).toContain('Ask our staff');
});

it('asks for the missing data only, and adds it', async () => {
	const page = await form.enter(INCOMPLETE);
	const shown = await pageWith(page, 'Almost there');
	const { firstname, lastname, email, card } = customerWith('mobile', INCOMPLETE)!;
	for (const value of [firstname, lastname, email, card]) expect(shown).not.toContain(value);
	expect(await labelsOf(page)).toEqual(['Date of birth', 'Town']);
	await fillIn(page, { 'Date of birth': '1985-12-24', Town: 'Borgofinto' });
	await pageWith(page, 'Thank you!');
	expect(customerWith('mobile', INCOMPLETE)).toMatchObject({
		...{ firstname, lastname, email, card },
		...{ birthdate: '1985-12-24', town: 'Borgofinto' },
	});
	await pageWith(await form.enter(INCOMPLETE), 'Welcome back!');
});

it('registers somebody unknown once all details are valid, and says what is not', async () => {
	const count = marta.customers().length;
	const page = await form.enter(' anna\u200b.acqua＠example.com ');
	await pageWith(page, 'Get your card');
	expect(await labelsOf(page)).toEqual([
		...['First name', 'Last name', 'Mobile number', 'Date of birth', 'Town'],
	]);
	await fillIn(page, {
		'First name': '\u200b\u3164',
		'Last name': '<b>Acqua</b>',
		'Mobile number': '12',
		'Date of birth': '2190-01-31',
		Town: ' Castelprova\u200b ',
	});
	await page.getByText('Please correct this').waitFor();
	const problems = await page.locator('#n8n-form .form-header p').innerText();
	expect(problems.trim().split('\n')).toEqual([
		'Please correct this:',
		'First name: letters, 40 at most',
		'Last name: letters, 40 at most',
		'Mobile number: a number such as +39 333 123 4567',
		'Date of birth: a day in the past',
	]);
	const { Town, ...rest } = PERSON;
	expect(await page.getByLabel('Town').inputValue()).toBe(Town);
	expect(marta.customers()).toHaveLength(count);

	await fillIn(page, { ...rest, 'Mobile number': '３３３ ９９９-8888' });
	const { card, ...customer } = await registered(page, 'anna.acqua@example.com');
	expect(customer).toMatchObject({
		firstname: 'Anna',
		lastname: 'Dell’Acqua',
		mobile: '+393339998888',
		birthdate: '1990-01-31',
		town: 'Castelprova',
	});
	expect(await page.content()).toContain(card);
	expect(marta.customers()).toHaveLength(count + 1);
});

async function registered(page: Page, email: string) {
	await pageWith(page, 'Welcome!');
	return customerWith('email', email)!;
}

it('asks nothing of MARTA about what is empty', async () => {
	const checks = form.checks;
	const page = await form.enter('  ');
	await page.getByText('This field is required').waitFor();
	expect(form.checks).toBe(checks);
});

it.each([
	['invisible characters', '\u200b\u2060\u00ad'],
	['too few digits', '+39 12'],
	['digits of another script', '٣٣٣١٢٣٤٥٦٧'],
	['letters', 'Anna'],
	['half an email address', 'anna@example'],
	['two email addresses', 'a@example.com b@example.com'],
])('asks to correct %s, and asks nothing of MARTA', async (_what, entry) => {
	const checks = form.checks;
	const page = await form.enter(entry);
	expect(await pageWith(page, 'Please check')).toContain('such as +39 333 123 4567');
	expect(form.checks).toBe(checks);
	await fillIn(page, { [ENTRY]: KNOWN });
	await pageWith(page, 'Welcome back!');
	expect(form.checks).toBe(checks + 1);
});

it.each([
	'+39 300 000-0010',
	'0039 300 000 0010',
	'300 000 0010',
	FULL_WIDTH,
	'\u200e+39\u00a0(300)\u200b0000010\u202c',
])('takes %j for the number it stands for', async (entry) => {
	await pageWith(await form.enter(entry), 'Welcome back!');
});

it.each<[string, FaultOrder['fault']]>([
	['a session that may not ask', { kind: 'status', status: 403 }],
	['a rate limit', { kind: 'status', status: 429 }],
	['a service that is down', { kind: 'status', status: 503 }],
	['a gateway that answers 404', { kind: 'html', status: 404 }],
	['an outcome that nobody explains', { kind: 'status', status: 410, body: { message: KNOWN } }],
])('registers nobody after %s', async (_what, fault) => {
	const { length } = marta.customers();
	const writes = form.writes;
	marta.faults({ fault, times: 0 });
	const page = await form.enter('+393990000002');
	expect(await pageWith(page, 'Please try again later')).toContain('Nothing has been registered');
	expect(form.writes).toBe(writes);
	expect(marta.customers()).toHaveLength(length);
});

it.each<[string, string, string, FaultOrder['fault']]>([
	['a registration', '+393990000003', 'Get your card', { kind: 'status', status: 500 }],
	['missing data', '+393000000140', 'Almost there', { kind: 'status', status: 503 }],
])('sends %s once, and says so if it may have arrived', async (_what, entry, heading, fault) => {
	const page = await form.enter(entry);
	await pageWith(page, heading);
	const writes = form.writes;
	marta.faults({ fault, times: 0 });
	const values = heading === 'Almost there' ? { Town: 'Castelprova' } : PERSON;
	await fillIn(page, values);
	expect(await pageWith(page, 'We are not sure')).toContain('Please ask our staff');
	expect(form.writes).toBe(writes + 1);
});

it('registers once what is sent three times at the same moment', async () => {
	const page = await form.enter('+393990000004');
	await pageWith(page, 'Get your card');
	const writes = form.writes;
	const send = async (): Promise<number> => {
		const body = new FormData();
		const values = ['Anna', 'Acqua', '1990-01-31', 'Castelprova'];
		for (const [index, value] of values.entries()) body.append(`field-${index}`, value);
		return (await fetch(page.url(), { method: 'POST', body })).status;
	};
	const answers = await Promise.all([send(), send(), send()]);
	expect(answers.filter((status) => status === 200)).toHaveLength(1);
	// n8n answers a reload only once the execution waits on its next page.
	const status = new URL(page.url());
	status.pathname += '/n8n-execution-status';
	const waitsAgain = async (): Promise<boolean> =>
		customerWith('mobile', '+393990000004') !== undefined &&
		(await (await fetch(status)).text()) === 'form-waiting';
	expect(await pollUntil(waitsAgain, { timeout: PATIENCE_MS })).toBe(true);
	await page.reload();
	await pageWith(page, 'Welcome!');
	expect(form.writes).toBe(writes + 1);
});

it('shows no page to somebody without its token', async () => {
	const page = await form.enter('+393990000005');
	await pageWith(page, 'Get your card');
	const { origin, pathname } = new URL(page.url());
	for (const url of [origin + pathname, `${origin}${pathname}?signature=${'0'.repeat(64)}`]) {
		expect((await fetch(url)).status).toBe(401);
		expect((await fetch(url, { method: 'POST', body: new FormData() })).status).toBe(401);
	}
});

it('tells the error workflow the reason, and nothing about the customer', async () => {
	const reasons = [': insufficient_scope', ': rate_limited', ': temporarily_unavailable'];
	reasons.push(': bad_answer', ': status 410', ': service_error');
	let texts: string[] = [];
	const missing = () => reasons.filter((reason) => !texts.some((text) => text.includes(reason)));
	const isTold = async (): Promise<boolean> => {
		texts = await form.told();
		return missing().length === 0;
	};
	await pollUntil(isTold, { timeout: PATIENCE_MS, interval: 500 });
	expect(missing()).toEqual([]);
	expect(texts.filter((text) => /\+39|Anna|Acqua|Castelprova|1990/.test(text))).toEqual([]);
});

it('ends a page that is left: nothing is sent, nothing is kept', async () => {
	const hasEnded = async (): Promise<boolean> => {
		const statuses = await form.statuses('brief');
		return statuses.length === LEAVE.length && statuses.every((status) => status === 'success');
	};
	expect(await pollUntil(hasEnded, { timeout: 2 * PATIENCE_MS, interval: 500 })).toBe(true);
	expect(customerWith('mobile', '+393990000001')).toBeUndefined();
	// Of the form itself only what waits on a page is left, by the tests above that ended there.
	const isGone = async (): Promise<boolean> =>
		(await form.statuses('example')).every((status) => status === 'waiting');
	expect(await pollUntil(isGone, { timeout: PATIENCE_MS, interval: 500 })).toBe(true);
});
