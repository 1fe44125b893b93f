import {
	isHtml,
	isPlainObject,
	tryReadObject,
	readJson,
	readText,
} from '../../../../lib/core/http/response';
import { response, BAD_BODIES } from '../../support/responses';
import { serviceErrorOf } from '../../support/errors';

describe('The body of a response', () => {
	it('is read as JSON in UTF-8, with or without a byte order mark', () => {
		const json = { a: 'セゾン', b: [1, null] };
		expect(readJson(response(200, json), 'S')).toEqual(json);
		const marked = Buffer.concat([
			Buffer.from([0xef, 0xbb, 0xbf]),
			Buffer.from(JSON.stringify(json)),
		]);
		expect(readJson(response(200, marked), 'S')).toEqual(json);
	});

	it.each(['null', '0', '"text"', '[]', ' {} '])('may be any JSON value: %s', (text) => {
		const given = response(200, text);
		expect(readJson(given, 'S')).toEqual(JSON.parse(text));
		expect(readJson(given, 'S')).toEqual(JSON.parse(text));
	});

	it.each(BAD_BODIES)('fails clearly when it is $name', ({ body, says }) => {
		const serviceError = serviceErrorOf(() => readJson(response(502, body), 'Saison Connect'));
		expect(serviceError.reason).toBe('bad_answer');
		expect(serviceError.message).toMatch(says);
		expect(serviceError.message).toContain('Saison Connect returned');
		expect(serviceError.message).toContain('HTTP 502');
		expect(serviceError.description).not.toBe('');
		expect(serviceError.httpStatus).toBe(502);
		expect(serviceError.recovery).toBeUndefined();
		expect(serviceError.mayHaveBeenProcessed).toBe(true);
	});

	it('never appears in the text of an error, since it may be personal data', () => {
		const serviceError = serviceErrorOf(() =>
			readJson(response(200, '{"name":"山田太郎", broken'), 'S'),
		);
		expect(serviceError.text).not.toContain('山田');
	});

	it('is read as an object, or as undefined when it is none', () => {
		expect(tryReadObject(response(500, { error: 'x' }))).toEqual({ error: 'x' });
		for (const body of ['', '[]', 'null', '"x"', '<html>', '{"a":', Buffer.from([0xff])]) {
			expect(tryReadObject(response(500, body))).toBeUndefined();
		}
	});

	it('is read the same, and fails the same, after it was checked for an object', () => {
		const good = response(200, { a: 1 });
		tryReadObject(good);
		expect(readJson(good, 'S')).toEqual({ a: 1 });
		const bad = response(200, '<html>');
		tryReadObject(bad);
		expect(serviceErrorOf(() => readJson(bad, 'Named')).message).toContain('Named');
	});

	it('is text only if its bytes are UTF-8', () => {
		expect(readText(response(200, 'ß'))).toBe('ß');
		expect(readText(response(200, Buffer.from([0xc3])))).toBeUndefined();
	});

	it('is recognized as a web page', () => {
		expect(
			['<!doctype html>', ' <HTML lang="it">', '<?xml version="1.0"?>', '<body>'].map(isHtml),
		).toEqual(Array(4).fill(true));
		expect(['', '{}', 'text with <html>', '&lt;html'].map(isHtml)).toEqual(Array(4).fill(false));
	});

	it('is recognized as a JSON object', () => {
		expect([{}, Object.create(null)].map(isPlainObject)).toEqual([true, true]);
		expect([null, undefined, [], 'x', 1].map(isPlainObject)).toEqual(Array(5).fill(false));
	});
});
