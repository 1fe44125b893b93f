import { RawQuery } from '../../../../lib/saison/consent/raw-query';

describe('RawQuery', () => {
	it('contains what follows the first question mark, byte for byte', () => {
		expect(new RawQuery('/a?b=?c+%2b&é').text).toBe('b=?c+%2b&é');
		expect(new RawQuery('/a').text).toBe('');
	});

	it('leaves out one parameter and keeps the others in the order received', () => {
		expect(new RawQuery('/?a=1&mac=x=&&b=+&macs=2').without('mac')).toBe('a=1&&b=+&macs=2');
	});
});
