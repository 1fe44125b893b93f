/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs tests in a copy of the repository */
import { spawnSync } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathOf } from './files';

/** What is installed or made, and not written. */
const LEFT_OUT = ['node_modules', '.git', 'build', 'dist', 'coverage', 'test-results'];

interface JestReport {
	numTotalTests: number;
	testResults: Array<{ status: 'passed' | 'failed'; message: string }>;
}

/** A copy of the repository whose files a test may change, with the same packages installed. */
export class RepositoryCopy {
	private readonly folder = mkdtempSync(join(tmpdir(), 'repository-'));

	constructor() {
		cpSync(pathOf('.'), this.pathOf('copy'), {
			recursive: true,
			filter: (path) => !LEFT_OUT.includes(basename(path)),
		});
		symlinkSync(pathOf('node_modules'), this.pathOf('copy/node_modules'), 'junction');
	}

	private pathOf(file: string): string {
		return join(this.folder, file);
	}

	/** `undefined` if there is no such file. */
	read(file: string): string | undefined {
		const path = this.pathOf(`copy/${file}`);
		return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
	}

	/** @param text `undefined` removes the file */
	write(file: string, text: string | undefined): void {
		const path = this.pathOf(`copy/${file}`);
		if (text === undefined) return rmSync(path);
		mkdirSync(dirname(path), { recursive: true });
		return writeFileSync(path, text);
	}

	/**
	 * Runs a command of the form `NAME=value npx jest --option …` in the copy.
	 *
	 * @returns what each test file that fails says
	 */
	runJest(command: string, ...more: string[]): string[] {
		const [, variables, options] = /^((?:\w+=\S+ )*)npx jest (.*)$/.exec(command) ?? [];
		if (options === undefined) throw new Error(`no command of jest: ${command}`);
		const set = variables.split(' ').filter((variable) => variable !== '');
		const { stdout, stderr } = spawnSync(
			process.execPath,
			[
				pathOf('node_modules/jest/bin/jest.js'),
				...options.split(/\s+/),
				...more,
				...['--json', '--cacheDirectory', this.pathOf('cache')],
			],
			{
				cwd: this.pathOf('copy'),
				env: { ...process.env, ...Object.fromEntries(set.map((variable) => variable.split('='))) },
				encoding: 'utf8',
				maxBuffer: 100_000_000,
			},
		);
		if (!stdout.startsWith('{')) throw new Error(stderr);
		const { numTotalTests, testResults } = JSON.parse(stdout) as JestReport;
		if (numTotalTests === 0 && testResults.length === 0) throw new Error(stderr);
		return testResults.filter(({ status }) => status === 'failed').map(({ message }) => message);
	}

	remove(): void {
		rmSync(this.folder, { recursive: true, force: true });
	}
}
