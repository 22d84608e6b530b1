import type { AgeBands } from '../counts/count-point.ts';
import { ageOn, ELDERLY_FROM } from './register-household.ts';

/** Below this age somebody is a child (law: 未成年人保护法, Art. 2). */
const CHILD_BELOW = 18;

export type AgeBand = keyof AgeBands;

/** The age band of somebody on a day; null where the birth date is not known. */
export function ageBandOn(birthDate: string | null, day: string): AgeBand | null {
	if (birthDate === null) return null;
	const age = ageOn(birthDate, day);
	if (age < CHILD_BELOW) return 'children';
	return age >= ELDERLY_FROM ? 'elderly' : 'adults';
}
