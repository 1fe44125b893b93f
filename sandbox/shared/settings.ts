import { ControlError } from './errors';

export interface CommonSettings {
	/** Delays every response by this much. */
	delayMs: number;
	/** How far the server's clock is ahead of the machine's, in seconds. */
	clockOffsetS: number;
	/** Whether responses have a Date, by the server's clock. */
	sendDate: boolean;
	/** How many recent requests are kept. */
	keepRequests: number;
}

export const COMMON_SETTINGS: CommonSettings = {
	delayMs: 0,
	clockOffsetS: 0,
	sendDate: true,
	keepRequests: 500,
};

/** The values allowed for a setting that takes only a few. */
export type Choices<S> = { [K in keyof S]?: ReadonlyArray<S[K]> };

/**
 * Returns a copy with the changes applied.
 *
 * @throws {ControlError} for an unknown setting, a wrong type or a value that is not allowed.
 */
export function changeSettings<S extends object>(
	current: S,
	changes: Partial<S> | undefined,
	choices: Choices<S> = {},
): S {
	for (const [name, value] of Object.entries(changes ?? {}) as Array<[keyof S & string, unknown]>) {
		if (!(name in current)) {
			const known = Object.keys(current).join(', ');
			throw new ControlError(`unknown setting ${name}; the settings are ${known}`);
		}
		if (value === null || typeof value !== typeof current[name]) {
			throw new ControlError(`the setting ${name} must be of type ${typeof current[name]}`);
		}
		const allowed = choices[name] as readonly unknown[] | undefined;
		if (allowed && !allowed.includes(value)) {
			throw new ControlError(`the setting ${name} must be one of ${JSON.stringify(allowed)}`);
		}
	}
	return { ...current, ...changes };
}
