import * as fc from '../../../property';
import { classifyToolExpression } from '../../../../lib/core/operation/tool-expression';

const classify = (stored: string): string => classifyToolExpression(stored, 'Self');

describe('In a tool, an expression is trusted', () => {
	it.each([
		'',
		'/auth/bill',
		'no expression {{ $json.x }}',
		'=text alone',
		'={{ $vars.path }}',
		"={{ $vars['path'] }}",
		"={{ $('Start').first().json.path }}",
		'={{$("Start").last().json["path"].deeper[0]}}',
		"={{ $('設定 1').first().json.パス }}",
		"={{ $( 'Start' ).all()[ 2 ].json.path }}",
		"=/v1/{{ $vars.a }}/{{ $('Start').first().json.b }}?c={d}",
	])('%s', (stored) => {
		expect(classify(stored)).toBe('trusted');
	});
});

describe('In a tool, an expression is filled in by the model', () => {
	it.each([
		"={{ $fromAI('x') }}",
		'={{ $fromAi("x") }}',
		'={{$fromai(`x`)}}',
		"={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('Path', ``, 'string') }}",
		"={{ $fromAI('x', 'It\\'s \"5\", say', 'number', -1.5) }}",
		"={{ $fromAI('x', 'a', 'boolean', false) }}",
		"=/v1/{{ $fromAI('x') }}/{{ $vars.a }}",
	])('%s', (stored) => {
		expect(classify(stored)).toBe('fromModel');
	});
});

it.each([
	"={{ $('Start').item.json.path }}",
	"={{ $( '設定 1' ) . item . json['パス'] }}",
	"=/v1/{{ $vars.a }}/{{ $('Start').item.json.b }}",
])('In a tool, nothing says which item .item is: %s', (stored) => {
	expect(classify(stored)).toBe('linkedItem');
});

describe('In a tool, an expression is rejected', () => {
	it.each([
		'={{ $json.x }}',
		'={{ $json',
		'={{ }}',
		'={{{ $vars.a }}}',
		"={{ $('Self').first().json.x }}",
		"={{ $('').first().json.x }}",
		"={{ $('Start').first().json }}",
		"={{ $('Start').first() }}",
		"={{ $('Start').params.x }}",
		"={{ $('Start').context.x }}",
		"={{ $('Start').itemMatching($json.i).json.x }}",
		"={{ $('Start').first($json.i).json.x }}",
		"={{ $('Start').first().json[$json.x] }}",
		"={{ $('Start').first().json.x.replace('a', $json.x) }}",
		"={{ $('Start').first().json.x, $json.x }}",
		"={{ $('Start').first().json.x; $json.x }}",
		"={{ $('Start').first().json.x\n$json.x }}",
		"={{ $('Start').first().json.x // }}\n{{ $json.x }}",
		"={{ $('Sta\\u0072t').first().json.x }}",
		'={{ $(`${$json.x}`).first().json.x }}',
		"={{ $('a' + 'b').first().json.x }}",
		'={{ $vars }}',
		'={{ $vars.a.b }}',
		'={{ $vars[$json.x] }}',
		'={{ $vars?.a }}',
		'={{ $fromAI($json.x) }}',
		"={{ $fromAI('x', `${$json.x}`) }}",
		"={{ $fromAI('x', 'a', 'string', $json.x) }}",
		"={{ $fromAI('x').path }}",
		"={{ $fromAI('x')($json.x) }}",
		'={{ $fromAI`x` }}',
		"={{ /* a */ $fromAI('x') }}",
		"={{ $fromAI('x', 'it\\') + $json.x + ('') }}",
		"={{ $from\\u0041I('x') }}",
		"={{ $FROMAI('x') }}",
		'=\\{{ $json.x }}',
		'=\\\\{{ $json.x }}',
		'={{ $vars.a \\}} $json.x }}',
		'={{ $vars.a }}{{ $json.x }}',
		"={{ $vars['a'}}{{$json.x}}{{'] }}",
	])('%s', (stored) => {
		expect(classify(stored)).toBe('rejected');
	});
});

/** Pieces that expressions are made of, hostile ones among them. */
const piece = fc.constantFrom(
	...['{{', '}}', '\\', '$json', '$input', '.item', '.json', '.x', '[', ']', '(', ')', "'", '"'],
	...['`', '${', '}', '{', '+', ',', ';', ' ', '\n', '//', '/*', '*/', '?.', '=>', '\\u0041'],
	...["$('Start')", "$('Self')", '.first()', '.all()', '[0]', '$vars', '$fromAI(', "'x'", '='],
	...['$parameter', '$node', '$items()', '$evaluateExpression(', 'eval', '$', '\u2028', '\u00a0'],
);
const pieces = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''));

/** The code, without names of properties and text in quotes, which nobody evaluates. */
function withoutText(stored: string): string {
	const codes = stored.split('{{').slice(1);
	return codes
		.map((part) => part.split('}}')[0])
		.join(' ')
		.replace(/'[^'\n]*'|"[^"\n]*"|`[^`\n]*`/g, 'text')
		.replace(/\.\s*[\p{L}_][\p{L}\p{N}_]*/gu, '');
}

describe('Whatever an expression is made of', () => {
	const trusted = ['$vars.a', "$('Start').first().json.x", "$fromAI('x')"];

	it('what is not rejected has no code but the allowed words', () => {
		const allowed = new Set(['', 'vars', 'fromAI', 'text']);
		fc.assert(
			fc.property(pieces, pieces, fc.constantFrom(...trusted), (before, after, inner) => {
				const stored = `={{ ${before}${inner}${after} }}`;
				if (classify(stored) === 'rejected') return;
				const words = withoutText(stored).split(/[^\p{L}\p{N}_]+/u);
				const known = words.every((word) => allowed.has(word) || /^\d+$/.test(word));
				expect([stored, known]).toEqual([stored, true]);
			}),
			{ numRuns: 20_000 },
		);
	});

	it('more code beside it is rejected, wherever it stands', () => {
		const hostile = fc.constantFrom(
			'$json.x',
			'$input.first().json.x',
			'$data',
			'$parameter.y',
			'x()',
		);
		const glue = fc.constantFrom(
			'+',
			' || ',
			' && ',
			', ',
			'; ',
			'\n',
			'/**/',
			' ? a : ',
			'?.',
			'=',
			'-',
		);
		fc.assert(
			fc.property(
				fc.constantFrom(...trusted),
				glue,
				hostile,
				fc.boolean(),
				(good, by, bad, first) => {
					const code = first ? `${bad}${by}${good}` : `${good}${by}${bad}`;
					expect(classify(`=/a/{{ ${code} }}`)).toBe('rejected');
				},
			),
		);
	});

	it('one hostile part among good ones is enough', () => {
		const good = fc.array(
			fc.constantFrom(...trusted.map((code) => `{{ ${code} }}`), 'text', '\\', '}'),
		);
		fc.assert(
			fc.property(good, good, (before, after) => {
				const stored = `=${before.join('')}{{ $json.x }}${after.join('')}`;
				expect(classify(stored)).toBe('rejected');
			}),
		);
	});

	it('classifies any text quickly and without an exception', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				expect(['trusted', 'fromModel', 'linkedItem', 'rejected']).toContain(
					classify(`={{ ${text} }}`),
				);
			}),
		);
	});
});
