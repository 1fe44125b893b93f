import type { IHttpRequestOptions } from 'n8n-workflow';
import { ServiceError } from '../errors/service-error';

/** What decides whom a request reaches and who can read it, in both shapes of n8n's options. */
interface ConnectionOptions {
	method?: unknown;
	headers?: unknown;
	proxy?: unknown;
	agentOptions?: object;
	rejectUnauthorized?: boolean;
	skipSslCertificateValidation?: boolean;
}

/** Without TRACE, which a server answers with the request, and CONNECT, which opens a tunnel. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** The options of n8n's two clients that change neither the connection nor what is checked on it. */
const ALLOWED = new Set(
	(
		'url uri baseURL method headers qs arrayFormat qsStringifyOptions useQuerystring auth ' +
		'body form formData json gzip encoding useStream timeout abortSignal ' +
		'returnFullResponse resolveWithFullResponse ignoreHttpStatusErrors simple ' +
		'disableFollowRedirect followRedirect followAllRedirects maxRedirects ' +
		'sendCredentialsOnCrossOriginRedirect allowedDomains ' +
		'rejectUnauthorized skipSslCertificateValidation'
	).split(' '),
);

/**
 * Keeps whoever may use a credential, but not read it, from sending its secrets through a server of
 * their own. Options of n8n that are not known to be harmless are removed.
 *
 * @param options changed in place
 * @param ignoreSslIssues whether the credential itself accepts any certificate
 * @throws ServiceError `invalid_input` naming the option of n8n's HTTP Request node
 */
export function restrictConnection(options: IHttpRequestOptions, ignoreSslIssues: boolean): void {
	const { method, headers, proxy, agentOptions, ...tls } = options as ConnectionOptions;
	if (!METHODS.includes(String(method ?? 'GET').toUpperCase())) {
		throw notAllowed('The method', `Use one of ${METHODS.join(', ')}.`);
	}
	checkHeaders(headers ?? {});
	if (isSet(proxy)) {
		throw notAllowed(
			"The option 'Proxy'",
			"Remove it. An administrator can set a proxy for all of n8n with n8n's environment variables.",
		);
	}
	if (Object.values(agentOptions ?? {}).some(isSet)) {
		throw notAllowed(
			"The setting 'SSL Certificates'",
			'Remove it. An administrator can add a certificate authority for all of n8n with NODE_EXTRA_CA_CERTS.',
		);
	}
	const skipsCheck = tls.rejectUnauthorized === false || tls.skipSslCertificateValidation === true;
	if (skipsCheck && !ignoreSslIssues) {
		throw notAllowed(
			"The option 'Ignore SSL Issues (Insecure)'",
			'Turn it off. The owner of the credential can turn it on there.',
		);
	}
	for (const name of Object.keys(options)) {
		if (!ALLOWED.has(name)) delete (options as unknown as Record<string, unknown>)[name];
	}
}

/** @throws ServiceError `invalid_input` for a Host header, also where only the HTTP client would find it */
function checkHeaders(headers: unknown): void {
	// The client accepts other shapes, too.
	if (typeof headers !== 'object' || headers === null || Symbol.iterator in headers) {
		throw notAllowed('This form of headers', 'Enter an object of names and text values.');
	}
	for (const [name, value] of Object.entries(headers) as Array<[string, unknown]>) {
		if (name.trim().toLowerCase() === 'host') {
			throw notAllowed("The header 'Host'", 'Remove it. The host is set in the credential.');
		}
		// E.g. 'common' and 'get', whose contents the client takes for more headers.
		if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
			throw notAllowed(`The header '${name}' with an object as its value`, 'Enter text instead.');
		}
	}
}

function isSet(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}

function notAllowed(what: string, advice: string): ServiceError {
	return new ServiceError({
		reason: 'invalid_input',
		message: `${what} cannot be used with this credential, since it could reveal its secrets. Nothing was sent.`,
		description: advice,
	});
}
