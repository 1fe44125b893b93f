/**
 * Statuses below 500 of a server or gateway that gave up on a request which may have arrived: 408 and
 * 424 (RFC 9110, section 15.5.9; RFC 4918, section 11.4), 444 and 499 of nginx, 460 of AWS load balancers.
 */
const GAVE_UP = new Set([408, 424, 444, 460, 499]);

/**
 * Whether a request with this response may have been processed. From 400 to 499 a service says that it
 * did not process it, e.g. 409, 425 and 429. A redirect after a POST may mean that it was done.
 */
export function mayFollowProcessing(status: number): boolean {
	return status < 400 || status >= 500 || GAVE_UP.has(status);
}

/** Whether a server or gateway ended the request without a response; 520 to 530 are Cloudflare's. */
export function hasGivenUp(status: number): boolean {
	return (
		GAVE_UP.has(status) || status === 502 || status === 504 || (status >= 520 && status <= 530)
	);
}

/** What to tell about a redirect: it would take the token to another address. */
export const REDIRECT_NOT_FOLLOWED =
	'It redirects to another address, but redirects are not followed.';
