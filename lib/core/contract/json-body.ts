import { invalidInput } from '../errors/service-error';

/** JSON text, or an object by the names of its members. A map, so that names such as `__proto__` are safe. */
type Node = string | Map<string, Node>;

/** Builds a JSON body from the JSON of its single values, each of which is kept exactly as it is. */
export class JsonBody {
	private root: Node | undefined;

	/**
	 * @param names that lead to the value; none for the whole body
	 * @param json of the value
	 * @throws ServiceError `invalid_input` when a value is already there
	 */
	set(names: readonly string[], json: string): void {
		if (names.length === 0 && this.root === undefined) {
			this.root = json;
			return;
		}
		this.root ??= new Map();
		let node: Node | undefined = this.root;
		for (const name of names.slice(0, -1)) {
			if (!(node instanceof Map)) break;
			if (!node.has(name)) node.set(name, new Map());
			node = node.get(name);
		}
		const name = names.at(-1);
		if (!(node instanceof Map) || name === undefined || node.has(name)) {
			throw invalidInput(
				names.join('.') || 'Body',
				'conflicts with another parameter of the body.',
			);
		}
		node.set(name, json);
	}

	/** @returns `undefined` when nothing was set */
	toString(): string | undefined {
		return this.root === undefined ? undefined : serialize(this.root);
	}
}

function serialize(node: Node): string {
	if (typeof node === 'string') return node;
	const members = [...node].map(([name, inner]) => `${JSON.stringify(name)}:${serialize(inner)}`);
	return `{${members.join(',')}}`;
}
