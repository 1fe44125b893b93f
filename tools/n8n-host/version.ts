/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a tool */
import path from 'node:path';
import { UserError } from '../support/user-error';

export type HostVersion = 'current' | 'older';

/** The folder with `package.json` and lock file of each n8n that can be the host. */
const folders: Record<HostVersion, string> = {
	current: __dirname,
	older: path.join(__dirname, 'older'),
};

/** `current`, or the other version of n8n that N8N_HOST_VERSION names. */
export function hostVersion(): HostVersion {
	const version = process.env.N8N_HOST_VERSION || 'current';
	if (version in folders) return version as HostVersion;
	throw new UserError(
		`N8N_HOST_VERSION is "${version}"; it can be ${Object.keys(folders).join(' or ')}.`,
	);
}

export function pinsFolder(): string {
	return folders[hostVersion()];
}
