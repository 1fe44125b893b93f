/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error, no-console -- prints and exits */
import { performance } from 'node:perf_hooks';
import CliTable3 from 'cli-table3';
import { searchCalls } from '../../lib/core/contract/call-search';
import { readDescription } from '../../lib/core/contract/description';
import { toMapperFields } from '../../lib/core/contract/mapper-fields';
import { ServiceError } from '../../lib/core/errors/service-error';
import type { ContractCall, ContractRules } from '../../lib/core/contract/call';
import { createProgress } from '../../tools/support/progress';
import { UserError } from '../../tools/support/user-error';
import { loadDocuments, type ApiDocument } from './documents';

/** More fields than this are tedious to work with in n8n's editor. */
const MANY_FIELDS = 30;
const LEAST_SHARE = 0.97;
const MOST_MS_FOR_3_MB = 150;
const ROUNDS = 5;

const rules: ContractRules = {
	bodyFormat: 'json',
	forbiddenHeaders: [],
	isForbiddenPath: () => false,
};

interface Figures {
	name: string;
	megabytes: number;
	/** Reading the document and the first page of the list, the median of several rounds. */
	listMs: number;
	/** Reading the fields of all calls. */
	fieldsMs: number;
	calls: number;
	usable: number;
	mostFields: number;
	/** Why calls cannot be sent this way, one text each. */
	rejected: string[];
}

function measure({ name, text }: ApiDocument): Figures {
	const times: number[] = [];
	let calls: ContractCall[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const began = performance.now();
		calls = readDescription(text, rules, Infinity);
		searchCalls(calls);
		times.push(performance.now() - began);
	}
	const rejected: string[] = [];
	const began = performance.now();
	const counts = calls.map((call) => {
		try {
			return toMapperFields(call.fields()).length;
		} catch (error) {
			if (!(error instanceof ServiceError)) throw error;
			rejected.push(error.text);
			return Infinity;
		}
	});
	return {
		name,
		megabytes: text.length / 1e6,
		listMs: times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)],
		fieldsMs: performance.now() - began,
		calls: calls.length,
		usable: counts.filter((count) => count <= MANY_FIELDS).length,
		mostFields: Math.max(...counts.filter(Number.isFinite)),
		rejected,
	};
}

function print(figures: Figures[]): boolean {
	const head = ['document', 'MB', 'list', 'all fields', 'calls', 'usable', 'most fields'];
	const table = new CliTable3({ head, style: { head: [], border: [] } });
	for (const { name, megabytes, listMs, fieldsMs, calls, usable, mostFields } of figures) {
		const times = [listMs, fieldsMs].map((ms) => `${ms.toFixed(0)} ms`);
		const share = `${usable} (${((100 * usable) / calls).toFixed(1)} %)`;
		table.push([name, megabytes.toFixed(1), ...times, calls, share, mostFields]);
	}
	console.log(table.toString());
	const sum = (read: (entry: Figures) => number) =>
		figures.reduce((total, entry) => total + read(entry), 0);
	const share = sum(({ usable }) => usable) / sum(({ calls }) => calls);
	const large = figures.filter(({ megabytes }) => megabytes >= 3);
	const msFor3Mb = Math.max(...large.map(({ listMs, megabytes }) => (3 * listMs) / megabytes));
	console.log(
		`${sum(({ calls }) => calls)} calls, ${(100 * share).toFixed(1)} % with a form of at most ` +
			`${MANY_FIELDS} fields (goal: ${100 * LEAST_SHARE} %).\n` +
			`Listing: at most ${msFor3Mb.toFixed(0)} ms for 3 MB (goal: ${MOST_MS_FOR_3_MB} ms).`,
	);
	for (const [text, count] of countTexts(figures)) console.log(`  ${count} × ${text}`);
	return share >= LEAST_SHARE && msFor3Mb <= MOST_MS_FOR_3_MB;
}

function countTexts(figures: Figures[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const text of figures.flatMap(({ rejected }) => rejected)) {
		counts.set(text, (counts.get(text) ?? 0) + 1);
	}
	return counts;
}

async function main(): Promise<number> {
	const { step } = createProgress();
	const documents = await step('Downloading the documents (once)', loadDocuments, 'Documents');
	return print(documents.map(measure)) ? 0 : 1;
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error instanceof UserError ? `✗ ${error.message}` : error);
		process.exit(1);
	},
);
