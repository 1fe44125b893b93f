/** A TEA015 response as received, with `MAC` in place of the MAC. */
export interface TwoFactorVector {
	note: string;
	clientSecret: string;
	received: string;
	signed: string;
	mac: string;
}

/** Computed independently of this package, with Python's hmac, hashlib and base64. */
export const TWO_FACTOR_VECTORS: readonly TwoFactorVector[] = [
	{
		note: 'the success example of the TEA015 page, MAC first',
		clientSecret: 'test-client-secret',
		received: 'mac=MAC&level=2&ts=1336363200&state=ZZZZ',
		signed: 'level=2&ts=1336363200&state=ZZZZ',
		mac: 'jZZte4UPTlSdc7O1NK0OCAfp3Rz69CGvQzg2q2MbakE=',
	},
	{
		note: 'the failure example of the TEA015 page, MAC second',
		clientSecret: 'test-client-secret',
		received: 'error=invalid_request&mac=MAC&ts=1336363200&state=ZZZZ',
		signed: 'error=invalid_request&ts=1336363200&state=ZZZZ',
		mac: 'wvQLBsW5aaTfv4FHtWvIcQ9j4ghwKrr87bUCiHH+shw=',
	},
	{
		note: 'a secret outside ASCII',
		clientSecret: 'セゾン',
		received: 'mac=MAC&level=2&ts=1336363200&state=ZZZZ',
		signed: 'level=2&ts=1336363200&state=ZZZZ',
		mac: 'CMVOXYutbKaLwTHfguo7UrWoNJauVB8UBPI6R/CMktk=',
	},
];
