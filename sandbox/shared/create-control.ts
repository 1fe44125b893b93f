import type { Control } from './control';
import type { FaultOrder, FaultQueue } from './faults';
import type { Recorder } from './recorder';
import { patched } from './settings';
import type { Choices } from './settings';
import type { Traffic, TrafficCounts } from './traffic';

interface ServiceState<Settings, Counts> {
	readonly traffic: Traffic;
	readonly faults: FaultQueue;
	readonly recorder: Recorder;
	readonly tokens: { expireAll(alsoRefresh: boolean): void };
	settings: Settings;
	counts: Counts;
	reset(alsoSettings: boolean): void;
}

/** The control functions that both services have, over their state. */
export function makeControl<Settings extends object, Counts>(
	state: ServiceState<Settings, Counts>,
	choices: Choices<Settings>,
): Control<Settings, Counts & TrafficCounts> {
	return {
		counts: () => structuredClone({ ...state.traffic.counts, ...state.counts }),
		reset: (options) => state.reset(options?.settings === true),
		settings: (patch) => {
			state.settings = patched(state.settings, patch, choices);
			return structuredClone(state.settings);
		},
		faults: (orders) => {
			if ('clear' in orders) return state.faults.clear();
			const list: FaultOrder[] = Array.isArray(orders) ? orders : [orders];
			for (const order of list) state.faults.add(order);
		},
		expire: (options) => state.tokens.expireAll(options?.refreshTokens === true),
		requests: (last) => state.recorder.last(last),
	};
}
