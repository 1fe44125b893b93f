import { REQUEST_OPTIONS } from '../common';
import type { FieldSpec } from '../spec';

const VERSION = { 'X-API-VERSION': '1' };
const FORM = 'application/x-www-form-urlencoded';
/** The id is the access token; ts, a nonce of ten characters and 44 of Base64. */
const MAC = '/^MAC id="[^"]+" ts="[1-9]\\d*" nonce="[0-9A-Za-z]{10}" mac="[0-9A-Za-z+/]{43}="$/';

export const TOKEN_HEADERS = { ...VERSION, 'Content-Type': `${FORM}; charset=UTF-8` };
export const SIGNED_HEADERS = { ...VERSION, 'Content-Type': FORM, Authorization: MAC };

/** Result codes that say something about the member, which no new token changes. */
export const MEMBER_CODES = ['101', '103', '104'];

/** Options of requests that are signed with a token, the item's own too. */
export const MEMBER_OPTIONS: Record<string, FieldSpec> = {
	maxConcurrentRequests: REQUEST_OPTIONS.maxConcurrentRequests,
	maxRequestsPerSecond: REQUEST_OPTIONS.maxRequestsPerSecond,
	memberAccessToken: { label: 'Member Access Token', default: '', samples: ['AT-A', 'AT-B'] },
	timeout: REQUEST_OPTIONS.timeout,
};

export const memberReference: FieldSpec = {
	label: 'Member Reference',
	default: '',
	samples: ['M-1', 'M-2'],
};
