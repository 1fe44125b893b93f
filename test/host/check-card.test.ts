import type { IDataObject } from 'n8n-workflow';
import { cardQuestionCommand } from '../../tools/demo/card-question';
import type { Fault } from '../../sandbox';
import { FORM_HEADER } from '../../tools/demo/examples';
import { pollUntil } from '../../tools/support/poll';
import {
	type Answer,
	bodyOf,
	CardWebhook,
	KNOWN_CARD,
	PLAIN_DUE_MS,
	RULES,
	TABLE,
} from './card-webhook';
import { PATIENCE_MS } from './gate';

/** The example that a web form asks, on an n8n that anyone can reach. */
jest.setTimeout(600_000);
const PLAIN = {
	outcome: 'not confirmed',
	next: 'Say neither yes nor no, and check again before you register anyone.',
};
const aboutKnown = { lookupBy: 'card', value: KNOWN_CARD };
const plainly = { ...aboutKnown, isPlain: true };

let webhook: CardWebhook;

beforeAll(async () => {
	webhook = await CardWebhook.start();
});
afterAll(async () => await webhook?.environment.stop());

it('rejects every question alike, and asks MARTA nothing, until its table exists', async () => {
	const answers = [
		await webhook.ask(aboutKnown),
		await webhook.ask({ lookupBy: 'card', value: 'nobody' }),
	];
	expect(answers.map(({ status }) => status)).toEqual([500, 500]);
	expect(answers[0].text).toBe(answers[1].text);
	expect(webhook.environment.sandbox.marta.counts().total).toBe(0);
	await webhook.startRun('Set Up the Table Once');
	const exists = async (): Promise<boolean> => await webhook.tables.exists(TABLE);
	expect(await pollUntil(exists, { timeout: PATIENCE_MS })).toBe(true);
});

it('answers nobody without the secret header: nothing is sent to MARTA, nothing is counted', async () => {
	const answers = [
		await webhook.ask(aboutKnown, {}),
		await webhook.ask(aboutKnown, { [FORM_HEADER.name]: 'wrong' }),
		await webhook.ask(aboutKnown, { [FORM_HEADER.name]: '' }),
	];
	expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
	expect(webhook.environment.sandbox.marta.counts().total).toBe(0);
	expect(await webhook.tables.rows(TABLE)).toEqual([]);
});

it('says who has a card and whose data is incomplete, with one login', async () => {
	const questions = [
		aboutKnown,
		{ lookupBy: 'mobile', value: '+393000000010' },
		{ lookupBy: 'card', value: '2990000000012' },
		{ lookupBy: 'email', value: 'senza.carta@example.com' },
	];
	const answers = await Promise.all(questions.map(async (question) => await webhook.ask(question)));
	expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
	expect(answers.map(bodyOf).map(({ outcome, hasCard }) => [outcome, hasCard])).toEqual([
		['found', true],
		['found', true],
		['incomplete', true],
		['found', false],
	]);
	expect(webhook.environment.sandbox.marta.counts().loginsByScope).toMatchObject({
		customersynchro: 1,
	});
});

it('answers the command that the demo prints', async () => {
	const command = cardQuestionCommand(webhook.environment.n8n);
	const [, url] = /^curl (\S+) /.exec(command)!;
	const valuesOf = (option: string): string[] =>
		[...command.matchAll(new RegExp(` ${option} '([^']*)'`, 'g'))].map(([, value]) => value);
	const [body] = valuesOf('-d');
	const headers = valuesOf('-H').map((header) => header.split(': ') as [string, string]);
	const response = await fetch(url, { method: 'POST', headers, body });
	expect([response.status, await response.json()]).toEqual([
		200,
		expect.objectContaining({ outcome: 'found', hasCard: true }),
	]);
});

