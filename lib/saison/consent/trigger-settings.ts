import { invalidInput } from '../../core/errors/service-error';
import { isLoopback } from '../../core/http/base-url';
import { DEFAULT_STATE_LIFETIME, type StatePurpose } from './state';

/** The parameters of the trigger, checked. */
export interface TriggerSettings {
	event: StatePurpose;
	exchangeCode: boolean;
	sameBrowserOnly: boolean;
	lifetimeMs: number;
	/** '' for our own words. */
	responseText: string;
	/** '' to show a text instead. */
	redirectUrl: string;
}

/** A week, in minutes: a link that works for longer is rather lost than late. */
const LONGEST_LIFETIME = 10_080;

/** Reads one parameter as n8n gives it. */
export type ReadParameter = (name: string, fallback: unknown) => unknown;

/** @throws ServiceError `invalid_input` naming the field */
export function readTriggerSettings(read: ReadParameter): TriggerSettings {
	const event = read('event', 'authorization') === 'twoFactor' ? 'twoFactor' : 'authorization';
	const { responseText, redirectUrl } = read('options', {}) as Record<string, unknown>;
	return {
		event,
		exchangeCode: event === 'authorization' && read('exchangeCode', true) === true,
		sameBrowserOnly: read('sameBrowserOnly', true) !== false,
		lifetimeMs: readLifetime(read('stateLifetime', DEFAULT_STATE_LIFETIME)),
		responseText: typeof responseText === 'string' ? responseText : '',
		redirectUrl: readRedirectUrl(typeof redirectUrl === 'string' ? redirectUrl.trim() : ''),
	};
}

/** What `readTriggerSettings` checks, and the path. @throws ServiceError `invalid_input` naming the field */
export function checkTriggerSettings(read: ReadParameter): void {
	checkPath(String(read('path', '')));
	readTriggerSettings(read);
}

/** @param minutes as entered; NaN and blanks of an expression are caught too */
function readLifetime(minutes: unknown): number {
	const lifetime = Number(minutes);
	if (lifetime >= 1 && lifetime <= LONGEST_LIFETIME) return lifetime * 60_000;
	throw invalidInput(
		'State Lifetime',
		`must be from 1 to ${LONGEST_LIFETIME} minutes.`,
		'Enter e.g. 60.',
	);
}

function checkPath(path: string): void {
	const field = 'Path';
	const advice =
		'Use letters, digits, hyphens, underscores, dots and tildes, with slashes in between, e.g. saison-connect.';
	if (path === '') throw invalidInput(field, 'is empty.', advice);
	if (!/^[\w.~-]+(\/[\w.~-]+)*$/.test(path)) {
		throw invalidInput(field, 'cannot be part of a webhook address.', advice);
	}
	if (/(^|\/)\.{1,2}(\/|$)/.test(path)) {
		throw invalidInput(field, 'must not hold . or .. segments.', advice);
	}
	if (path.endsWith('/start')) {
		throw invalidInput(field, 'must not end in /start.', 'The start address adds that by itself.');
	}
}

/** @returns the address as browsers read it */
function readRedirectUrl(text: string): string {
	if (text === '') return '';
	const field = 'Redirect URL';
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url === undefined || url.hostname === '') {
		throw invalidInput(field, 'is not a full address.', 'Enter e.g. https://example.com/thanks.');
	}
	const isSafe =
		url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
	if (!isSafe) {
		throw invalidInput(
			field,
			'must begin with https://.',
			'Plain http is accepted for localhost, 127.0.0.0/8 and [::1] only.',
		);
	}
	if (url.username !== '' || url.password !== '') {
		throw invalidInput(field, 'must not hold a user name or password.');
	}
	return url.href;
}
