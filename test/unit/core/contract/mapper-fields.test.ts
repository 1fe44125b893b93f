import * as fc from '../../../property';
import type { ContractField } from '../../../../lib/core/contract/call';
import { readStoredFields, toMapperFields } from '../../../../lib/core/contract/mapper-fields';
import type { Place } from '../../../../lib/core/contract/place';
import { anyText, isWhole } from '../../hostile/texts';
import { expectInvalid } from '../../support/errors';
import { read, withBody } from './support';

const body = (...names: string[]): Place => ({ kind: 'body', names });
const field = (more: Partial<ContractField>): ContractField => ({
	place: body('a'),
	type: 'text',
	required: false,
	...more,
});

describe('A field in the form of n8n', () => {
	it.each([
		['text', 'string', 'a'],
		['number', 'number', 'a'],
		['date', 'dateTime', 'a'],
		['time', 'time', 'a (HH:MM)'],
		['list', 'string', 'a (separated by commas)'],
		['json', 'string', 'a (JSON)'],
		['object', 'object', 'a'],
		['array', 'array', 'a'],
	] as const)('for %s is of the type %s', (type, mapperType, displayName) => {
		expect(toMapperFields([field({ type, required: true })])).toEqual([
			{
				id: 'body/a',
				displayName,
				required: true,
				display: true,
				defaultMatch: false,
				canBeUsedToMatch: false,
				type: mapperType,
				options: undefined,
			},
		]);
	});

	it('for yes or no is a choice', () => {
		const [{ type, options }] = toMapperFields([field({ type: 'boolean', allowed: [true] })]);
		expect(type).toBe('options');
		expect(options).toEqual([
			{ name: 'Yes', value: true },
			{ name: 'No', value: false },
		]);
	});

	it('for allowed values is a choice that keeps their types', () => {
		const [{ type, options }] = toMapperFields([field({ type: 'number', allowed: [1, '01', ''] })]);
		expect(type).toBe('options');
		expect(options).toEqual([
			{ name: '1', value: 1 },
			{ name: '01', value: '01' },
			{ name: '(empty)', value: '' },
		]);
	});

	it('for more than 200 allowed values is entered, and says how many there are', () => {
		const allowed = Array.from({ length: 5000 }, (_, index) => `v${index}`);
		const [many] = toMapperFields([field({ allowed })]);
		expect([many.type, many.options, many.displayName]).toEqual([
			'string',
			undefined,
			'a (one of 5000 values)',
		]);
		expect(toMapperFields([field({ allowed: allowed.slice(0, 200) })])[0].options).toHaveLength(
			200,
		);
	});

	it('says where it belongs if another has the same name', () => {
		const fields = [
			field({ place: { kind: 'path', names: ['id'] } }),
			field({ place: { kind: 'query', style: 'comma', names: ['id'] }, type: 'list' }),
			field({ place: body('shop', 'id') }),
		];
		expect(toMapperFields(fields).map(({ displayName }) => displayName)).toEqual([
			'id (path)',
			'id (query, separated by commas)',
			'shop.id',
		]);
	});

	it('has a name of which n8n makes a key of its own for a model', () => {
		const names = [['shop.id'], ['shop_id'], ['shop', 'id!'], ['shop', 'id?'], ['会員'], ['店舗']];
		const shown = toMapperFields(names.map((path) => field({ place: body(...path) })));
		expect(shown.map(({ displayName }) => displayName)).toEqual([
			'shop.id',
			'shop_id (2)',
			'shop.id!',
			'shop.id? (2)',
			'会員',
			'店舗',
		]);
	});

	it('has one short line as its name', () => {
		const [{ displayName }] = toMapperFields([field({ place: body(`a\n\tb${'c'.repeat(500)}`) })]);
		expect(displayName).toMatch(/^a bc{90,}$/);
		expect(displayName.length).toBeLessThanOrEqual(100);
	});
});

describe('A document of which every text begins with an equals sign', () => {
	const properties = {
		'=$json': { type: 'string', enum: ['={{ 6*7 }}', '=x', 'y'] },
		'={{ 1 }}': { type: 'object', properties: { '=a': { type: 'boolean' } } },
	};

	it('puts no text into a workflow that n8n would evaluate', () => {
		const stored = JSON.stringify(toMapperFields(read(withBody({ properties }))[0].fields()));
		JSON.parse(stored, (_, value: unknown) => {
			if (typeof value === 'string') expect(value).not.toMatch(/^=/);
			return value;
		});
	});

	it('keeps its allowed values', () => {
		const mapped = toMapperFields(read(withBody({ properties }))[0].fields());
		expect(readStoredFields(mapped)[0]).toMatchObject({
			name: '=$json',
			allowed: ['={{ 6*7 }}', '=x', 'y'],
		});
	});
});

describe('The fields that a workflow stores', () => {
	it('are read back as they were written', () => {
		const name = anyText.filter((text) => text !== '' && isWhole(text));
		const anyField: fc.Arbitrary<ContractField> = fc.record({
			place: fc.record({
				kind: fc.constant('body' as const),
				names: fc.array(name, { minLength: 1, maxLength: 2 }),
			}),
			type: fc.constantFrom('text', 'number', 'date'),
			required: fc.boolean(),
			allowed: fc.option(fc.uniqueArray(fc.oneof(anyText, fc.integer()), { minLength: 1 }), {
				nil: undefined,
			}),
		});
		fc.assert(
			fc.property(fc.array(anyField), (fields) => {
				const stored = readStoredFields(JSON.parse(JSON.stringify(toMapperFields(fields))));
				expect(stored).toHaveLength(fields.length);
				stored.forEach((entry, index) => {
					const { place, required, allowed } = fields[index];
					// The one thing that cannot be told apart: " =" is how "=" is stored.
					const ambiguous = allowed?.some((value) => String(value).startsWith(' ='));
					expect({ ...entry.place }).toEqual(place);
					expect(entry.required).toBe(required);
					if (!ambiguous) expect(entry.allowed).toEqual(allowed);
				});
			}),
			{ numRuns: 500 },
		);
	});

	it.each(['nowhere', 'query/a"b', 'query/a"]["b', 'query/%61', 'cookie/a', 'body/\ud83d'])(
		'are rejected if one names no place, so that no value gets lost: %j',
		(id) => {
			const { text } = expectInvalid(() => readStoredFields([{ id }]), 'Values to Send');
			expect(text).toContain('has a value without a place in the request. Choose the call again');
		},
	);

	it('allow what is left of options that were edited by hand', () => {
		const allowed = (options: unknown) => readStoredFields([{ id: 'query/a', options }])[0].allowed;
		expect(allowed([null, 7, {}, { value: 'b' }])).toEqual(['b']);
		expect(allowed([null])).toBeUndefined();
	});

	it('are those that the user did not take out', () => {
		const [good] = toMapperFields([field({})]);
		const schema = [
			good,
			{ ...good, id: 'body/b', removed: true },
			{ ...good, id: 'nowhere', removed: true },
			{},
			7,
			null,
		];
		expect(readStoredFields(schema).map(({ id }) => id)).toEqual(['body/a']);
	});

	it.each([undefined, null, 'text', {}, 7])('are none if %j is stored', (schema) => {
		expect(readStoredFields(schema)).toEqual([]);
	});
});
