import { z } from 'zod';
import { AreaCode } from '../areas/area-code.ts';
import { Id } from '../shared/fields.ts';
import type { Deadline } from './deadlines.ts';
import type { AdjustmentView, ReportLevel, ReportUnit, ReportView } from './report.ts';
import type { RollUpTree } from './roll-up.ts';

/** The board of an event, within the account's area. */
export const BoardInput = z.object({ eventId: Id });

/** A unit of an event. */
export const UnitInput = z.object({ eventId: Id, areaCode: AreaCode });

/** A unit that is to report: how far its chain is, and what it owes. */
export interface BoardUnit {
	areaCode: string;
	level: ReportLevel;
	/** Null where it has filed nothing. */
	unit: ReportUnit | null;
	deadline: Deadline | null;
}

export interface ReportBoard {
	eventId: string;
	/** Villages, townships and the county, by code: each before those in it. */
	units: BoardUnit[];
	/** The county's time of this answer. */
	at: string;
}

/** What a unit goes on from when it reports. */
export interface UnitView extends BoardUnit {
	eventId: string;
	/** The report that stands last, filed or accepted. */
	standing: ReportView | null;
	/** A later one that was sent back, with the reason. */
	returned: ReportView | null;
	/** What was accepted last, where that is not what stands last. What must be explained is weighed against it. */
	accepted: ReportView | null;
	/** The county's time of this answer. */
	at: string;
}

/** The figures of an area, of those below it, and the signed lines in them, newest first. */
export interface RollUpView extends RollUpTree {
	adjustments: AdjustmentView[];
	/** The county's time of this answer. */
	at: string;
}
