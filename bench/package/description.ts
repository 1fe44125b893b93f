import type { INodeTypeDescription } from 'n8n-workflow';

/** The least that n8n needs to know about a node; `parameters` are its fields and their defaults. */
export function describe(
	displayName: string,
	parameters: Record<string, string | number | boolean>,
	credentials?: INodeTypeDescription['credentials'],
): INodeTypeDescription {
	return {
		displayName,
		name: displayName.charAt(0).toLowerCase() + displayName.slice(1).replaceAll(' ', ''),
		group: ['transform'],
		version: 1,
		description: 'Part of the bench',
		defaults: { name: displayName },
		inputs: ['main'],
		outputs: ['main'],
		credentials,
		properties: Object.entries(parameters).map(([name, value]) => ({
			displayName: name,
			name,
			type: typeof value as 'string' | 'number' | 'boolean',
			default: value,
		})),
	};
}
