import { ServiceState } from '../shared/service-state';
import { emptyMartaCounts } from './counts';
import type { MartaCounts } from './counts';
import { makeCustomers } from './data';
import { MARTA_CHOICES, MARTA_DEFAULTS } from './settings';
import type { MartaSettings } from './settings';
import { TillMovements } from './till/movements';
import { Tokens } from './tokens';

export interface Movement {
	movementid: number;
	card: string;
	amount: string;
	receipt: string;
	points: number;
}

export class MartaState extends ServiceState<MartaSettings, MartaCounts> {
	customers = makeCustomers();
	movements: Movement[] = [];
	tillMovements = new TillMovements();
	tokens = new Tokens();

	constructor(changes?: Partial<MartaSettings>) {
		super({ defaults: MARTA_DEFAULTS, changes }, MARTA_CHOICES, emptyMartaCounts);
	}

	override reset(includeSettings: boolean): void {
		super.reset(includeSettings);
		this.customers = makeCustomers();
		this.movements = [];
		this.tillMovements = new TillMovements();
		this.tokens = new Tokens();
	}
}
