/** A source file of the package and what it imports, both as written. */
export interface SourceFile {
	/** Path from the root of the package, with forward slashes. */
	file: string;
	imports: string[];
}

const ALLOWED_PACKAGES = ['n8n-workflow', 'node:crypto'];
const SOURCE_AREAS = ['credentials', 'nodes', 'lib'];
/** The two services, by the folder or file that belongs to each. */
const SERVICES: Record<string, RegExp> = {
	'Saison Connect': /^(lib\/saison|nodes\/SaisonConnect|credentials\/SaisonConnect)/,
	MARTA: /^(lib\/marta|nodes\/Marta|credentials\/Marta)/,
};

/** The parts of the package, from the one that everything may stand on to those that stand on others. */
function layerOf(path: string): 'kernel' | 'service' | 'surface' | 'outside' {
	if (path.startsWith('lib/core/')) return 'kernel';
	if (path.startsWith('lib/')) return 'service';
	return SOURCE_AREAS.some((area) => path.startsWith(`${area}/`)) ? 'surface' : 'outside';
}

function serviceOf(path: string): string | undefined {
	return Object.keys(SERVICES).find((service) => SERVICES[service].test(path));
}

/** The path of a relative import from the root of the package. */
function resolve(file: string, specifier: string): string {
	const parts = file.split('/').slice(0, -1);
	for (const part of specifier.split('/')) {
		if (part === '..') {
			if (parts.length === 0) return `../${specifier}`;
			parts.pop();
		} else if (part !== '.') {
			parts.push(part);
		}
	}
	return parts.join('/');
}

/**
 * What breaks the direction of imports: credentials and nodes stand on `lib`, the services in it
 * on its kernel, nothing the other way round, and nothing on what is not shipped.
 */
export function importViolations(sources: readonly SourceFile[]): string[] {
	return sources.flatMap(({ file, imports }) =>
		imports.flatMap((specifier) => {
			const problem = problemOf(file, specifier);
			return problem === undefined ? [] : [`${file} imports ${specifier}: ${problem}`];
		}),
	);
}

function problemOf(file: string, specifier: string): string | undefined {
	if (!specifier.startsWith('.')) {
		return ALLOWED_PACKAGES.includes(specifier)
			? undefined
			: 'not a package that is there at runtime';
	}
	const target = resolve(file, specifier);
	const from = layerOf(file);
	const to = layerOf(target);
	if (to === 'outside') return 'not part of what is shipped';
	const services = [serviceOf(file), serviceOf(target)];
	if (services[0] && services[1] && services[0] !== services[1]) return 'the other service';
	if (to === 'surface' && (from !== 'surface' || areaOf(file) !== areaOf(target))) {
		return 'nothing may stand on credentials or nodes';
	}
	if (from === 'kernel' && to === 'service') return 'the core knows no service';
	return undefined;
}

function areaOf(path: string): string {
	return path.split('/', 1)[0];
}
