import type { Operation } from '../../lib/core/operation/operation';

/** What an AI model may fill in, by the names in the editor: `Look Up By, Value`, or `nothing`. */
export function modelFieldsOf({ fields, modelFields = [] }: Operation<object>): string {
	const openTo = (call: string): readonly string[] =>
		typeof modelFields === 'function'
			? modelFields({ contractOperation: { value: call } })
			: modelFields;
	const [ofReads, ofWrites] = [openTo('GET /made-up'), openTo('POST /made-up')];
	const names = fields
		.filter(({ name }) => ofReads.includes(name))
		.map(({ name, displayName }) =>
			ofWrites.includes(name) ? displayName : `${displayName} (only if the call reads)`,
		);
	return names.join(', ') || 'nothing';
}
