import type { Response } from 'express';
import type { Fault } from './faults';

/** What the sandbox keeps with a request while it is being answered. */
export interface SandboxLocals {
	body: Buffer;
	/** A fault to play instead of, or on top of, the real answer once it is made. */
	lateFault?: Fault;
}

export function localsOf(res: Response): SandboxLocals {
	return res.locals as SandboxLocals;
}
