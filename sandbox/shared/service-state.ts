import { FaultQueue } from './faults';
import { Recorder } from './recorder';
import { changeSettings } from './settings';
import type { Choices, CommonSettings } from './settings';
import { Traffic } from './traffic';

/** The state that the stand-ins for both services have. */
export abstract class ServiceState<Settings extends CommonSettings, Counts extends object> {
	readonly traffic = new Traffic();
	readonly faults = new FaultQueue();
	readonly recorder = new Recorder(() => this.settings.keepRequests);
	settings: Settings;
	counts: Counts;
	abstract tokens: { expireAll(includeRefreshTokens: boolean): void };
	private readonly initialSettings: Settings;

	constructor(
		initial: { defaults: Settings; changes?: Partial<Settings> },
		readonly choices: Choices<Settings>,
		private readonly emptyCounts: () => Counts,
	) {
		this.initialSettings = changeSettings(initial.defaults, initial.changes, choices);
		this.settings = this.initialSettings;
		this.counts = emptyCounts();
	}

	/** The time on the server's clock, in ms. */
	now(): number {
		return Date.now() + this.settings.clockOffsetS * 1000;
	}

	reset(includeSettings: boolean): void {
		if (includeSettings) this.settings = this.initialSettings;
		this.counts = this.emptyCounts();
		this.traffic.clear();
		this.faults.clear();
		this.recorder.clear();
	}
}
