/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- a tool */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/root';

export interface Counts {
	passed: number;
	failed: number;
}

const resultsFolder = join(root, 'test-results');

/** A part of a test run without counts of its own: one test, which fails with the command and with a warning. */
export async function runPart(title: string, command: string[]): Promise<Counts> {
	console.log(`\n── ${title}`);
	const child = spawn(process.execPath, command, {
		cwd: root,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	let warned = false;
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		process.stdout.write(text);
		warned ||= /\b[1-9]\d* warnings?\b/.test(text);
	});
	const code = await exitCode(child);
	return code === 0 && !warned ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** The named projects of jest, counted test by test. */
export async function runJest(projects: string[], args: string[]): Promise<Counts> {
	console.log(`\n── Tests: ${projects.join(', ')}`);
	const outputFile = join(resultsFolder, `jest-${projects.join('-')}.json`);
	mkdirSync(resultsFolder, { recursive: true });
	rmSync(outputFile, { force: true });
	const command = ['node_modules/jest/bin/jest.js', '--selectProjects', ...projects];
	const output = ['--json', `--outputFile=${outputFile}`];
	const code = await exitCode(
		spawn(process.execPath, [...command, ...output, ...args], {
			cwd: root,
			stdio: ['ignore', 'inherit', 'inherit'],
		}),
	);
	const counts = existsSync(outputFile) ? readCounts(outputFile) : { passed: 0, failed: 0 };
	// A jest that fails without a failed test (it crashed, or found no tests) is a failure as well.
	return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Adds up the parts, leaves the sum for .ci/run, prints it and returns the exit code. */
export function finish(name: string, parts: Counts[]): number {
	const passed = parts.reduce((sum, part) => sum + part.passed, 0);
	const failed = parts.reduce((sum, part) => sum + part.failed, 0);
	mkdirSync(resultsFolder, { recursive: true });
	writeFileSync(join(resultsFolder, `${name}.json`), JSON.stringify({ passed, failed }));
	console.log(`\n${passed} passed, ${failed} failed`);
	return failed === 0 && passed > 0 ? 0 : 1;
}

function readCounts(file: string): Counts {
	const report = JSON.parse(readFileSync(file, 'utf8')) as Record<
		'numPassedTests' | 'numFailedTests' | 'numRuntimeErrorTestSuites',
		number
	>;
	const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = report;
	return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
}

/** A child is in our own process group, so that Ctrl+C reaches it as well. */
async function exitCode(child: ChildProcess): Promise<number> {
	const [code] = (await once(child, 'close')) as [number | null];
	return code ?? 1;
}
