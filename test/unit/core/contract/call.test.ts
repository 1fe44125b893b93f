import { effectOf, formatCallId, parseCallId } from '../../../../lib/core/contract/call';
import { expectInvalid } from '../../support/errors';

describe('The stored value of a call', () => {
	it.each([
		['POST /made-up/cards/{card}', 'write'],
		['POST /a read', 'read'],
		['GET /a', 'read'],
		['HEAD /a', 'read'],
		['GET /a write', 'write'],
		['DELETE /a', 'write'],
		['PUT /a?b=c', 'write'],
		['PATCH /a', 'write'],
	])('%s means to %s', (text, effect) => {
		expect(formatCallId(parseCallId(text))).toBe(text);
		expect(effectOf(parseCallId(text))).toBe(effect);
	});

	it('may be entered with spaces and in lower case', () => {
		expect(formatCallId(parseCallId('  post   /a  read '))).toBe('POST /a read');
	});

	it.each([
		'',
		' ',
		'/a',
		'POST',
		'POST a',
		'FETCH /a',
		'POST /a twice',
		'POST https://a.example/b',
		'POST /a b read',
	])('is rejected as %j', (text) => {
		expectInvalid(() => parseCallId(text), 'Call');
	});
});
