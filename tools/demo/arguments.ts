/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- a tool */
import { parseArgs } from 'node:util';
import { UserError } from '../support/user-error';

const usage = 'npm run demo [-- [--once] [--port N]]';

export interface DemoArguments {
	/** Whether to end after the examples. */
	once: boolean;
	/** The port of n8n; a free one without it. */
	port?: number;
}

export function readArguments(args: string[]): DemoArguments {
	const { once, port } = parse(args);
	if (port === undefined) return { once };
	const number = Number(port);
	if (Number.isInteger(number) && number > 0 && number < 65536) return { once, port: number };
	throw new UserError(`--port must be a number from 1 to 65535, not "${port}".`);
}

function parse(args: string[]): { once: boolean; port?: string } {
	try {
		return parseArgs({
			args,
			options: { once: { type: 'boolean', default: false }, port: { type: 'string' } },
		}).values;
	} catch (error) {
		const [reason] = (error as Error).message.split('.');
		throw new UserError(`${reason}. Use: ${usage}`);
	}
}
