import { setDefaultHeader } from '../http/headers';
import type { HttpResponse } from '../http/response';
import type { ServiceRequest } from '../http/service-request';
import type { ResponseCheck, ResponseRules } from '../operation/operation';
import { acceptAnyBody, toOutput, type OutputContext, type OutputItem } from './output';
import { sendPages, type PagesEnd } from './pages';
import type { ResponseSettings } from './settings';

interface Steps extends OutputContext {
	check: ResponseCheck;
	/** @throws ServiceError */
	send(request: ServiceRequest, check: ResponseCheck): Promise<HttpResponse>;
}

/**
 * Sends the request of an item, page by page if the user wants more than one, and makes its output.
 *
 * @throws ServiceError
 */
export async function respond(
	request: ServiceRequest,
	settings: ResponseSettings,
	rules: ResponseRules,
	steps: Steps,
): Promise<{ output: OutputItem[]; end: PagesEnd }> {
	const { format, pagination } = settings;
	const accepted =
		format === 'json' ? request : { ...request, headers: acceptingAll(request.headers) };
	const check = format === 'json' ? steps.check : acceptAnyBody(steps.check);
	const output: OutputItem[] = [];
	const receive = async (response: HttpResponse, page: ServiceRequest): Promise<void> => {
		for (const item of await toOutput(response, page, settings, steps)) output.push(item);
	};
	const send = async (page: ServiceRequest) => await steps.send(page, check);
	if (pagination !== undefined) {
		const { service } = steps;
		const end = await sendPages(accepted, pagination, rules, { service, send, receive });
		return { output, end };
	}
	await receive(await send(accepted), accepted);
	return { output, end: 'complete' };
}

function acceptingAll(headers: Record<string, string> = {}): Record<string, string> {
	const copy = { ...headers };
	setDefaultHeader(copy, 'Accept', '*/*');
	return copy;
}
