/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reads and writes files */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { x as extract } from 'tar';
import { cacheRoot } from '../../tools/n8n-host/cache-folder';
import { npm } from '../../tools/support/npm';

/** API descriptions as their vendors publish them, in packages of the npm registry. */
const PACKAGES: Record<string, string[]> = {
	'@octokit/openapi@23.0.2': [
		'generated/api.github.com.json',
		'generated/ghec.json',
		'generated/ghes-3.19.json',
	],
	'@ideal-postcodes/openapi@4.21.0': ['dist/openapi.json'],
	'@readme/oas-examples@8.2.2': [
		'2.0/json/petstore.json',
		'3.0/json/star-trek.json',
		'3.1/json/readme.json',
		'3.1/json/train-travel.json',
	],
	'kubernetes-client@9.0.0': ['lib/specs/swagger-1.13.json.gz'],
	'rclone-openapi@1.75.0': ['openapi.json'],
	'shipengine-openapi@1.4.0': ['openapi.json'],
};

export interface ApiDocument {
	/** The package and the file in it. */
	name: string;
	text: string;
}

/**
 * The documents, downloaded once per machine without what their packages depend on.
 *
 * @throws {UserError} saying in one line why npm failed
 */
export async function loadDocuments(): Promise<ApiDocument[]> {
	const documents: ApiDocument[] = [];
	for (const [spec, files] of Object.entries(PACKAGES)) {
		const folder = join(cacheRoot(), 'api-documents', spec.replace(/\W+/g, '-'));
		if (!existsSync(folder)) await download(spec, files, folder);
		for (const file of files) {
			const bytes = readFileSync(join(folder, file));
			const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
			documents.push({ name: `${spec.replace(/@[^@]*$/, '')} ${file}`, text });
		}
	}
	return documents;
}

/** The folder appears complete or not at all. */
async function download(spec: string, files: string[], folder: string): Promise<void> {
	const work = mkdtempSync(join(tmpdir(), 'api-documents-'));
	try {
		const output = await npm(['pack', spec, '--pack-destination', work], { cwd: work });
		const part = `${folder}.part`;
		mkdirSync(part, { recursive: true });
		const wanted = files.map((file) => `package/${file}`);
		await extract({ file: join(work, output.trim()), cwd: part, strip: 1 }, wanted);
		renameSync(part, folder);
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
}
