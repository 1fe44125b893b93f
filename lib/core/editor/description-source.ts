import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { credentialFingerprint } from '../auth/fingerprint';
import type { ContractCall, ContractRules } from '../contract/call';
import { documentPath, MAX_DOCUMENT_LENGTH, readDescription } from '../contract/description';
import { descriptionError } from '../contract/description-error';
import { apiDescriptionField } from '../contract/description-field';
import { isForbidden } from '../contract/forbidden-path';
import { ServiceError } from '../errors/service-error';
import { readText, type HttpResponse } from '../http/response';
import type { ServiceRequest } from '../http/service-request';
import { authenticatedSender } from '../http/transport';
import type { CredentialData, ServiceDefinition } from '../operation/service-definition';
import { ExpiringMap } from '../time/expiring-map';

/** For a document by path, from the first byte sent to the last one received, in ms. */
const TIMEOUT = 15_000;

/** The calls of documents that were read lately, since every search in the list asks for them again. */
const remembered = new ExpiringMap<ContractCall[]>(5 * 60_000, 10);

/** A service, and what its contract calls look like. */
export interface ContractService<Credential> {
	service: ServiceDefinition<Credential>;
	rulesOf: (credential: Credential) => ContractRules;
}

/**
 * The calls that a credential describes.
 *
 * @param data of the credential, decrypted
 * @throws ServiceError `invalid_input` for a description that cannot be read, or what kept it from arriving
 */
export async function readCalls<Credential>(
	context: ILoadOptionsFunctions,
	data: CredentialData,
	{ service, rulesOf }: ContractService<Credential>,
): Promise<ContractCall[]> {
	const credential = service.readCredential(data);
	const rules = rulesOf(credential);
	const text = String(data[apiDescriptionField.name] ?? '');
	const path = documentPath(text);
	if (path === undefined) return readDescription(text, rules);
	if (isForbidden(path, rules)) {
		throw descriptionError('must not be a path for logging in or for tokens.');
	}
	const key = credentialFingerprint(data, service);
	const known = remembered.get(key);
	if (known !== undefined) return known;
	const document = await fetchDocument(context, { data, credential, service }, path);
	const calls = readDescription(document, rules, MAX_DOCUMENT_LENGTH);
	remembered.set(key, calls);
	return calls;
}

interface DocumentSource<Credential> {
	data: CredentialData;
	/** What `data` says. */
	credential: Credential;
	service: ServiceDefinition<Credential>;
}

async function fetchDocument<Credential>(
	context: ILoadOptionsFunctions,
	{ data, credential, service }: DocumentSource<Credential>,
	path: string,
): Promise<string> {
	const request: ServiceRequest = {
		method: 'GET',
		path,
		pathField: apiDescriptionField.displayName,
	};
	const options = { ...service.toRequestOptions(request, credential), timeout: TIMEOUT };
	const { credentialType, name, tokenField } = service;
	const send = authenticatedSender(context, credentialType, name, tokenField);
	// n8n runs the hook for an empty token, and stores the new one.
	const renewed = { ...data, [tokenField]: '' };
	const isUsable = service.hasUsableToken(data, Date.now());
	let response = await send(options, isUsable ? { ...data } : renewed);
	if (isUsable && !(response instanceof ServiceError) && response.status === 401) {
		service.tokenCache.forgetToken(String(data[service.tokenField]));
		response = await send(options, renewed);
	}
	if (response instanceof ServiceError && response.reason === 'timeout') {
		throw descriptionError(
			`did not arrive from ${name} within ${TIMEOUT / 1000} s.`,
			'Try again later, or paste the document into the credential.',
		);
	}
	if (response instanceof ServiceError && response.reason === 'bad_answer') {
		throw response.with({ description: 'Paste only the calls that you need into the credential.' });
	}
	if (response instanceof ServiceError) throw response;
	return textOf(response, service.name);
}

function textOf(response: HttpResponse, service: string): string {
	const { status } = response;
	if (status !== 200) {
		throw descriptionError(
			`could not be read: ${service} responded with HTTP ${status}.`,
			status >= 300 && status < 400
				? 'Enter the path that it redirects to.'
				: 'Check the path, and whether this credential may read it.',
		);
	}
	const text = readText(response);
	if (text === undefined) throw descriptionError('is not text in UTF-8.');
	return text;
}
