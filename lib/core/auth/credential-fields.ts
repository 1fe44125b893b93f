import type { INodeProperties } from 'n8n-workflow';
import type { CredentialData } from '../operation/service-definition';
import { AROUND_TEXT, trimInvisible } from '../http/typed-text';

/** On the credential and not on the nodes, so that only its owner can turn it on. */
export const ignoreSslIssuesField: INodeProperties = {
	displayName: 'Ignore SSL Issues (Insecure)',
	name: 'ignoreSslIssues',
	type: 'boolean',
	default: false,
	description: "Whether to connect even if the host's certificate cannot be verified",
};

/**
 * What the stored tokens were issued for. A password despite its name: the editor would show a hash
 * that secrets are part of.
 */
export const boundToField: INodeProperties = {
	displayName: 'Bound To',
	name: 'boundTo',
	type: 'hidden',
	typeOptions: { password: true },
	default: '',
};

/** A field of a credential without what is pasted around it, for an expression of n8n. */
export function trimmedField(name: string, around = AROUND_TEXT): string {
	return `$credentials.${name}.replace(${around}, "")`;
}

/** The texts in these fields, as stored and as sent: values that no text may show. */
export function secretsIn(data: CredentialData, ...fields: string[]): string[] {
	return fields
		.map((name) => data[name])
		.filter((value): value is string => typeof value === 'string')
		.flatMap((value) => [value, trimInvisible(value)]);
}
