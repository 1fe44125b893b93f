import { decodePercent } from '../../core/http/encoding';
import { WebhookRejection } from './webhook-rejection';

/**
 * The query of a request, exactly as received. n8n's parsed query does not help here: it turns `+`
 * into a space, and the MAC of TEA015 covers the bytes.
 */
export class RawQuery {
	readonly text: string;

	/** @param originalUrl path and query of the request line */
	constructor(originalUrl: string) {
		const mark = originalUrl.indexOf('?');
		this.text = mark < 0 ? '' : originalUrl.slice(mark + 1);
	}

	/**
	 * A value as received, `undefined` if the parameter is absent.
	 *
	 * @throws WebhookRejection for a repeated parameter, since two readers may pick different values
	 */
	optional(name: string): string | undefined {
		const found = this.parts().filter((part) => nameOf(part) === name);
		if (found.length > 1) throw new WebhookRejection(`'${name}' appears more than once`);
		return found[0]?.slice(name.length + 1);
	}

	/** @throws WebhookRejection for a parameter that is missing, empty or repeated */
	required(name: string): string {
		const value = this.optional(name);
		if (!value) throw new WebhookRejection(`'${name}' is missing`);
		return value;
	}

	/** Everything but one parameter, byte for byte and in the order received. */
	without(name: string): string {
		return this.parts()
			.filter((part) => nameOf(part) !== name)
			.join('&');
	}

	private parts(): string[] {
		return this.text.split('&');
	}
}

function nameOf(part: string): string {
	return part.split('=', 1)[0];
}

/** RFC 6749, section 4.1.2.1; the limit of 100 is ours and keeps junk out of the workflow. */
const ERROR_CODE = /^[\x20-\x21\x23-\x5b\x5d-\x7e]{1,100}$/;

/** @throws WebhookRejection for what cannot be an error code */
export function readErrorCode(value: string): string {
	const error = decodePercent(value);
	if (!ERROR_CODE.test(error)) throw new WebhookRejection("'error' is not a valid error code");
	return error;
}
