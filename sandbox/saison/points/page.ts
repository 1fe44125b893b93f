import { callListPage } from '../../shared/call-list-page';
import type { PageCall } from '../../shared/call-page';
import { makeMembers } from '../data';
import { PATHS } from '../paths';
import { POINTS_CALL_LIST } from './call-list';
import { pointsBalance, pointsHistory } from './routes';

/** The calls of the list, as a contract on paper would describe them. */
export function pointsPage(): PageCall[] {
	const [member] = makeMembers().values();
	const query = { from: '2025-01-01', to: '2026-12-31', page_size: '2' };
	return callListPage(POINTS_CALL_LIST, 'form', {
		[`POST ${PATHS.pointsHistory}`]: pointsHistory(member, new Map(Object.entries(query))).body,
		[`GET ${PATHS.pointsBalance}`]: pointsBalance(member, new Map()).body,
	});
}
