import type { CountPointView } from '#domain/counts/count-point.ts';
import type { Destination } from '#domain/stays/commands.ts';
import type { NewStep } from '../../repositories/stays.ts';
import type { Reporter } from './count-history.ts';
import type { Origin } from './household-kinds.ts';
import type { MadeHousehold } from './household-maker.ts';

/** A place that keeps names, and when its people came. */
export interface NamedPlace {
	point: CountPointView;
	origin: Origin;
	/** Who checks people in. */
	reporter: Reporter;
	/** Where a household that comes here is from. */
	homeOf(): string;
	from: string;
	to: string;
}

/** A stay as it is stored. */
export interface ToldStay {
	id: string;
	personId: string;
	pointId: string;
	state: 'in' | 'sent' | 'out';
	inObservedAt: string;
	outObservedAt: string | null;
	destination: Destination | null;
	toPointId: string | null;
	fromStayId: string | null;
	version: number;
}

/** Something said of where somebody is, and by whom. */
export interface ToldStep {
	id: string;
	personId: string;
	stayId: string | null;
	pointId: string;
	kind: NewStep['kind'];
	destination: Destination | null;
	toPointId: string | null;
	observedAt: string;
	receivedAt: string;
	reporter: Reporter;
}

/** The same person said to be at two places. */
export interface ToldConflict {
	id: string;
	personId: string;
	stayId: string;
	stayPointId: string;
	claimPointId: string;
	claimStepId: string;
	claimedAt: string;
}

/** A household with the codes under which its members are seen. */
export interface ToldHousehold extends MadeHousehold {
	scopeCodes: Set<string>;
}

/** Everybody in the register of the demonstration, and where they were and are. */
export interface ToldPeople {
	households: ToldHousehold[];
	stays: ToldStay[];
	steps: ToldStep[];
	conflicts: ToldConflict[];
}
