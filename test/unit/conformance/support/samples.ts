import type { INodeProperties } from 'n8n-workflow';
import { choicesOf } from './nodes';

export type Values = Record<string, unknown>;

const list = (value: string): object => ({ parameter: [{ name: 'x', value }] });

/** Two values of every field that is no choice; the second must show where the first one leaks. */
const SAMPLES: Record<string, [unknown, unknown]> = {
	additionalAttributes: ['add_cdB', 'add_cdC'],
	bodyParameters: [list('a'), list('b')],
	campaignId: ['11', '22'],
	code: ['CODE-A', 'CODE-B'],
	dataFlag: [1, 2],
	headerParameters: [list('a'), list('b')],
	jsonBody: ['{"a":1}', '{"b":2}'],
	memberReference: ['M-1', 'M-2'],
	password: ['word-a', 'word-b'],
	path: ['/a', '/b'],
	queryParameters: [list('a'), list('b')],
	refreshToken: ['RT-A', 'RT-B'],
	startUrl: ['https://a.example.com/x/start', 'https://b.example.com/x/start'],
	ticketId: ['T-1', 'T-2'],
	username: ['+391', '+392'],
	value: ['first', 'second'],
};

/** The values a field is tried with: all choices, or two samples. `undefined` for an unknown field. */
export function samplesOf(field: INodeProperties): unknown[] | undefined {
	if (field.type === 'boolean') return [true, false];
	if (field.type === 'options') return choicesOf(field).map(({ value }) => value);
	if (field.type === 'multiOptions') {
		return [0, 1].map((start) =>
			choicesOf(field)
				.slice(start, start + 2)
				.map(({ value }) => value),
		);
	}
	return SAMPLES[field.name];
}

/** Every combination of choices, with two sets of all other values for each. */
export function combinations(fields: readonly INodeProperties[]): Array<[Values, Values]> {
	const isChoice = ({ type }: INodeProperties): boolean => type === 'boolean' || type === 'options';
	let all: Values[] = [{}];
	for (const field of fields.filter(isChoice)) {
		const samples = samplesOf(field) ?? [];
		all = all.flatMap((values) => samples.map((value) => ({ ...values, [field.name]: value })));
	}
	const others = fields.filter((field) => !isChoice(field));
	const fill = (index: 0 | 1): Values =>
		Object.fromEntries(others.map((field) => [field.name, samplesOf(field)?.[index]]));
	return all.map((values) => [
		{ ...fill(0), ...values },
		{ ...fill(1), ...values },
	]);
}
