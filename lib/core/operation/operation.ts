import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import type { HttpResponse } from '../http/response';
import type { ServiceRequest } from '../http/service-request';
import type { ServiceError } from '../errors/service-error';
import type { ItemParameters } from './parameters';

/**
 * What a request does. Only a `read` is retried. A `login` is not, since repeating a wrong password may
 * lock an account; but unlike a `write` it changes nothing that a user would have to check.
 */
export type Effect = 'read' | 'write' | 'login';

/**
 * Tells a response that can be used from one that cannot.
 *
 * @param token the one that the request was sent with
 * @returns `undefined` for a response that can be used
 */
export type ResponseCheck = (response: HttpResponse, token: string) => ServiceError | undefined;

/** One operation of a node. Both its form in the editor and its execution are made from it. */
export type Operation<Credential> = RequestOperation<Credential> | CustomOperation<Credential>;

interface OperationBasics {
	/** Stored in workflows: never rename. */
	value: string;
	name: string;
	/** Sentence case, shown in the node list. */
	action: string;
	description: string;
	effect: Effect | ((input: ItemParameters) => Effect);
	/** For operations without requests: the options of requests are not shown for them. */
	sendsNothing?: boolean;
	/** Without display options for resource and operation, which `toProperties` adds. */
	fields: INodeProperties[];
	/** In the 'Options' collection, beside those that all operations share. */
	options?: readonly INodeProperties[];
	/**
	 * Fields that an AI model may fill in, where the user put `$fromAI` there; of a list of names and
	 * values, the values. None if left out. Never what decides which call is made, or for whom.
	 *
	 * A function gets the parameters as the workflow stores them.
	 */
	modelFields?: readonly string[] | ((stored: INodeParameters) => readonly string[]);
	/** Used instead of the service's own check. */
	checkResponse?: ResponseCheck;
}

/** The usual operation: each item is one request, and its response is the output. */
export interface RequestOperation<Credential> extends OperationBasics {
	/** @throws ServiceError `invalid_input` */
	buildRequest(input: ItemParameters, credential: Credential): ServiceRequest;
	/** @throws ServiceError `bad_answer` */
	parseResponse(response: HttpResponse, input: ItemParameters, credential: Credential): IDataObject;
	/** Set if the user chooses the form of the response, with the options of `responseOptions`. */
	responseRules?(credential: Credential): ResponseRules;
}

/** What a service allows for the pages of a response. */
export interface ResponseRules {
	/** Where next links may lead, as `URL.origin` writes it. */
	origin: string;
	/** Of a body without a content type of its own. */
	bodyFormat: 'form' | 'json';
	/** Whether a path gives or takes tokens, so that no next link may lead there. */
	isForbiddenPath(path: string): boolean;
}

/** An operation that sends nothing, or decides itself what it sends. */
export interface CustomOperation<Credential> extends OperationBasics {
	/**
	 * @param send sends a request like that of any other operation: authenticated, retried, checked
	 * @throws ServiceError
	 */
	execute(
		input: ItemParameters,
		credential: Credential,
		send: (request: ServiceRequest) => Promise<HttpResponse>,
	): Promise<IDataObject>;
}

export interface Resource<Credential> {
	value: string;
	name: string;
	/** Shown in the list of resources. */
	description?: string;
	/** For operations that start a session instead of using one, so that items need no token. */
	unauthenticated?: boolean;
	/** As in the editor: sorted by name. */
	operations: ReadonlyArray<Operation<Credential>>;
}

/** All resources of a node, sorted by name, and the options that their operations share. */
export interface OperationTable<Credential> {
	resources: ReadonlyArray<Resource<Credential>>;
	/** In the 'Options' collection, sorted by name. */
	options: INodeProperties[];
	/** The option for an item's own token, for authenticated requests. */
	itemTokenOption: INodeProperties;
	/** The resource of a new node. */
	defaultResource: string;
}

/** Finds an operation by its stored names. @returns `undefined` if this version of the node has none */
export function findOperation<Credential>(
	table: OperationTable<Credential>,
	resource: string,
	operation: string,
): Operation<Credential> | undefined {
	return table.resources
		.find((entry) => entry.value === resource)
		?.operations.find((entry) => entry.value === operation);
}

/** The names of all fields of an operation in the editor, by parameter name. */
export function fieldLabels<Credential>(
	table: OperationTable<Credential>,
	operation: Operation<Credential>,
): Map<string, string> {
	return new Map(
		[
			table.itemTokenOption,
			...table.options,
			...(operation.options ?? []),
			...operation.fields,
		].map((field) => [field.name, field.displayName]),
	);
}
