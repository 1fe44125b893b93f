import type { IDataObject, INodeParameters } from 'n8n-workflow';

/**
 * What the tests expect of one operation, written down apart from its code so that a slip in the
 * code shows as a difference. One file per operation: `<service>/<resource>.<operation>.ts`.
 */
export interface OperationSpec {
	/** In the order of the form. Saved workflows depend on names, choices and defaults. */
	fields: Record<string, FieldSpec>;
	/** The members of 'Options', in the order of the form. */
	options: Record<string, FieldSpec>;
	/** What must be chosen for the form to show every field. */
	form?: INodeParameters;
	/** The request as the vendor prints it; `null` if the user describes it, or nothing is sent. */
	endpoint: Endpoint | null;
	example: Example;
	/** More responses, if it takes several for every field of the output schema to appear. */
	responses?: Reply[];
	/** How the fault matrix runs it on a real n8n, or why it does not. */
	faults: FaultRun[] | string;
}

export type ServiceName = 'saison' | 'marta';
/** By `resource.operation`. */
export type Specs = Record<string, OperationSpec>;

export interface FieldSpec {
	/** Its name in the editor. */
	label: string;
	/** n8n does not store a value that equals the default, so another default changes workflows. */
	default: unknown;
	/** The default where another choice in the form shows the field with another one. */
	otherDefault?: unknown;
	/** The values of a list of choices. */
	choices?: unknown[];
	/** Two values to try; not for lists of choices and switches, which are tried in full. */
	samples?: [unknown, unknown];
	/** An AI model may fill it in, or the values of a list; nothing else is for models. */
	forModels?: true;
}

/** A request as the vendor's public pages print it. How certain each is: docs/sources.md. */
export interface Endpoint {
	/** The vendor's id, or method and path if there is none. */
	id: string;
	method: 'GET' | 'POST';
	/** `{name}` stands for a part the caller fills in; `null`: not public, from the contract. */
	path: string | null;
	/** Names in the query. */
	query?: string[];
	/** Names in a form body. */
	form?: string[];
	/** Names in a JSON body. */
	json?: string[];
	/** Whether exactly one of the names is sent instead of all. */
	oneOf?: boolean;
	/** Exact values, or patterns between slashes. */
	headers: Record<string, string>;
}

/**
 * One item, run on n8n's engine and shown in docs/operations.md. In expected texts, `…` stands for
 * anything.
 */
export interface Example {
	/** Shown above the example. */
	note?: string;
	/** All that is set, without resource and operation. */
	parameters: INodeParameters;
	item?: IDataObject;
	/** `GET /path?query`, then the body on a line of its own; left out if nothing is sent. */
	sends?: string;
	response?: Reply;
	/** Left out if the service's response is not public. Then there is no output schema either. */
	output?: IDataObject;
}

export interface Reply {
	/** 200 when left out. */
	status?: number;
	/** An object is sent as JSON. */
	body?: unknown;
}

/** Which credential of the sandbox a request needs; the scopes of MARTA open different endpoints. */
export type CredentialName = 'saison' | 'webForm' | 'till';

export interface FaultRun {
	/** Set if the operation is run in more than one way. */
	name?: string;
	/** A login makes a session instead of using one. */
	kind: 'read' | 'write' | 'login';
	credential: CredentialName;
	parameters?: INodeParameters;
	method: 'GET' | 'POST';
	/** By which the sandbox recognizes the request. */
	path: string;
	/** Part of every good output. */
	output: IDataObject;
	/** What the item brings for it, of its own. */
	grant?: 'code' | 'refreshToken';
	/** Result codes of a 401 that say something about the member, so no new token helps. */
	memberCodes?: string[];
}
