import { ControlError } from './errors';

export interface CommonSettings {
	/** Every answer is this late. */
	delayMs: number;
	/** This server's clock against the machine's, in seconds. */
	clockOffsetS: number;
	/** How many requests are remembered. */
	keepRequests: number;
}

export const COMMON_SETTINGS: CommonSettings = { delayMs: 0, clockOffsetS: 0, keepRequests: 500 };

export type Choices<S> = { [K in keyof S]?: ReadonlyArray<S[K]> };

/** A copy with the patch applied; an unknown name, a wrong type or a value out of its list is refused. */
export function patched<S extends object>(
	current: S,
	patch: Partial<S> | undefined,
	choices: Choices<S> = {},
): S {
	for (const [name, value] of Object.entries(patch ?? {}) as Array<[keyof S & string, unknown]>) {
		if (!(name in current)) {
			throw new ControlError(`unknown setting ${name}; known: ${Object.keys(current).join(', ')}`);
		}
		if (value === null || typeof value !== typeof current[name]) {
			throw new ControlError(`the setting ${name} must be of type ${typeof current[name]}`);
		}
		const list = choices[name] as readonly unknown[] | undefined;
		if (list && !list.includes(value)) {
			throw new ControlError(`the setting ${name} must be one of ${JSON.stringify(list)}`);
		}
	}
	return { ...current, ...patch };
}
