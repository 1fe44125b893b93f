/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a tool */
import which from 'which';
import { UserError } from './user-error';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * The path of Chromium: CHROMIUM_PATH, or the first of the usual names on PATH.
 *
 * @throws {UserError} when there is none
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string {
	for (const name of [env.CHROMIUM_PATH, ...names]) {
		const found = name && which.sync(name, { nothrow: true, path: env.PATH ?? '' });
		if (found) return found;
	}
	throw new UserError(
		'Chromium is needed for the browser tests and the pictures. Install it (on Debian: apt-get install chromium fonts-noto-cjk), or set CHROMIUM_PATH.',
	);
}
