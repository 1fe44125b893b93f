/** The part of JSON Schema that n8n's editor reads. */
export interface OutputSchema {
	type?: string | string[];
	properties?: Record<string, OutputSchema>;
	version?: number;
}

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	if (Number.isInteger(value)) return 'integer';
	return typeof value;
}

/** Where a value differs from a schema: another type, or a field it does not list. */
export function misfits(schema: OutputSchema, value: unknown, path = ''): string[] {
	const types = [schema.type ?? []].flat();
	const type = typeOf(value);
	const fits = types.includes(type) || (type === 'integer' && types.includes('number'));
	if (!fits) return [`${path || 'output'} is ${type}`];
	if (type !== 'object' || schema.properties === undefined) return [];
	const known = schema.properties;
	return Object.entries(value as object).flatMap(([name, inner]) => {
		const at = path === '' ? name : `${path}.${name}`;
		return known[name] === undefined
			? [`${at} is not in the schema`]
			: misfits(known[name], inner, at);
	});
}

/** All fields of a schema with all their types: `field: type`. */
export function claimsOf(schema: OutputSchema, path = ''): string[] {
	return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
		const at = path === '' ? name : `${path}.${name}`;
		return [...[inner.type ?? []].flat().map((type) => `${at}: ${type}`), ...claimsOf(inner, at)];
	});
}

/** The claims of a schema that a value proves. */
export function provenBy(value: object, path = ''): string[] {
	return Object.entries(value).flatMap(([name, inner]) => {
		const at = path === '' ? name : `${path}.${name}`;
		const type = typeOf(inner);
		const own = type === 'integer' ? [`${at}: integer`, `${at}: number`] : [`${at}: ${type}`];
		return type === 'object' ? [...own, ...provenBy(inner as object, at)] : own;
	});
}
