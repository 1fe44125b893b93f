/** A problem that the user can solve: shown as one line, without a stack trace. */
export class UserError extends Error {}

const explanations: Record<string, (path?: string) => string> = {
	ENOSPC: (path) => `The disk is full${writing(path)}. Free some space and start again.`,
	EDQUOT: (path) => `The disk quota is used up${writing(path)}. Free some space and start again.`,
	EACCES: noPermission,
	EPERM: noPermission,
	EROFS: (path = 'The folder') => `${path} is on a read-only disk. Choose another folder.`,
	ENOTDIR: (path = 'A path') => `${path} leads through a file that is not a folder.`,
	EEXIST: (path = 'A path') => `${path} already exists and is not a folder.`,
	EMFILE: () => 'Too many open files. Raise the limit (ulimit -n) and start again.',
};

function noPermission(path = 'a file'): string {
	return `No permission to use ${path}. Check its owner and permissions.`;
}

function writing(path?: string): string {
	return path ? ` (writing ${path})` : '';
}

/** The one line for an error whose cause is known, else undefined. */
export function explain(error: unknown): string | undefined {
	if (error instanceof UserError) return error.message;
	const { code, path } = (error ?? {}) as NodeJS.ErrnoException;
	return code === undefined ? undefined : explanations[code]?.(path);
}
