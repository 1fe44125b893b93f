import { commonOptions } from '../../../../lib/core/operation/common-fields';

it('The rate is shown as it is typed: with a precision, the editor pads 0 and rounds fractions', () => {
	const rate = commonOptions.find(({ name }) => name === 'maxRequestsPerSecond');
	expect(rate).toMatchObject({ type: 'number', typeOptions: { minValue: 0 } });
	expect(rate?.typeOptions).not.toHaveProperty('numberPrecision');
});
