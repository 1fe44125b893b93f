import { isTooShort, SecretSearch } from './secret-search';
import type { ServiceError } from './service-error';

const MAX_TEXT_LENGTH = 600;
/** The service's own message may be a whole page. */
const MAX_SERVICE_MESSAGE_LENGTH = 300;
/** How much longer a text may be in which secrets are searched for than what is shown of it. */
const SEARCHED_PER_SHOWN = 8;
/** Of all texts of one body, in characters. */
const MAX_BODY_LENGTH = 250_000;
const REMOVED = '***';

/**
 * Removes secrets from all texts of an error, in every form in which a service may echo them, and
 * then cuts the texts. The service's own message becomes part of the description.
 */
export function redact(serviceError: ServiceError, secrets: readonly string[]): ServiceError {
	const own = new SecretSearch(secrets.filter((secret) => !isOrdinary(secret)));
	const words = new ServiceWords(secrets);
	const cleanOwn = (text: string): string =>
		shorten(own.clean(text.slice(0, MAX_TEXT_LENGTH * SEARCHED_PER_SHOWN), false), MAX_TEXT_LENGTH);
	const { message, description, serviceMessage, quote, resultCode } = serviceError;
	const cleanQuote = words.clean(quote, MAX_SERVICE_MESSAGE_LENGTH) ?? REMOVED;
	const ownParts = quote === '' ? [message] : message.split(quote);
	const quoted = words.clean(serviceMessage, MAX_SERVICE_MESSAGE_LENGTH);
	const prefix = quoted ? `The service says: "${quoted}". ` : '';
	return serviceError.with({
		message: ownParts.map(cleanOwn).join(cleanQuote),
		description: (prefix + cleanOwn(description)).trim(),
		serviceMessage: '',
		quote: cleanQuote,
		resultCode: resultCode === undefined ? undefined : words.cleanCode(resultCode),
	});
}

/** Removes secrets from all texts of a JSON value, names included. */
export function redactJson(json: unknown, secrets: readonly string[]): unknown {
	return new ServiceWords(secrets).cleanJson(json);
}

/** Removes secrets from what a service says. */
class ServiceWords {
	private readonly secrets: string[];
	private readonly hasShortSecret: boolean;
	private left = MAX_BODY_LENGTH;
	private lazySearch?: SecretSearch;

	constructor(secrets: readonly string[]) {
		this.secrets = [...new Set(secrets)].filter((secret) => secret.trim() !== '');
		this.hasShortSecret = this.secrets.some(isTooShort);
	}

	/** @returns `undefined` if a secret is so short that it could be anywhere */
	clean(text: string, maxLength: number): string | undefined {
		if (text === '') return '';
		if (this.hasShortSecret) return undefined;
		return shorten(
			this.search.clean(text.slice(0, maxLength * SEARCHED_PER_SHOWN), true),
			maxLength,
		);
	}

	/** A short number stays, since it cannot encode a secret that does not occur in it. */
	cleanCode(code: string): string | undefined {
		const isShort = /^\d{1,4}$/.test(code);
		const mayShow = isShort && !this.secrets.some((secret) => code.includes(secret.trim()));
		return mayShow ? code : this.clean(code, MAX_TEXT_LENGTH);
	}

	/** Numbers and yes or no stay, and so do names, unless they are a secret. */
	cleanJson(json: unknown): unknown {
		if (typeof json === 'string') return this.cleanWhole(json);
		if (typeof json === 'number') {
			return this.cleanName(String(json)) === String(json) ? json : REMOVED;
		}
		if (Array.isArray(json)) return json.map((entry) => this.cleanJson(entry));
		if (typeof json !== 'object' || json === null) return json;
		return Object.fromEntries(
			Object.entries(json).map(([name, value]) => [this.cleanName(name), this.cleanJson(value)]),
		);
	}

	private get search(): SecretSearch {
		this.lazySearch ??= new SecretSearch(this.secrets);
		return this.lazySearch;
	}

	private cleanWhole(text: string): string {
		this.left -= text.length;
		if (this.hasShortSecret || this.left < 0) return text === '' ? '' : REMOVED;
		return this.search.clean(text, true);
	}

	private cleanName(name: string): string {
		if (this.secrets.some((secret) => secret.trim() === name)) return REMOVED;
		this.left -= name.length;
		return this.left < 0 ? REMOVED : this.search.clean(name, false);
	}
}

/**
 * Whether our own texts could contain the secret as an ordinary word or number: to remove it there
 * would only tell what it is.
 */
function isOrdinary(secret: string): boolean {
	return isTooShort(secret) || /^(?:\p{L}[\p{Ll}\p{Lo} ]{0,14}|\d{1,7})$/u.test(secret.trim());
}

function shorten(text: string, maxLength: number): string {
	return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}
