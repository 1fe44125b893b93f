import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup.mjs';

const folder = join(root, 'examples');
const ending = '.workflow.json';

/** The credentials that the examples name, filled in for the sandbox. */
export function demoCredentials({ saisonConnectApi, martaApi }) {
	return [
		{
			id: 'saisonConnectDemo',
			name: 'Saison Connect',
			type: 'saisonConnectApi',
			data: saisonConnectApi,
		},
		{ id: 'martaTerminalDemo', name: 'MARTA (till)', type: 'martaApi', data: martaApi.terminal },
		{
			id: 'martaWebFormDemo',
			name: 'MARTA (web form)',
			type: 'martaApi',
			data: martaApi.customersynchro,
		},
	];
}

/** Every workflow of `examples/`, by its file's name. */
export function readExamples() {
	return Object.fromEntries(
		readdirSync(folder)
			.filter((file) => file.endsWith(ending))
			.map((file) => [
				file.slice(0, -ending.length),
				JSON.parse(readFileSync(join(folder, file), 'utf8')),
			]),
	);
}

/** Creates both in a running n8n as the editor would; gives the created workflows by their file's name. */
export async function importInto(rest, credentials, examples) {
	const ids = {};
	for (const credential of credentials) {
		ids[credential.name] = (await rest.createCredential(credential)).id;
	}
	const created = {};
	for (const [name, { id: _fileId, ...workflow }] of Object.entries(examples)) {
		const nodes = workflow.nodes.map((node) => withCredentialIds(node, ids));
		created[name] = await rest.createWorkflow({ ...workflow, nodes });
	}
	return created;
}

/** In the editor one chooses the credential from a list; here the name decides. */
function withCredentialIds(node, ids) {
	if (!node.credentials) return node;
	const credentials = Object.fromEntries(
		Object.entries(node.credentials).map(([type, { name }]) => [type, { id: ids[name], name }]),
	);
	return { ...node, credentials };
}
