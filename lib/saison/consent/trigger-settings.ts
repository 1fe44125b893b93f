import { invalidInput } from '../../core/errors/service-error';
import { requireHttps } from './start-url';
import { DEFAULT_STATE_LIFETIME, MAX_STATE_LIFETIME } from './state';
import type { StatePurpose } from './state-codec';

/** The parameters of the trigger, checked. */
export interface TriggerSettings {
	event: StatePurpose;
	exchangeCode: boolean;
	sameBrowserOnly: boolean;
	lifetimeMs: number;
	/** Whether the start URL shows a page before it sends the member on. */
	showConfirmation: boolean;
	/** On that page; '' for the host of the webhook. */
	serviceName: string;
	/** '' for the built-in text. */
	responseText: string;
	/** '' to show a text instead. */
	redirectUrl: string;
}

/** Reads one parameter as n8n returns it. */
export type ReadParameter = (name: string, fallback: unknown) => unknown;

/** @throws ServiceError `invalid_input` naming the field */
export function readTriggerSettings(read: ReadParameter): TriggerSettings {
	const event = read('event', 'authorization') === 'twoFactor' ? 'twoFactor' : 'authorization';
	const options = read('options', {}) as Record<string, unknown>;
	const text = (name: string): string => {
		const value = options[name];
		return typeof value === 'string' ? value : '';
	};
	return {
		event,
		exchangeCode: event === 'authorization' && read('exchangeCode', true) === true,
		sameBrowserOnly: read('sameBrowserOnly', true) !== false,
		lifetimeMs: readLifetime(read('stateLifetime', DEFAULT_STATE_LIFETIME)),
		showConfirmation: options.showConfirmation !== false,
		serviceName: text('serviceName').trim(),
		responseText: text('responseText'),
		redirectUrl: readRedirectUrl(text('redirectUrl').trim()),
	};
}

/**
 * Checks the path and everything in `readTriggerSettings`.
 *
 * @throws ServiceError `invalid_input` naming the field
 */
export function checkTriggerSettings(read: ReadParameter): void {
	checkPath(String(read('path', '')));
	readTriggerSettings(read);
}

/** @param minutes as entered, or whatever an expression evaluates to */
function readLifetime(minutes: unknown): number {
	const lifetime = Number(minutes);
	if (lifetime >= 1 && lifetime <= MAX_STATE_LIFETIME) return lifetime * 60_000;
	const problem = `must be between 1 and ${MAX_STATE_LIFETIME} minutes.`;
	throw invalidInput('State Lifetime', problem, 'The default is 60.');
}

function checkPath(path: string): void {
	const field = 'Path';
	const advice =
		'Use letters, digits, hyphens, underscores, dots and tildes, with slashes in between, e.g. saison-connect.';
	if (path === '') throw invalidInput(field, 'is empty.', advice);
	if (!/^[\w.~-]+(\/[\w.~-]+)*$/.test(path)) {
		throw invalidInput(field, 'cannot be part of a webhook URL.', advice);
	}
	if (/(^|\/)\.{1,2}(\/|$)/.test(path)) {
		throw invalidInput(field, 'must not contain . or .. segments.', advice);
	}
	if (path.endsWith('/start')) {
		throw invalidInput(field, 'must not end in /start.', 'The trigger adds it for the start URL.');
	}
}

/** @returns the URL as browsers read it */
function readRedirectUrl(text: string): string {
	if (text === '') return '';
	const field = 'Redirect URL';
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url?.hostname) {
		throw invalidInput(field, 'is not a full URL.', 'Enter e.g. https://example.com/thanks.');
	}
	requireHttps(url, field);
	if (url.username !== '' || url.password !== '') {
		throw invalidInput(field, 'must not contain a user name or password.');
	}
	return url.href;
}
