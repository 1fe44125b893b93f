/** Which file may import which: nodes and credentials → lib/saison and lib/marta → lib/core, and never back. */

/** The folders of lib/core. A file imports from its own and from those further down this list. */
const coreFolders = [
	'editor',
	'execution',
	'auth',
	'response',
	'contract',
	'operation',
	'http',
	'errors',
	'time',
];

const shipped = '^(credentials|nodes|lib)/';
const saison = '^(lib/saison|nodes/SaisonConnect|credentials/SaisonConnect)';
const marta = '^(lib/marta|nodes/Marta|credentials/Marta)';
/** n8n Cloud allows no other: `n8n-workflow` by its entry, and `node:crypto`. */
const allowedPackages = ['(^|/)node_modules/n8n-workflow/dist/\\w+/index\\.\\w+$', '^crypto$'];

const rules = {
	'no-circles': [{}, { circular: true }],
	'shipped-imports-shipped': [{ path: shipped }, { pathNot: [shipped, ...allowedPackages] }],
	'nodes-and-credentials-apart': [
		{ path: '^(nodes|credentials)/' },
		{ path: '^(nodes|credentials)/', pathNot: '^$1/' },
	],
	'lib-below-nodes': [{ path: '^lib/' }, { path: '^(nodes|credentials)/' }],
	'core-below-services': [{ path: '^lib/core/' }, { path: '^lib/', pathNot: '^lib/core/' }],
	'saison-without-marta': [{ path: saison }, { path: marta }],
	'marta-without-saison': [{ path: marta }, { path: saison }],
	'sandbox-alone': [{ path: '^sandbox/' }, { path: '^(credentials|nodes|lib|test|tools|bench)/' }],
	'tools-without-product': [{ path: '^tools/' }, { path: '^(credentials|nodes|lib|test|bench)/' }],
	...Object.fromEntries(
		coreFolders.map((folder, index) => [
			`core-${folder}`,
			[
				{ path: `^lib/core/${folder}/` },
				{ path: '^lib/core/', pathNot: `^lib/core/(${coreFolders.slice(index).join('|')})/` },
			],
		]),
	),
};

export default {
	forbidden: Object.entries(rules).map(([name, [from, to]]) => ({
		name,
		severity: 'error',
		from,
		to,
	})),
	options: {
		doNotFollow: { path: 'node_modules' },
		// Imports of types count as well.
		tsPreCompilationDeps: true,
		enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'] },
	},
};
