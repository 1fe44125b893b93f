/* eslint-disable @n8n/community-nodes/no-restricted-globals -- measures CPU time */
import * as fc from '../../../property';
import { formatCallId } from '../../../../lib/core/contract/call';
import { ServiceError } from '../../../../lib/core/errors/service-error';
import { expectInvalid } from '../../support/errors';
import { anyText } from '../../hostile/texts';
import { fieldsOf, FORM_RULES, JSON_RULES, read } from './support';

const POINTS = `
# everything after a hash is a comment
POST /made-up/points/history  Get points history (read)
  data_flg*   1 | 2
  from*       date     # the first day
  to          date
  info_key    list
POST /made-up/cards/{card}/movements  Register a purchase
  card*
  amount*     number
  shop.id*
  ?dryRun     yes/no
`;

describe('A call list', () => {
	it('has one call per line, with the parameters indented below it', () => {
		const calls = read(POINTS, FORM_RULES);
		expect(calls.map(({ summary, ...call }) => [formatCallId(call), summary])).toEqual([
			['POST /made-up/points/history read', 'Get points history'],
			['POST /made-up/cards/{card}/movements', 'Register a purchase'],
		]);
		expect(fieldsOf(POINTS, FORM_RULES)).toEqual([
			'form/data_flg* text "1"|"2"',
			'form/from* date',
			'form/to date',
			'form[comma]/info_key list',
		]);
	});

	it('nests a JSON body by dots, and puts names of the path and with ? elsewhere', () => {
		const [, movement] = read(POINTS, JSON_RULES);
		expect(movement.fields().map(({ place, type }) => [place, type])).toEqual([
			[{ kind: 'path', style: undefined, names: ['card'] }, 'text'],
			[{ kind: 'body', style: undefined, names: ['amount'] }, 'number'],
			[{ kind: 'body', style: undefined, names: ['shop', 'id'] }, 'text'],
			[{ kind: 'query', style: undefined, names: ['dryRun'] }, 'boolean'],
		]);
	});

	it('keeps dots in the names of a form, a query and a header', () => {
		expect(fieldsOf('POST /a\n b.c\n ?d.e\n X.F:', FORM_RULES)).toEqual([
			'form/b.c text',
			'query/d.e text',
			'header/X.F text',
		]);
	});

	it.each(['GET', 'HEAD', 'get'])('puts all parameters of %s into the query', (method) => {
		expect(fieldsOf(`${method} /a/{b}\n b\n c list\n ?d`)).toEqual([
			'path/b* text',
			'query[comma]/c list',
			'query/d text',
		]);
	});

	it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('puts parameters of %s into the body', (method) => {
		expect(fieldsOf(`${method} /a\n b`)).toEqual(['body/b text']);
		expect(fieldsOf(`${method} /a\n b`, FORM_RULES)).toEqual(['form/b text']);
	});

	it.each([
		['', 'form/a text', 'body/a text'],
		['text', 'form/a text', 'body/a text'],
		['number', 'form/a number', 'body/a number'],
		['yes/no', 'form/a boolean', 'body/a boolean'],
		['Yes / No', 'form/a boolean', 'body/a boolean'],
		['date', 'form/a date', 'body/a date'],
		['time', 'form/a time', 'body/a time'],
		['list', 'form[comma]/a list', 'body[list]/a list'],
		['list(repeat)', 'form[repeat]/a list', 'body[list]/a list'],
		['json', 'form[json]/a json', 'body[json]/a json'],
		['01|02 | 01', 'form/a text "01"|"02"', 'body/a text "01"|"02"'],
	])('knows the type %j', (type, form, body) => {
		expect(fieldsOf(`POST /a\n  a   ${type}`, FORM_RULES)).toEqual([form]);
		expect(fieldsOf(`POST /a\n  a   ${type}`, JSON_RULES)).toEqual([body]);
	});

	it.each([
		['a*', 'body/a* text'],
		['?a*', 'query/a* text'],
		['X-A:*', 'header/X-A* text'],
		['X-A*:', 'header/X-A* text'],
		['X-A: list', 'header[comma]/X-A list'],
	])('reads the name %j', (name, field) => {
		expect(fieldsOf(`POST /a\n\t${name}`)).toEqual([field]);
	});

	it('lets a call be declared to read or to write', () => {
		const [one, two, three] = read('POST /a (read)\nGET /b Start it (WRITE)\nGET /c (reading)');
		expect([one.effect, one.summary]).toEqual(['read', '']);
		expect([two.effect, two.summary]).toEqual(['write', 'Start it']);
		expect([three.effect, three.summary]).toEqual([undefined, '(reading)']);
	});

	it('may be indented as a whole, and have any line endings', () => {
		expect(fieldsOf('\ufeff    POST /a\r\n\r\n      b\r      c*\n  # d')).toEqual([
			'body/c* text',
			'body/b text',
		]);
	});

	it('takes a path as it is', () => {
		expect(read('GET /a%20b/things:search/').map(({ path }) => path)).toEqual([
			'/a%20b/things:search/',
		]);
		expect(read('GET /compare/{a}...{b}\n a\n b')[0].path).toBe('/compare/{a}...{b}');
	});
});

