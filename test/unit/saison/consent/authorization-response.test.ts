import { readAuthorizationResponse } from '../../../../lib/saison/consent/authorization-response';
import { RawQuery } from '../../../../lib/saison/consent/raw-query';
import { rejectionOf } from './rejection-of';

const read = (query: string): ReturnType<typeof readAuthorizationResponse> =>
	readAuthorizationResponse(new RawQuery(`/webhook/saison-connect?${query}`));

describe('The authorization response (TEA002)', () => {
	it.each([
		['in letters', 'abc123', 'abc123'],
		['raw', 'a+b/c=d', 'a+b/c=d'],
		['escaped', 'a%2Bb%2Fc%3Dd', 'a+b/c=d'],
		['with a literal percent sign', '100%zz', '100%zz'],
	])('returns a code %s', (_name, written, code) => {
		expect(read(`code=${written}&state=s1`)).toEqual({
			stateText: 's1',
			outcome: 'granted',
			succeeded: true,
			code,
			fields: {},
		});
	});

	it('returns the error of a member who refused, with one outcome for all errors', () => {
		expect(read('state=s1&error=access_denied')).toEqual({
			stateText: 's1',
			outcome: 'refused',
			succeeded: false,
			fields: { error: 'access_denied' },
		});
		expect(read('state=s1&error=server%20error').fields).toEqual({ error: 'server error' });
		expect(read('state=s1&error=server_error').outcome).toBe('refused');
	});

	it('ignores other parameters', () => {
		expect(read('a=1&code=c&b&state=s1&a=2').code).toBe('c');
	});

	it.each([
		['nothing', ''],
		['no code', 'state=s1'],
		['an empty code', 'code=&state=s1'],
		['a code without a value', 'code&state=s1'],
		['two codes', 'code=a&code=b&state=s1'],
		['the same code twice', 'code=a&code=a&state=s1'],
		['a code that is an array', 'code[]=a&state=s1'],
		['no state', 'code=a'],
		['an empty state', 'code=a&state='],
		['two states', 'code=a&state=s1&state=s1'],
		['code and error', 'code=a&error=access_denied&state=s1'],
		['two errors', 'error=a&error=b&state=s1'],
		['an empty error', 'error=&state=s1'],
		['an error with a line break', 'error=a%0Ab&state=s1'],
		['an error with markup quotes', 'error=%22x%22&state=s1'],
		['a very long error', `error=${'a'.repeat(101)}&state=s1`],
	])('is rejected with %s', (_name, query) => {
		expect(rejectionOf(() => read(query)).page).toBe('notValid');
	});
});
