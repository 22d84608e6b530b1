import { z } from 'zod';
import { Command, Id, Reason } from '../shared/fields.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import type { ShelterView } from './shelter.ts';

/** Taking a shelter out of use for good; its history stays. */
export const RetireShelterInput = Command.extend({ shelterId: Id, version: z.int().min(1), reason: Reason });
export type RetireShelterInput = z.infer<typeof RetireShelterInput>;

/**
 * Retires a shelter.
 *
 * @param openForEvent name of the event it is open for, which must end first
 * @returns the retired shelter; `shelterRetired`, `versionConflict` or `shelterAlreadyOpen`
 */
export function decideRetire(
	shelter: ShelterView,
	input: RetireShelterInput,
	openForEvent: string | null,
	now: Date
): Result<ShelterView> {
	if (shelter.retiredAt) return refuse(problem('shelterRetired'));
	if (shelter.version !== input.version) return refuse(problem('versionConflict', { version: shelter.version }));
	if (openForEvent !== null) return refuse(problem('shelterAlreadyOpen', { name: shelter.name, event: openForEvent }));
	return ok({ ...shelter, retiredAt: now.toISOString(), version: shelter.version + 1 });
}
