import { createHmac } from 'node:crypto';
import type { RecordedRequest } from './stubbed-host';

export interface Mac {
	id: string;
	ts: string;
	nonce: string;
}

export class StaleError extends Error {}

const PART = '"([\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]+)"';

/**
 * Reads and checks the MAC of a request from what is on the wire alone, apart from the code under
 * test.
 *
 * @param nowMs by the service's clock
 * @throws Error saying what is wrong with it; a StaleError for nothing but its timestamp
 */
export function verifyMac(
	request: RecordedRequest,
	secret: string,
	glue: ' ' | ', ' = ' ',
	nowMs = Date.now(),
): Mac {
	const header = request.headers.authorization ?? '';
	const form = `^MAC id=${PART}${glue}ts="([1-9][0-9]*)"${glue}nonce="([0-9A-Za-z]{10})"${glue}mac="([A-Za-z0-9+/]{43}=)"$`;
	const [, id, ts, nonce, mac] = new RegExp(form).exec(header) ?? [];
	if (mac === undefined) throw new Error(`not a MAC header: ${header}`);
	const { hostname, port, protocol } = new URL(request.origin);
	const expectedHost = port === '' ? hostname : `${hostname}:${port}`;
	if (request.headers.host !== expectedHost) throw new Error(`host is ${request.headers.host}`);
	const lines = [
		ts,
		nonce,
		request.method,
		request.uri,
		hostname,
		port || (protocol === 'https:' ? '443' : '80'),
		'',
	];
	const expected = createHmac('sha256', Buffer.from(secret, 'utf8'))
		.update(lines.map((line) => `${line}\n`).join(''))
		.digest('base64');
	if (mac !== expected) throw new Error(`mac does not fit ${request.method} ${request.uri}`);
	if (Math.abs(Number(ts) - nowMs / 1000) > 60) throw new StaleError(`ts is off: ${ts}`);
	return { id, ts, nonce };
}
