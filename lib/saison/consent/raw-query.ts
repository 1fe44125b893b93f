import { WebhookRejection } from './webhook-rejection';

/**
 * The query of a visit as it came over the wire. n8n's parsed query is no help: it turns `+` into a
 * blank, and the MAC of TEA015 is over the bytes.
 */
export class RedirectQuery {
	readonly raw: string;

	/** @param originalUrl path and query of the request line */
	constructor(originalUrl: string) {
		const mark = originalUrl.indexOf('?');
		this.raw = mark < 0 ? '' : originalUrl.slice(mark + 1);
	}

	/**
	 * A value as received, `undefined` when the parameter is not there.
	 *
	 * @throws WebhookRejection for a parameter that comes twice, since two readers may take two values
	 */
	optional(name: string): string | undefined {
		const found = this.pieces().filter((piece) => nameOf(piece) === name);
		if (found.length > 1) throw new WebhookRejection('notValid', `'${name}' came more than once`);
		return found[0]?.slice(name.length + 1);
	}

	/** @throws WebhookRejection for a parameter that is missing, empty, or comes twice */
	required(name: string): string {
		const value = this.optional(name);
		if (!value) throw new WebhookRejection('notValid', `'${name}' is missing`);
		return value;
	}

	/** Everything but one parameter, byte for byte and in the order received. */
	without(name: string): string {
		return this.pieces()
			.filter((piece) => nameOf(piece) !== name)
			.join('&');
	}

	private pieces(): string[] {
		return this.raw.split('&');
	}
}

function nameOf(piece: string): string {
	return piece.split('=', 1)[0];
}

/** The service writes values back raw: a plus sign is itself, and a broken escape stays as it is. */
export function decodeRaw(value: string): string {
	try {
		return decodeURIComponent(value);
	} catch {
		return value;
	}
}

/** RFC 6749, section 4.1.2.1; a limit keeps junk out of the workflow. */
const ERROR_VALUE = /^[\x20-\x21\x23-\x5b\x5d-\x7e]{1,100}$/;

/** @throws WebhookRejection for what cannot be an error value */
export function readErrorValue(value: string): string {
	const error = decodeRaw(value);
	if (!ERROR_VALUE.test(error)) throw new WebhookRejection('notValid', "'error' cannot be read");
	return error;
}
