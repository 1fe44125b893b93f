/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/require-node-api-error -- a tool */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {
	lastLine,
	run,
	start,
	stop,
	type ChildEnd,
	type StartedChild,
} from '../support/child-process';
import { PATIENCE_MS, pollUntil } from '../support/poll';
import { choosePort } from '../support/ports';
import { UserError } from '../support/user-error';
import type { ServerBinaries } from './binaries';

export interface QueueServer {
	port: number;
	pid: number;
	stop(): Promise<ChildEnd>;
}

interface ServerProgram {
	command: string;
	args: string[];
	folder: string;
	/** The user it runs as; our own when absent. */
	user?: string;
	stopSignal: NodeJS.Signals;
}

const supervisor = path.join(__dirname, 'supervisor.cjs');
const ownUser = '-';
const loopback = '127.0.0.1';

/** Starts a Redis that forgets everything when it ends. */
export async function startRedis(
	{ redisServer }: ServerBinaries,
	folder: string,
): Promise<QueueServer> {
	fs.mkdirSync(folder);
	const port = await choosePort();
	const args = ['--port', String(port), '--bind', loopback, '--dir', folder, '--save', ''];
	const server = supervise({ command: redisServer, args, folder, stopSignal: 'SIGTERM' });
	return await whenReady(server, port, 'Redis');
}

/** Starts a PostgreSQL without a password, for this machine only. */
export async function startPostgres(
	{ initdb, postgres }: ServerBinaries,
	folder: string,
): Promise<QueueServer> {
	fs.mkdirSync(folder);
	const user = unprivilegedUser();
	if (user) giveTo(user, folder);
	const data = path.join(folder, 'data');
	await createCluster(initdb, data, folder, user);
	const port = await choosePort();
	const args = ['-D', data, '-p', String(port), '-h', loopback, '-k', folder];
	// The data is thrown away afterwards: no need to wait for the disk.
	const settings = ['fsync=off', 'max_connections=200'].flatMap((setting) => ['-c', setting]);
	const server = supervise({
		command: postgres,
		args: [...args, ...settings],
		folder,
		user,
		// Does not wait for clients.
		stopSignal: 'SIGINT',
	});
	return await whenReady(server, port, 'PostgreSQL');
}

async function createCluster(
	initdb: string,
	data: string,
	folder: string,
	user?: string,
): Promise<void> {
	const args = ['-D', data, '-U', 'n8n', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'];
	const program = { command: initdb, args, folder, user, stopSignal: 'SIGTERM' as const };
	const made = await run(process.execPath, supervisorArgs(program), {
		cwd: folder,
		timeout: PATIENCE_MS,
	});
	if (made.code !== 0) throw new UserError(`PostgreSQL's initdb failed: ${lastLine(made)}`);
}

function supervise(program: ServerProgram): StartedChild {
	return start(process.execPath, supervisorArgs(program), { cwd: program.folder });
}

function supervisorArgs({ command, args, user = ownUser, stopSignal }: ServerProgram): string[] {
	return [supervisor, user, stopSignal, command, ...args];
}

/** PostgreSQL refuses to run as root. */
function unprivilegedUser(): string | undefined {
	if (process.getuid?.() !== 0) return undefined;
	try {
		execFileSync('id', ['-u', 'postgres'], { stdio: 'ignore' });
		return 'postgres';
	} catch {
		throw new UserError(
			'PostgreSQL does not run as root, and there is no user "postgres" here. Start as another user, or create it.',
		);
	}
}

function giveTo(user: string, folder: string): void {
	const id = (flag: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
	fs.chownSync(folder, id('-u'), id('-g'));
}

/** Both say it with the same words; a port that is open may still refuse. */
async function whenReady(server: StartedChild, port: number, name: string): Promise<QueueServer> {
	const isReady = () => {
		if (server.end) throw new UserError(`${name} ended while starting: ${lastLine(server)}`);
		return /ready to accept connections/i.test(server.output);
	};
	if (!(await pollUntil(isReady, { interval: 50 }))) {
		await stop(server);
		throw new UserError(`${name} was not ready after ${PATIENCE_MS / 1000} s.`);
	}
	return { port, pid: Number(server.child.pid), stop: async () => await stop(server) };
}
