import { FaultQueue } from '../shared/faults';
import { Recorder } from '../shared/recorder';
import { patched } from '../shared/settings';
import { Traffic } from '../shared/traffic';
import { emptyMartaCounts } from './counts';
import { makeCustomers } from './data';
import { MARTA_CHOICES, MARTA_DEFAULTS } from './settings';
import type { MartaSettings } from './settings';
import { Tokens } from './tokens';

export interface Movement {
	movementid: number;
	card: string;
	amount: string;
	receipt: string;
	points: number;
}

/** Everything the MARTA stand-in knows. */
export class MartaState {
	readonly traffic = new Traffic();
	readonly faults = new FaultQueue();
	readonly recorder: Recorder;
	settings: MartaSettings;
	counts = emptyMartaCounts();
	tokens = new Tokens();
	customers = makeCustomers();
	movements: Movement[] = [];
	private readonly startSettings: MartaSettings;

	constructor(patch?: Partial<MartaSettings>) {
		this.startSettings = patched(MARTA_DEFAULTS, patch, MARTA_CHOICES);
		this.settings = this.startSettings;
		this.recorder = new Recorder(() => this.settings.keepRequests);
	}

	/** This server's clock, ms. */
	now(): number {
		return Date.now() + this.settings.clockOffsetS * 1000;
	}

	reset(alsoSettings: boolean): void {
		if (alsoSettings) this.settings = this.startSettings;
		this.counts = emptyMartaCounts();
		this.traffic.clear();
		this.faults.clear();
		this.recorder.clear();
		this.tokens = new Tokens();
		this.customers = makeCustomers();
		this.movements = [];
	}
}
