import type { Role } from '../access/roles.ts';
import { isLate } from './deadlines.ts';
import type { BoardUnit } from './report-board.ts';
import { decidesOn, filesFor } from './report-rights.ts';

/** What waits for an account in the events that go on, in its area. */
export interface ReportsToDo {
	/** Units late with a report that the account may file. One whose report waits for review is not late with it. */
	late: number;
	/** Reports that wait for the account to accept them or send them back. */
	toReview: number;
}

/** Counts what waits for a role among units of its area, at a moment (ISO UTC). */
export function countToDo(units: readonly BoardUnit[], role: Role, now: string): ReportsToDo {
	const isWaiting = ({ unit }: BoardUnit) => unit?.latest?.state === 'filed';
	return {
		late: units.filter((one) => filesFor(role, one.level) && isLate(one.deadline, now)).length,
		toReview: units.filter((one) => decidesOn(role, one.level) && isWaiting(one)).length
	};
}
