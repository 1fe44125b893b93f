import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../../tools/support/chromium';

/** Debian's Chromium without a window; root has no sandbox to put it in. */
export async function launchChromium(): Promise<Browser> {
	return await chromium.launch({
		executablePath: findChromium(),
		args: ['--no-sandbox', '--disable-dev-shm-usage'],
	});
}
