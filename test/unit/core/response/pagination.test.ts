import type { ExpressionChecks } from '../../../../lib/core/operation/expression-checks';
import { OptionGroup } from '../../../../lib/core/operation/option-group';
import { readPagination } from '../../../../lib/core/response/pagination';

it.each([
	['form', 'body'],
	['json', 'query'],
] as const)('Pages of calls with a body of %s have their parameter in the %s', (format, place) => {
	const checks = { value: () => undefined } as unknown as ExpressionChecks;
	const group = new OptionGroup({ name: 'page', listField: 'items' }, {}, checks);
	expect(readPagination(group, undefined, format)).toMatchObject({ parameter: { in: place } });
});
