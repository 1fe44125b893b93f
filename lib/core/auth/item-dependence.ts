import { ExpressionError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import type { CredentialData } from '../operation/service-definition';

/**
 * Whether a credential has expressions that look at the item, so that every item has a credential of its
 * own. n8n does not show the expressions themselves. So this resolves them again, for an item that does
 * not exist, and watches whether they read any item: one read for the whole run.
 *
 * @param first the credential as resolved for the first item, `undefined` if that failed
 */
export async function dependsOnItem(
	context: IExecuteFunctions,
	credentialType: string,
	first: CredentialData | undefined,
): Promise<boolean> {
	let isRead = false;
	const items = context.getInputData();
	const watched = [...items, { json: {} }].map((item) => watch(item, () => (isRead = true)));
	// A view of the context, so that nobody else sees these items.
	const view = Object.create(context, {
		connectionInputData: { value: watched },
	}) as IExecuteFunctions;
	try {
		const other = await view.getCredentials(credentialType, items.length);
		return isRead || JSON.stringify(other) !== JSON.stringify(first);
	} catch (error) {
		if (isRead || error instanceof ExpressionError) return true;
		throw error as Error;
	}
}

/** The item itself, and a call whenever anything of it is read. */
function watch(item: INodeExecutionData, onRead: () => void): INodeExecutionData {
	return new Proxy(item, {
		get(target, key) {
			onRead();
			return Reflect.get(target, key) as unknown;
		},
		has(target, key) {
			onRead();
			return Reflect.has(target, key);
		},
		ownKeys(target) {
			onRead();
			return Reflect.ownKeys(target);
		},
	});
}
