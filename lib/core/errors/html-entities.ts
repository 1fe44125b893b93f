/** Of ASCII, as HTML 5 names them (html.spec.whatwg.org, section 13.5). */
const ASCII: Record<string, string> = {
	'\t': 'Tab',
	'\n': 'NewLine',
	'!': 'excl',
	'"': 'quot QUOT',
	'#': 'num',
	$: 'dollar',
	'%': 'percnt',
	'&': 'amp AMP',
	"'": 'apos',
	'(': 'lpar',
	')': 'rpar',
	'*': 'ast midast',
	'+': 'plus',
	',': 'comma',
	'.': 'period',
	'/': 'sol',
	':': 'colon',
	';': 'semi',
	'<': 'lt LT',
	'=': 'equals',
	'>': 'gt GT',
	'?': 'quest',
	'@': 'commat',
	'[': 'lsqb lbrack',
	'\\': 'bsol',
	']': 'rsqb rbrack',
	'^': 'Hat',
	_: 'lowbar UnderBar',
	'`': 'grave DiacriticalGrave',
	'{': 'lcub lbrace',
	'|': 'verbar vert VerticalLine',
	'}': 'rcub rbrace',
};

/** Of U+00A0 to U+00FF, in this order. */
const LATIN_1 =
	'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr ' +
	'deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest ' +
	'Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ' +
	'ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig ' +
	'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml ' +
	'eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

/** Characters by the names of their entities. */
export const HTML_ENTITIES: ReadonlyMap<string, string> = new Map([
	...Object.entries(ASCII).flatMap(([character, names]) =>
		names.split(' ').map((name) => [name, character] as const),
	),
	...LATIN_1.split(' ').map((name, index) => [name, String.fromCharCode(0xa0 + index)] as const),
]);
