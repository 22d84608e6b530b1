import type { Role } from '../access/roles.ts';
import { decidesOn, filesFor } from './report-rights.ts';
import { REPORT_LEVELS, type ReportLevel } from './report.ts';

/** What waits for an account in the events that go on, in its area. */
export interface ReportsToDo {
	/** Units late with a report that the account may file. One whose report waits for review is not late with it. */
	late: number;
	/** Reports that wait for the account to accept them or send them back. */
	toReview: number;
}

/** The levels whose late reports, and whose reports that wait for review, are work of a role. */
export function levelsOfWork(role: Role): { files: ReportLevel[]; decides: ReportLevel[] } {
	return {
		files: REPORT_LEVELS.filter((level) => filesFor(role, level)),
		decides: REPORT_LEVELS.filter((level) => decidesOn(role, level))
	};
}
