import type { Control } from './control';
import type { FaultOrder } from './faults';
import type { ServiceState } from './service-state';
import { changeSettings } from './settings';
import type { CommonSettings } from './settings';
import type { TrafficCounts } from './traffic';

/** The control functions that both services have. */
export function serviceControl<Settings extends CommonSettings, Counts extends object>(
	state: ServiceState<Settings, Counts>,
): Control<Settings, Counts & TrafficCounts> {
	return {
		counts: () => structuredClone({ ...state.traffic.counts, ...state.counts }),
		reset: (options) => state.reset(options?.settings === true),
		settings: (changes) => {
			state.settings = changeSettings(state.settings, changes, state.choices);
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
