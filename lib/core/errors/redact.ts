import type { ServiceError } from './service-error';

/** Shorter texts would be found in ordinary words. In characters, like the limits below. */
const MIN_SECRET_LENGTH = 4;
const MAX_TEXT_LENGTH = 600;
/** The service's own message may be a whole page. */
const MAX_SERVICE_MESSAGE_LENGTH = 300;

/**
 * Removes secrets from all texts of an error, in every form in which a service may echo them, and
 * then cuts the texts. The service's own message becomes part of the description.
 */
export function redact(serviceError: ServiceError, secrets: readonly string[]): ServiceError {
	const forms = secrets
		.flatMap((secret) => [
			secret,
			secret.trim(),
			// A pass through UTF-8 replaces incomplete characters, which cannot be encoded.
			encodeURIComponent(Buffer.from(secret).toString()),
			new URLSearchParams({ '': secret }).toString().slice(1),
			JSON.stringify(secret).slice(1, -1),
		])
		// Decoding a form turns a plus sign into a space.
		.flatMap((form) => [form, form.replaceAll('+', ' ')])
		.filter((form) => form.trim().length >= MIN_SECRET_LENGTH)
		// The longest first: a secret may begin with another one.
		.sort((a, b) => b.length - a.length);
	const clean = (text: string, maxLength = MAX_TEXT_LENGTH): string => {
		const cleaned = forms.reduce((result, form) => result.replaceAll(form, '***'), text);
		return cleaned.length > maxLength ? `${cleaned.slice(0, maxLength)}…` : cleaned;
	};
	const { message, description, serviceMessage, resultCode } = serviceError;
	const quoted = clean(serviceMessage, MAX_SERVICE_MESSAGE_LENGTH);
	const prefix = quoted === '' ? '' : `The service says: "${quoted}". `;
	return serviceError.with({
		message: clean(message),
		description: (prefix + clean(description)).trim(),
		serviceMessage: '',
		resultCode: resultCode === undefined ? undefined : clean(resultCode),
	});
}
