import type { INodeProperties } from 'n8n-workflow';

/** The credential's field for the calls of the user's contract, for the editor. Its name is stored: never rename. */
export const apiDescriptionField: INodeProperties = {
	displayName: 'API Description',
	name: 'apiDescription',
	type: 'string',
	noDataExpression: true,
	typeOptions: { rows: 8 },
	default: '',
	placeholder: 'e.g. GET /made-up/points Get points',
	description:
		"Calls that 'Contract Call' offers: a call list, an OpenAPI 3 or Swagger 2.0 document in JSON, or the path of such a document on this host. It is needed only to edit workflows, not to run them.",
};
