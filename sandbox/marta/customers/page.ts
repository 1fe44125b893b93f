import { callListPage } from '../../shared/call-list-page';
import type { PageCall } from '../../shared/call-page';
import { INCOMPLETE_CARD } from '../data';
import { PATHS } from '../paths';
import { MartaState } from '../state';
import { CUSTOMER_CALL_LIST } from './call-list';
import { addMissingData, registerCustomer } from './routes';

/** The calls of the list, as a contract on paper would describe them. */
export function customerPage(): PageCall[] {
	const state = new MartaState();
	const missing = { birthdate: '1990-01-31', town: 'Castelprova' };
	const person = { firstname: 'Ada', lastname: 'Lunardini', mobile: '+393900000001' };
	const { mobile } = state.customers.find(({ card }) => card === INCOMPLETE_CARD)!;
	const bodyOf = (response: object) => ('body' in response ? response.body : response);
	return callListPage(CUSTOMER_CALL_LIST, 'body', {
		[`POST ${PATHS.customers}`]: bodyOf(registerCustomer(state, { ...person, ...missing })),
		[`PATCH ${PATHS.customers}`]: bodyOf(
			addMissingData(state, { lookup: 'mobile', value: mobile, ...missing }),
		),
	});
}
