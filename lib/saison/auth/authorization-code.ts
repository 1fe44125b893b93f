import { invalidInput } from '../../core/errors/service-error';
import { decodePercent } from '../../core/http/encoding';
import { trimInvisible } from '../../core/http/typed-text';

/**
 * Reads the authorization code from what a user pasted: the code itself, or the whole URL that the
 * browser ended on.
 *
 * @param field its name in the editor, for errors
 * @throws ServiceError `invalid_input`
 */
export function parseAuthorizationCode(pasted: string, field = 'Authorization Code'): string {
	const text = trimInvisible(pasted);
	const query = /^(?:[^?]*\?|(?=code=))(.*)$/s.exec(text)?.[1];
	if (query === undefined) {
		if (/\s|:\/\//.test(text)) {
			throw invalidInput(
				field,
				'is neither a code nor an address that contains one.',
				'Paste it again.',
			);
		}
		return text;
	}
	const pairs = query
		.split('#', 1)[0]
		.split('&')
		.map((pair) => pair.split('='))
		.map(([name, ...rest]) => ({ name, value: rest.join('=') }));
	if (pairs.some(({ name }) => name === 'error')) {
		throw invalidInput(
			field,
			'is the address you get when consent was denied.',
			'Open the consent page again and allow access.',
		);
	}
	const codes = pairs.filter(({ name }) => name === 'code');
	if (codes.length !== 1 || codes[0].value === '') {
		throw invalidInput(
			field,
			'is an address that does not contain exactly one code.',
			'Paste the address the browser ended on, with its part code=…',
		);
	}
	// Saison echoes values raw: a plus sign means itself.
	return decodePercent(codes[0].value);
}
