import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup.mjs';

const resultsFolder = join(root, 'test-results');

/** One part of a test run as a child whose output is shown as it comes; a part without counts is one test. */
export async function runPart(title, script, args) {
	console.log(`\n── ${title}`);
	const code = await showChild([join(root, 'node_modules', script), ...args]);
	return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** The jest projects named, counted test by test. */
export async function runJest(projects, args) {
	console.log(`\n── Tests: ${projects.join(', ')}`);
	const outputFile = join(resultsFolder, `jest-${projects.join('-')}.json`);
	mkdirSync(resultsFolder, { recursive: true });
	rmSync(outputFile, { force: true });
	const code = await showChild([
		join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
		...['--selectProjects', ...projects],
		...['--json', `--outputFile=${outputFile}`],
		...args,
	]);
	const counts = existsSync(outputFile)
		? countJest(JSON.parse(readFileSync(outputFile, 'utf8')))
		: none();
	// A jest that failed without a failed test (a crash, no tests found) is a failure all the same.
	return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Adds up, leaves the sum for .ci/run, prints it, and gives the exit code. */
export function finish(name, parts) {
	const total = parts.reduce(
		(sum, part) => ({ passed: sum.passed + part.passed, failed: sum.failed + part.failed }),
		none(),
	);
	mkdirSync(resultsFolder, { recursive: true });
	writeFileSync(join(resultsFolder, `${name}.json`), JSON.stringify(total));
	console.log(`\n${total.passed} passed, ${total.failed} failed`);
	return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

function countJest({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
	return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
}

function none() {
	return { passed: 0, failed: 0 };
}

function showChild(args) {
	// In our own process group, so that Ctrl+C reaches it as well.
	const child = spawn(process.execPath, args, {
		cwd: root,
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve(code ?? 1));
	});
}
