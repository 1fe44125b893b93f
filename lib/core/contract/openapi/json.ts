import { isPlainObject } from '../../http/response';

export type JsonObject = Record<string, unknown>;

/** A member of the document itself: names such as `__proto__` mean nothing else. */
export function member(value: unknown, name: string): unknown {
	if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
	return (value as JsonObject)[name];
}

/** @returns '' for anything but text */
export function textMember(value: unknown, name: string): string {
	const text = member(value, name);
	return typeof text === 'string' ? text : '';
}

/** @returns none for anything but an array */
export function listMember(value: unknown, name: string): unknown[] {
	const list = member(value, name);
	return Array.isArray(list) ? list : [];
}

/** @returns none for anything but an object */
export function entriesOf(value: unknown): Array<[string, unknown]> {
	return isPlainObject(value) ? Object.entries(value) : [];
}
