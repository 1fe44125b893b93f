/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a tool */
import fs from 'node:fs';
import path from 'node:path';
import which from 'which';
import { UserError } from '../support/user-error';

/** The paths of the programs that a queue needs beside n8n. */
export interface ServerBinaries {
	redisServer: string;
	initdb: string;
	postgres: string;
}

const debianPostgres = '/usr/lib/postgresql';

/**
 * Finds Redis and PostgreSQL on this machine; nothing is installed.
 *
 * @throws {UserError} saying what to install
 */
export function findServers(): ServerBinaries {
	const [redisServer, initdb, postgres] = ['redis-server', 'initdb', 'postgres'].map(find);
	if (redisServer && initdb && postgres) return { redisServer, initdb, postgres };
	const missing = [
		...(redisServer ? [] : ['redis-server']),
		...(initdb && postgres ? [] : ['postgresql']),
	];
	throw new UserError(
		`Queue mode needs Redis and PostgreSQL; missing here: ${missing.join(', ')}. Install with: sudo apt-get install -y --no-install-recommends ${missing.join(' ')}   (Debian, Ubuntu)`,
	);
}

/** Debian keeps PostgreSQL's programs out of PATH; the newest version is taken. */
function find(name: string): string | null {
	const versions = fs.existsSync(debianPostgres) ? fs.readdirSync(debianPostgres) : [];
	const folders = versions
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => path.join(debianPostgres, version, 'bin'));
	const searchPath = [process.env.PATH ?? '', ...folders].join(path.delimiter);
	return which.sync(name, { nothrow: true, path: searchPath });
}
