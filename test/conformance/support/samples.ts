import type { INodeProperties } from 'n8n-workflow';
import type { OperationSpec } from '../../operations/spec';
import { choicesOf, type Entry } from './nodes';

export type Values = Record<string, unknown>;

/** The values a field is tried with: all choices, or the samples of its spec if it has any. */
export function samplesOf(field: INodeProperties, spec?: OperationSpec): unknown[] | undefined {
	if (field.type === 'boolean') return [true, false];
	if (field.type === 'options') return choicesOf(field).map(({ value }) => value);
	if (field.type === 'multiOptions') {
		return [0, 1].map((start) =>
			choicesOf(field)
				.slice(start, start + 2)
				.map(({ value }) => value),
		);
	}
	return spec?.fields[field.name]?.samples;
}

/** Every combination of choices, with two sets of all other values for each. */
export function combinations({
	operation: { fields },
	spec,
}: Pick<Entry, 'operation' | 'spec'>): Array<[Values, Values]> {
	const isChoice = ({ type }: INodeProperties): boolean => type === 'boolean' || type === 'options';
	let all: Values[] = [{}];
	for (const field of fields.filter(isChoice)) {
		const samples = samplesOf(field, spec) ?? [];
		all = all.flatMap((values) => samples.map((value) => ({ ...values, [field.name]: value })));
	}
	const others = fields.filter((field) => !isChoice(field));
	const fill = (index: 0 | 1): Values =>
		Object.fromEntries(others.map((field) => [field.name, samplesOf(field, spec)?.[index]]));
	return all.map((values) => [
		{ ...fill(0), ...values },
		{ ...fill(1), ...values },
	]);
}
