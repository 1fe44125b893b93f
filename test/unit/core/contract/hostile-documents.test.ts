/* eslint-disable @n8n/community-nodes/no-restricted-globals -- measures CPU time */
import { searchCalls } from '../../../../lib/core/contract/call-search';
import { MAX_DOCUMENT_LENGTH, readDescription } from '../../../../lib/core/contract/description';
import { toMapperFields } from '../../../../lib/core/contract/mapper-fields';
import { ServiceError } from '../../../../lib/core/errors/service-error';
import { JSON_RULES, openApi, withBody } from './support';

const text = { type: 'string' };
const times = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
/** One member for each number. */
const members = (count: number, value: unknown, prefix = 'p'): Record<string, unknown> =>
	Object.fromEntries(times(count).map((index) => [`${prefix}${index}`, value]));
const schemas = (entries: object): object => ({ components: { schemas: entries } });
const toSchema = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
/** A body of 5,000 members that all refer to one large schema. */
const repeated = (schema: object): object =>
	withBody({ properties: members(5_000, toSchema('A')) }, schemas({ A: schema }));
/** 20,000 paths that all refer to one path item. */
const manyPaths = (pathItem: object): object => ({
	openapi: '3.1.0',
	pathItem,
	paths: members(20_000, { $ref: '#/pathItem' }, '/p'),
});

const nested = (open: string, close: string, count: number): string =>
	`{"openapi":"3.0.0","paths":{"/a":{"post":{"parameters":${open.repeat(count)}${close.repeat(count)}}}}}`;

const DOCUMENTS: Array<[string, () => object | string]> = [
	['millions of nested lists', () => nested('[', ']', 2_400_000)],
	['thousands of nested parts', () => nestedParts(100_000)],
	['a long list of required names', () => repeated({ required: times(500_000) })],
	['a long list of allowed values', () => repeated({ enum: times(500_000) })],
	['a long list of parts', () => repeated({ allOf: times(1_000_000) })],
	['a long list of choices', () => repeated({ oneOf: times(1_000_000) })],
	['a long list of types', () => repeated({ type: times(1_000_000) })],
	['a reference of two million steps', () => repeated({ $ref: `#${'/a'.repeat(1_000_000)}` })],
	[
		'parameters behind a long reference',
		() =>
			openApi(
				{ parameters: times(50_000).map(() => ({ $ref: '#/long' })) },
				{ long: { $ref: `#/x${'/x'.repeat(500)}` }, x: chainOf(501) },
			),
	],
	['a long name in many groups', () => repeated({ properties: { ['#'.repeat(1_000_000)]: text } })],
	[
		'a long base path for many calls',
		() => manyPaths({ servers: [{ url: `/${'a'.repeat(2_000_000)}` }], get: {} }),
	],
	[
		'a base path of long variables',
		() =>
			manyPaths({
				servers: [
					{ url: '{a}'.repeat(1_000), variables: { a: { default: 'b'.repeat(2_000_000) } } },
				],
				get: {},
			}),
	],
	['many tags of many calls', () => manyPaths({ get: { tags: times(400_000).map(String) } })],
	[
		'many names in a path, and as many parameters',
		() =>
			openApi(
				{ parameters: times(50_000).map((index) => ({ in: 'path', name: `n${index}` })) },
				{},
				`/${times(100_000)
					.map((index) => `{a${index}}`)
					.join('')}`,
			),
	],
];

function nestedParts(depth: number): string {
	const schema = `${'{"allOf":['.repeat(depth)}{}${']}'.repeat(depth)}`;
	return JSON.stringify(withBody('schema')).replace('"schema":"schema"', `"schema":${schema}`);
}

function chainOf(depth: number): object {
	let inner: object = { in: 'query', name: 'p', schema: text };
	for (let level = 1; level < depth; level++) inner = { x: inner };
	return inner;
}

it.each(DOCUMENTS)('a document with %s is read, or rejected, in linear time', (_, build) => {
	const document = build();
	const json = typeof document === 'string' ? document : JSON.stringify(document);
	expect(json.length).toBeLessThan(MAX_DOCUMENT_LENGTH * 1.5);
	// CPU time, so that other processes do not count. Quadratic time would be minutes.
	const before = process.cpuUsage();
	try {
		const calls = readDescription(json, JSON_RULES, Infinity);
		searchCalls(calls, 'x y');
		for (const call of calls.slice(0, 5)) toMapperFields(call.fields());
	} catch (error) {
		expect(error).toBeInstanceOf(ServiceError);
		expect((error as ServiceError).text.length).toBeLessThan(400);
	}
	expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
});
