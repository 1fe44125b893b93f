import { decodePercent } from '../../http/encoding';
import { isPlainObject } from '../../http/response';
import { descriptionError, quote } from '../description-error';
import { entriesOf, listMember, member, textMember, type JsonObject } from './json';

/** How many references may lead from one to the next. */
const MAX_REFERENCES = 20;
/** Of the address of a server and of each of its variables, in characters. */
const MAX_URL_LENGTH = 500;

/** An OpenAPI or Swagger document, as parsed from JSON. */
export class OpenApiDocument {
	/** Swagger 2.0 calls its version `swagger`, and has no request bodies. */
	readonly isSwagger2: boolean;
	/** Where references lead, since many may be the same. */
	private readonly followed = new Map<string, unknown>();

	/** @throws ServiceError `invalid_input` for other kinds of documents and other versions */
	constructor(readonly root: JsonObject) {
		const version = versionOf(root);
		if (version === '') {
			throw descriptionError(
				"has no 'openapi' or 'swagger' version.",
				'Paste a whole OpenAPI 3 or Swagger 2.0 document.',
			);
		}
		if (!/^(2\.0|3\.\d+(\.\d+)?)$/.test(version)) {
			throw descriptionError(
				`has version ${quote(version)}, which cannot be read here.`,
				'Convert it to OpenAPI 3.0 or 3.1, or to Swagger 2.0.',
			);
		}
		this.isSwagger2 = version === '2.0';
	}

	/**
	 * Follows references inside the document.
	 *
	 * @returns `undefined` for what is no object, leads nowhere or leads in a circle
	 * @throws ServiceError `invalid_input` for a reference to another file
	 */
	resolve(value: unknown): JsonObject | undefined {
		let found = value;
		for (let count = 0; count <= MAX_REFERENCES; count++) {
			if (!isPlainObject(found)) return undefined;
			const reference = member(found, '$ref');
			if (typeof reference !== 'string') return found;
			if (!this.followed.has(reference)) this.followed.set(reference, this.follow(reference));
			found = this.followed.get(reference);
		}
		return undefined;
	}

	/** Follows a JSON pointer: RFC 6901. */
	private follow(reference: string): unknown {
		if (!reference.startsWith('#')) {
			throw descriptionError(
				`refers to another file, ${quote(reference)}.`,
				'Bundle the files into one first, e.g. with "redocly bundle --ext json".',
			);
		}
		const [start, ...tokens] = reference.slice(1).split('/');
		if (start !== '') return undefined;
		return tokens.reduce<unknown>(
			(value, token) => member(value, decodePercent(token).replace(/~1/g, '/').replace(/~0/g, '~')),
			this.root,
		);
	}

	/** Names of headers and query parameters that carry authentication: headers in lower case. */
	securityNames(): { header: Set<string>; query: Set<string> } {
		const schemes = this.isSwagger2
			? member(this.root, 'securityDefinitions')
			: member(member(this.root, 'components'), 'securitySchemes');
		const names = { header: new Set<string>(), query: new Set<string>() };
		for (const [, value] of entriesOf(schemes)) {
			const scheme = this.resolve(value);
			const name = textMember(scheme, 'name');
			if (textMember(scheme, 'in') === 'header') names.header.add(name.toLowerCase());
			if (textMember(scheme, 'in') === 'query') names.query.add(name);
		}
		return names;
	}

	/**
	 * The path before all paths of the document, '' if there is none. A host is never taken from it.
	 *
	 * @param places that may have servers, the most specific one first
	 */
	basePath(...places: unknown[]): string {
		if (this.isSwagger2) return toBasePath(shortText(this.root, 'basePath'));
		const servers = [...places, this.root].map((place) => listMember(place, 'servers'));
		const server = servers.find((list) => list.length > 0)?.[0];
		const url = shortText(server, 'url').replace(/\{([^{}]*)\}/g, (_, name: string) =>
			shortText(member(member(server, 'variables'), name), 'default'),
		);
		return toBasePath(url);
	}
}

function versionOf(root: JsonObject): string {
	const version = member(root, 'openapi') ?? member(root, 'swagger') ?? '';
	// Unquoted where it was converted from YAML.
	return typeof version === 'number' ? version.toFixed(1) : String(version);
}

/** @returns '' also for text that is too long for an address */
function shortText(value: unknown, name: string): string {
	const text = textMember(value, name);
	return text.length > MAX_URL_LENGTH ? '' : text;
}

function toBasePath(url: string): string {
	const path = url.replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/?#]*/i, '').split(/[?#]/, 1)[0];
	// The look-behind keeps the time linear for many slashes in a row.
	const trimmed = path.replace(/^[./]+/, '').replace(/(?<!\/)\/+$/, '');
	return trimmed === '' ? '' : `/${trimmed}`;
}
