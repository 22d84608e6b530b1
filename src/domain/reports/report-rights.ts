import type { Role } from '../access/roles.ts';
import { REPORT_LEVELS, type ReportLevel } from './report.ts';

/** How high each role files: whoever may file for a level may file for those below, on the telephone's word. */
const FILES_UP_TO: Partial<Record<Role, ReportLevel>> = { INFORMANT: 'village', TOWNSHIP: 'township', DESK: 'county' };

/** How high each role accepts and sends back: what comes from below, never what goes up from their own level. */
const DECIDES_UP_TO: Partial<Record<Role, ReportLevel>> = { TOWNSHIP: 'village', DESK: 'county' };

/** Whether a role files reports for units of a level. */
export function filesFor(role: Role, level: ReportLevel): boolean {
	return isUpTo(FILES_UP_TO[role], level);
}

/** Whether a role decides on reports of a level. The county's own report goes to the city: the desk answers for it. */
export function decidesOn(role: Role, level: ReportLevel): boolean {
	return isUpTo(DECIDES_UP_TO[role], level);
}

/** Whether a role adjusts the sums of a level. A village's figure is its report: there is nothing to adjust. */
export function adjusts(role: Role, level: ReportLevel): boolean {
	return level !== 'village' && (role === 'DESK' || (role === 'TOWNSHIP' && level === 'township'));
}

function isUpTo(most: ReportLevel | undefined, level: ReportLevel): boolean {
	return most !== undefined && REPORT_LEVELS.indexOf(level) <= REPORT_LEVELS.indexOf(most);
}
