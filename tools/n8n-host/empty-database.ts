'use strict';

const { randomBytes } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { run } = require('../support/child.cjs');
const { PlainError } = require('../support/plain-error.cjs');
const { n8nEnv } = require('./n8n-env.cjs');
const { hostPaths } = require('./paths.cjs');

const fileName = 'empty-database.sqlite';
const copyOut = `const { DatabaseSync } = require('node:sqlite');
const [from, to] = process.argv.slice(1);
new DatabaseSync(from).exec("VACUUM INTO '" + to.replaceAll("'", "''") + "'");`;

/**
 * n8n runs some 260 migrations on a new database, which takes longer than its start. They are run once per
 * installation, by n8n itself; a new user folder begins with a copy of the result. Nothing in it depends on
 * an encryption key.
 */
async function makeEmptyDatabase(dir) {
	const { node, n8n } = hostPaths(dir);
	const userFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'saison-marta-database-'));
	try {
		const nothing = path.join(userFolder, 'nothing.json');
		fs.writeFileSync(nothing, '[]');
		const encryptionKey = randomBytes(24).toString('hex');
		const env = n8nEnv({ userFolder, port: 0, brokerPort: 0, encryptionKey });
		const options = { cwd: userFolder, env, timeout: 180_000 };
		await must(run(node, [n8n, 'import:credentials', `--input=${nothing}`], options));
		const migrated = path.join(userFolder, '.n8n', 'database.sqlite');
		const target = path.join(dir, fileName);
		await must(run(node, ['--no-warnings', '-e', copyOut, migrated, target], options));
	} finally {
		fs.rmSync(userFolder, { recursive: true, force: true, maxRetries: 3 });
	}
}

async function must(running) {
	const { code, output, error } = await running;
	if (code === 0) return;
	const why = error?.message ?? output.trim().split('\n').pop();
	throw new PlainError(`n8n could not prepare its database: ${why}`);
}

/** Does nothing where there is a database already. */
function startFromEmptyDatabase(dir, dataFolder) {
	const target = path.join(dataFolder, 'database.sqlite');
	if (fs.existsSync(target)) return;
	fs.mkdirSync(dataFolder, { recursive: true });
	fs.copyFileSync(path.join(dir, fileName), target);
}

function hasEmptyDatabase(dir) {
	return fs.existsSync(path.join(dir, fileName));
}

module.exports = { hasEmptyDatabase, makeEmptyDatabase, startFromEmptyDatabase };
