'use strict';

/** Something the user can act on: shown as one line, without a stack trace. */
class PlainError extends Error {}

const reasons = {
	ENOSPC: (error) => `The disk is full${where(error)}. Free some space and start again.`,
	EDQUOT: (error) => `The disk quota is used up${where(error)}. Free some space and start again.`,
	EACCES: (error) => `No permission to use ${error.path ?? 'a file'}. Check its owner and rights.`,
	EPERM: (error) => `No permission to use ${error.path ?? 'a file'}. Check its owner and rights.`,
	EROFS: (error) => `${error.path ?? 'The folder'} is on a read-only disk. Choose another folder.`,
	ENOTDIR: (error) => `${error.path ?? 'A path'} leads through a file that is not a folder.`,
	EEXIST: (error) => `${error.path ?? 'A path'} exists already and is not a folder.`,
	EMFILE: () => 'Too many open files. Raise the limit (ulimit -n) and start again.',
};

function where(error) {
	return error.path ? ` (writing ${error.path})` : '';
}

/** The one line for a failure that has a known cause, else undefined. */
function plainLine(error) {
	if (error instanceof PlainError) return error.message;
	return reasons[error?.code]?.(error);
}

module.exports = { PlainError, plainLine };