describe('an unknown person', () => {
	const answers: Record<string, Answer> = {};
	let askedOfMarta: number;

	beforeAll(async () => {
		const { marta } = webhook.environment.sandbox;
		const often = async (question: object): Promise<Answer> =>
			await webhook.ask({ visitor: 'often', ...question });
		const allowed = await Promise.all(
			Array.from({ length: RULES.questionsPerVisitor }, async () => await often(aboutKnown)),
		);
		expect(allowed.map((answer) => bodyOf(answer).outcome)).toEqual(allowed.map(() => 'found'));
		const before = webhook.checks;
		const [unknown, ...tooOften] = await Promise.all([
			webhook.ask({ lookupBy: 'mobile', value: '+393999999999', isPlain: true }),
			...[often(plainly), often(plainly), often(plainly)],
		]);
		answers.unknown = unknown;
		tooOften.forEach((answer, index) => (answers[`over the limit, ${index}`] = answer));
		const invalid = await Promise.all(
			[
				{ lookupBy: 'card', value: ' ' },
				{ lookupBy: 'card', value: { not: KNOWN_CARD } },
				{ lookupBy: 'password', value: KNOWN_CARD },
				{ ...aboutKnown, visitor: '' },
				{ ...aboutKnown, visitor: null },
			].map(async (question) => await webhook.ask({ ...question, isPlain: true })),
		);
		invalid.forEach((answer, index) => (answers[`not a question, ${index}`] = answer));
		// The answer may come before MARTA is asked.
		await webhook.idle();
		askedOfMarta = webhook.checks - before;

		const during = async (fault: Fault): Promise<Answer> => {
			const met = (): number => marta.counts().faultsInjected[fault.kind] ?? 0;
			const before = met();
			marta.faults({ fault, times: 0 });
			const answer = await webhook.ask(plainly);
			expect(await pollUntil(() => met() > before)).toBe(true);
			marta.faults({ clear: true });
			await webhook.idle();
			return answer;
		};
		answers['MARTA has an error'] = await during({ kind: 'status', status: 500 });
		// Released only when the answer has come.
		answers['MARTA does not answer'] = await during({ kind: 'pause' });
		answers['MARTA allows no more'] = await during({ kind: 'status', status: 429, retryAfter: 90 });
		answers['a gateway without a body'] = await during({ kind: 'empty', status: 404 });
		answers['a status with no meaning'] = await during({
			kind: 'status',
			status: 410,
			body: { message: KNOWN_CARD },
		});
	});

	it('gets the answer that everyone gets whose card was not confirmed: same status, headers and text', () => {
		const { unknown } = answers;
		expect([unknown.status, bodyOf(unknown)]).toEqual([200, PLAIN]);
		const seen = ({ status, text, headers }: Answer): string =>
			JSON.stringify([status, text, headers]);
		const differing = Object.entries(answers).filter(
			([, answer]) => seen(answer) !== seen(unknown),
		);
		expect(differing).toEqual([]);
		expect(Object.keys(answers)).toHaveLength(14);
	});

	it('and nobody gets it before it is due', () => {
		expect(Object.values(answers).filter(({ afterMs }) => afterMs < PLAIN_DUE_MS)).toEqual([]);
	});

	it('costs a request to MARTA; a question over the limit, or one that is none, costs none', () => {
		expect(askedOfMarta).toBe(1);
	});
});

it('asks MARTA no more than the limit allows, however many questions come at once', async () => {
	const before = webhook.checks;
	const burst = Array.from(
		{ length: 15 },
		async () => await webhook.ask({ visitor: 'burst', ...plainly }),
	);
	const answers = await Promise.all(burst);
	await webhook.idle();
	expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
	expect(webhook.checks - before).toBeLessThanOrEqual(RULES.questionsPerVisitor);
});

it('tells the error workflow the reason, and nothing of the question', async () => {
	const { marta } = webhook.environment.sandbox;
	// Kept until it is told, since the node tries a few times.
	marta.faults({
		fault: { kind: 'status', status: 503, body: { message: KNOWN_CARD } },
		times: 0,
	});
	expect(bodyOf(await webhook.ask(plainly))).toEqual(PLAIN);
	const reasons = [': temporarily_unavailable', ': bad_answer', ': status 410'];
	let texts: string[] = [];
	const missing = (): string[] =>
		reasons.filter((reason) => !texts.some((text) => text.includes(reason)));
	const isTold = async (): Promise<boolean> => {
		texts = await webhook.told();
		return missing().length === 0;
	};
	await pollUntil(isTold, { timeout: PATIENCE_MS, interval: 500 });
	marta.faults({ clear: true });
	expect(missing()).toEqual([]);
	expect(texts.filter((text) => text.includes(KNOWN_CARD) || text.includes('visitor-'))).toEqual(
		[],
	);
	expect(bodyOf(await webhook.ask(aboutKnown))).toMatchObject({ outcome: 'found' });
});

it('saves no execution, and no card, email, mobile or visitor in its table', async () => {
	expect(await webhook.idle()).toBe(true);
	const rows = await webhook.tables.rows(TABLE);
	expect(rows.length).toBeGreaterThan(20);
	expect(JSON.stringify(rows)).not.toMatch(/29900000|\+39|@|visitor-|often|burst/);
});

it('asks MARTA nothing when all visitors together have asked too often', async () => {
	const now = Date.now();
	const others = Array.from({ length: RULES.questionsOfAll }, (_, index) => ({
		visitor: `other ${index}`,
		askedAt: now,
	}));
	await webhook.tables.insert(TABLE, others);
	const before = webhook.checks;
	expect(bodyOf(await webhook.ask(plainly))).toEqual(PLAIN);
	await webhook.idle();
	expect(webhook.checks).toBe(before);
});

it('forgets questions after an hour', async () => {
	const age = (minutes: number): IDataObject => ({
		visitor: `${minutes} minutes ago`,
		askedAt: Date.now() - minutes * 60_000,
	});
	await webhook.tables.insert(TABLE, [age(61), age(58)]);
	await webhook.startRun('Every Hour');
	let left: unknown[] = [];
	const isForgotten = async (): Promise<boolean> => {
		left = (await webhook.tables.rows(TABLE)).map(({ visitor }) => visitor);
		return !left.includes('61 minutes ago');
	};
	expect(await pollUntil(isForgotten, { timeout: PATIENCE_MS })).toBe(true);
	expect(left).toContain('58 minutes ago');
});
