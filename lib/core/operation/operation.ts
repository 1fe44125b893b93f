import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { HttpResponse } from '../http/response';
import type { ServiceRequest } from '../http/service-request';
import type { ServiceError } from '../errors/service-error';
import type { ItemParameters } from './parameters';

/**
 * Whether a call may be sent again without doing something twice. `login` is not repeated either (a
 * wrong password sent again may lock an account), but leaves nothing behind that a user must look for.
 */
export type Effect = 'read' | 'write' | 'login';

/**
 * Tells a response that can be used from one that cannot.
 *
 * @param token the one that the request was sent with
 * @returns `undefined` for a response that `parseResponse` can take
 */
export type ResponseCheck = (response: HttpResponse, token: string) => ServiceError | undefined;

/**
 * One operation of a node. The form in the editor and the run are both made from it, so there is no
 * second place to keep in step.
 */
export type Operation<Credential> = RequestOperation<Credential> | CustomOperation<Credential>;

interface OperationBasics {
	/** Stored in workflows: never rename. */
	value: string;
	name: string;
	/** Sentence case, shown in the node list. */
	action: string;
	description: string;
	/** Only a `read` is repeated by the run. */
	effect: Effect | ((input: ItemParameters) => Effect);
	/** For what only builds something: the options of requests are not shown for it. */
	sendsNothing?: boolean;
	/** Fields without `displayOptions`; the table adds them. */
	fields: INodeProperties[];
	/** Used instead of the service's own check. */
	checkResponse?: ResponseCheck;
}

/** The usual operation: an item becomes one request, and its answer the output. */
export interface RequestOperation<Credential> extends OperationBasics {
	/** @throws ServiceError `invalid_input`, before anything is sent */
	buildRequest(input: ItemParameters, credential: Credential): ServiceRequest;
	parseResponse(response: HttpResponse, input: ItemParameters, credential: Credential): IDataObject;
}

/** An operation that sends nothing, or decides itself whether it sends. */
export interface CustomOperation<Credential> extends OperationBasics {
	/**
	 * @param send authenticates, repeats and judges a call like any other
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
	/** Its calls make a session instead of using one, so no item can bring its own token. */
	unauthenticated?: boolean;
	/** In the order of the editor: sorted by name. */
	operations: ReadonlyArray<Operation<Credential>>;
}

/** All resources of a node, with the options every operation has. */
export interface OperationTable<Credential> {
	resources: ReadonlyArray<Resource<Credential>>;
	/** Members of the 'Options' collection. */
	options: INodeProperties[];
	/** The option for an item's own token, for resources whose calls use a session. */
	itemTokenOption: INodeProperties;
	/** The resource a new node starts with. */
	defaultResource: string;
}

/** `undefined` for a pair that this version of the node does not have. */
export function findOperation<Credential>(
	table: OperationTable<Credential>,
	resource: string,
	operation: string,
): Operation<Credential> | undefined {
	return table.resources
		.find((entry) => entry.value === resource)
		?.operations.find((entry) => entry.value === operation);
}

/** Names of all fields of an operation in the editor, by parameter name. */
export function fieldLabels<Credential>(
	table: OperationTable<Credential>,
	operation: Operation<Credential>,
): Map<string, string> {
	return new Map(
		[table.itemTokenOption, ...table.options, ...operation.fields].map((field) => [
			field.name,
			field.displayName,
		]),
	);
}
