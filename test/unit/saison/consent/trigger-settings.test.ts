import {
	checkTriggerSettings,
	readTriggerSettings,
} from '../../../../lib/saison/consent/trigger-settings';
import { serviceErrorOf } from '../../support/errors';

type Parameters = Record<string, unknown>;

const reader =
	(parameters: Parameters) =>
	(name: string, fallback: unknown): unknown =>
		parameters[name] ?? fallback;
const check = (parameters: Parameters): void =>
	checkTriggerSettings(reader({ path: 'saison-connect', ...parameters }));

describe('The settings of the trigger', () => {
	it('have the safe defaults', () => {
		expect(readTriggerSettings(reader({}))).toEqual({
			event: 'authorization',
			exchangeCode: true,
			sameBrowserOnly: true,
			lifetimeMs: 3_600_000,
			responseText: '',
			serviceName: '',
			showConfirmation: true,
			redirectUrl: '',
		});
	});

	it('never exchange a code for the two-factor event', () => {
		const settings = readTriggerSettings(reader({ event: 'twoFactor', exchangeCode: true }));
		expect(settings.exchangeCode).toBe(false);
	});

	it.each(['saison-connect', 'a', 'A_1.b~c', 'a/b/c', 'start', 'starting', 'a/restart'])(
		'accept the path %s',
		(path) => check({ path }),
	);

	it.each([
		'',
		'/a',
		'a/',
		'a//b',
		'a b',
		'a:b',
		':id',
		'a/:id',
		'é',
		'a?b',
		'a#b',
		'a%2Fb',
		'../a',
		'a/./b',
		'a/start',
		'a\n',
	])('reject the path %j and name the field', (path) => {
		const { message, reason } = serviceErrorOf(() => check({ path }));
		expect([reason, message.slice(0, 6)]).toEqual(['invalid_input', "'Path'"]);
	});

	it.each([
		['https://example.com/thanks?a=1#b', 'https://example.com/thanks?a=1#b'],
		[
			' https://例え.jp/ありがとう ',
			'https://xn--r8jz45g.jp/%E3%81%82%E3%82%8A%E3%81%8C%E3%81%A8%E3%81%86',
		],
		['http://localhost:3000/x', 'http://localhost:3000/x'],
		['http://127.0.0.1/', 'http://127.0.0.1/'],
		['', ''],
	])('accept the redirect URL %j', (redirectUrl, read) => {
		expect(readTriggerSettings(reader({ options: { redirectUrl } })).redirectUrl).toBe(read);
	});

	it.each([
		'http://example.com/',
		'http://localhost.example.com/',
		'example.com',
		'/thanks',
		'//example.com',
		'javascript:alert(1)',
		'data:text/html,x',
		'ftp://example.com',
		'ftp://localhost/',
		'https://user:pw@example.com/',
		'https://',
	])('reject the redirect URL %j and name the field', (redirectUrl) => {
		const { message } = serviceErrorOf(() => check({ options: { redirectUrl } }));
		expect(message).toMatch(/^'Redirect URL' /);
	});

	it.each([0, 0.5, -1, 10_081, 1e300, Number.NaN, Infinity, 'soon', undefined, null, ''])(
		'reject a lifetime of %p minutes',
		(stateLifetime) => {
			const read = (name: string, fallback: unknown): unknown =>
				name === 'stateLifetime' ? stateLifetime : name === 'path' ? 'a' : fallback;
			expect(serviceErrorOf(() => checkTriggerSettings(read)).message).toMatch(
				/^'State Lifetime' /,
			);
		},
	);

	it('accept a lifetime of one minute', () => {
		expect(readTriggerSettings(reader({ stateLifetime: 1 })).lifetimeMs).toBe(60_000);
	});
});