describe('A call list that cannot be read', () => {
	it.each([
		['FETCH /a', 1, '"FETCH" is not a method'],
		['# x\n\nPOST', 3, 'no path follows POST'],
		['POST https://a.example/b', 1, 'has a host. Expected: the path only, without the host'],
		['POST a', 1, 'a path that begins with a slash'],
		['POST /a/../b', 1, '. or .. segments'],
		['POST //a.example/b', 1, 'has a host. Expected: the path only, without the host'],
		['POST /a\\b', 1, 'backslashes'],
		['POST /a/{b', 1, 'braces'],
		['POST /a/b}', 1, 'braces'],
		['POST /a/{}', 1, 'braces'],
		['POST /a/{{b}}', 1, 'braces'],
		['GET /a\n\n b foo', 3, '"foo" is not a type. Expected: text, number, yes/no, date'],
		['GET /a\n b 1', 2, '"1" is not a type'],
		['GET /a\n b 1 | | 2', 2, 'an allowed value in "1 | | 2" is empty'],
		['GET /a\n *', 2, '"*" is not the name of a parameter'],
		['GET /a\n ?', 2, '"?" is not the name of a parameter'],
		['GET /a\n ?b:', 2, '"?b:" is not the name of a parameter'],
		['GET /a\n b\ud83d', 2, 'is not the name of a parameter'],
		['GET /a\nGET /b\n c\n d\n c', 5, '"c" is already on line 3. List each parameter once.'],
		['POST /a\n b list\n b', 3, '"b" is already on line 2'],
		[
			'GET /a\nPOST /a\nGET /a Again (write)',
			3,
			'"GET /a" is already on line 1. List each call once.',
		],
		[
			'GET /a/{b}/{c}\n b',
			1,
			'the path contains {c}, but no parameter has that name. Add a line "c"',
		],
		['GET /a/{b}\n ?b', 1, 'the path contains {b}, but no parameter'],
		[
			'GET /a\nPOST /auth/ Log in\n c',
			2,
			'"POST /auth/" logs in or returns tokens. Remove this call',
		],
		['POST /a\n b\n b.c', 3, '"b.c" clashes with another parameter'],
		['POST /a\n b.c\n b', 3, '"b" clashes with another parameter'],
		['POST /a\n b..c', 2, '"b..c" is not a valid name'],
		['POST /a\n x-api-key:', 2, 'the node sets "x-api-key" itself. Remove this line.'],
		[
			`POST /a\n${' a.b'.repeat(20).replace(/ /g, '.').replace('.', ' ')}`,
			2,
			'a name, or up to 10 names',
		],
	])('%j is rejected with the line and what was expected', (text, line, problem) => {
		const { message, description } = expectInvalid(() => read(text), 'API Description');
		expect(message).toContain(`cannot be read at line ${line}: `);
		expect(message).toContain(problem);
		expect(message).toMatch(/\. (Expected:|List|Add|Remove) .*\.$/);
		expect(message + description).not.toMatch(/[\r\n]/);
		expect(message.length).toBeLessThan(300);
	});

	it('is rejected if a call has more required parameters than a form can show', () => {
		const text = `POST /a\n${Array.from({ length: 151 }, (_, index) => ` p${index}*`).join('\n')}`;
		expect(expectInvalid(() => read(text), 'API Description').message).toBe(
			"'API Description' cannot be read at line 1: 'Call' has 151 required parameters, more than the 150 that a form can show. Expected: fewer required parameters.",
		);
	});

	it('is rejected in one line, whatever it contains', () => {
		const line = fc.oneof(
			anyText,
			fc
				.tuple(fc.constantFrom('GET /', 'POST /a', ' a', ' ?', ' b '), anyText)
				.map((all) => all.join('')),
			fc.constantFrom('GET /a', 'POST /{a}', ' a', ' b.c 1|2', '\tX: list', ' a* date (read)'),
		);
		fc.assert(
			fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
				try {
					for (const call of read(lines.join('\n'))) call.fields();
				} catch (error) {
					expect(error).toBeInstanceOf(ServiceError);
					expect((error as ServiceError).text).toMatch(/^'API Description' .{1,400}$/u);
				}
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe('A long call list', () => {
	it.each([
		['one long line', `GET /${'a'.repeat(200_000)}`],
		['asterisks', `GET /a\n ${'*'.repeat(200_000)}b`],
		['spaces', `GET /a\n b${' '.repeat(200_000)}c`],
		['braces', `GET /${'{'.repeat(200_000)}`],
		['dots', `POST /a\n ${'a.'.repeat(100_000)}`],
		['values', `POST /a\n b ${'1 | '.repeat(60_000)}`],
		['hashes', `${'#'.repeat(200_000)}`],
		['calls', Array.from({ length: 12_000 }, (_, index) => `GET /a${index}\n b*`).join('\n')],
	])('of %s is read, or rejected, in linear time', (_, text) => {
		// CPU time, so that other processes do not count. Quadratic time would be minutes.
		const before = process.cpuUsage();
		try {
			read(text);
		} catch (error) {
			expect(error).toBeInstanceOf(ServiceError);
		}
		expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
	});
});
