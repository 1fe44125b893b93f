/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lastLine, run } from '../support/child-process';
import { UserError } from '../support/user-error';
import { n8nEnv } from './n8n-env';
import type { Host } from './paths';

const fileName = 'empty-database.sqlite';
/** Run by the host's Node, which has a driver of its own. */
const copyDatabase = `const { DatabaseSync } = require('node:sqlite');
const [from, to] = process.argv.slice(1);
new DatabaseSync(from).exec("VACUUM INTO '" + to.replaceAll("'", "''") + "'");`;

/**
 * n8n runs some 260 migrations on a new database, which takes longer than its start. They are run once per
 * installation, by n8n itself; a new user folder begins with a copy of the result. Nothing in it depends on
 * an encryption key.
 */
export async function makeEmptyDatabase({ dir, node, n8n }: Omit<Host, 'version'>): Promise<void> {
	const userFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'saison-marta-database-'));
	try {
		const noCredentials = path.join(userFolder, 'none.json');
		fs.writeFileSync(noCredentials, '[]');
		const encryptionKey = randomBytes(24).toString('hex');
		const env = n8nEnv({
			userFolder,
			filesFolder: userFolder,
			port: 0,
			brokerPort: 0,
			encryptionKey,
		});
		const runNode = async (args: string[]) => {
			const end = await run(node, args, { cwd: userFolder, env, timeout: 180_000 });
			if (end.code === 0) return;
			const why = end.error?.message ?? lastLine(end);
			throw new UserError(`n8n could not prepare its database: ${why}`);
		};
		await runNode([n8n, 'import:credentials', `--input=${noCredentials}`]);
		const migrated = path.join(userFolder, '.n8n', 'database.sqlite');
		await runNode(['--no-warnings', '-e', copyDatabase, migrated, path.join(dir, fileName)]);
	} finally {
		fs.rmSync(userFolder, { recursive: true, force: true, maxRetries: 3 });
	}
}

/** Puts a copy into n8n's data folder, unless there is a database already. */
export function startFromEmptyDatabase(dir: string, dataFolder: string): void {
	const target = path.join(dataFolder, 'database.sqlite');
	if (fs.existsSync(target)) return;
	fs.mkdirSync(dataFolder, { recursive: true });
	fs.copyFileSync(path.join(dir, fileName), target);
}

export function hasEmptyDatabase(dir: string): boolean {
	return fs.existsSync(path.join(dir, fileName));
}
