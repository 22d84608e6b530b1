import { z } from 'zod';
import { dayOf } from '../audit/audit-entry.ts';
import { Command, Id, Reason } from '../shared/fields.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import type { StayState } from '../stays/decide-movement.ts';
import { saidNeeds } from './edit-person.ts';
import type { Person } from './person.ts';
import { needsOf } from './register-household.ts';

/** A person's word that two records are of one person, who was registered twice. */
export const MergePeopleInput = Command.extend({
	/** The record that stays, and the version it was read in. */
	keepId: Id,
	keepVersion: z.int().min(1),
	/** The record that goes into it; its id stands for the other from then on. */
	mergeId: Id,
	mergeVersion: z.int().min(1),
	reason: Reason
});
export type MergePeopleInput = z.infer<typeof MergePeopleInput>;

/**
 * The one record of two. What the kept one says stands; where it says nothing, the other's word is taken. Needs are
 * those of both. Relatives are told only if both records allow it: who said no once is not found by a clerical act.
 *
 * @returns `samePerson` for one record, `documentsDiffer` when the two bear different documents of one kind (then
 *   they are two people, or one document is wrong and is put right first), `householdNeedsHead` when others would be left without one
 */
export function decideMerge(keep: Person, merge: Person, mergeHousehold: readonly Person[], now: Date): Result<Person> {
	if (keep.id === merge.id) return refuse(problem('samePerson'));
	const [kept, merged] = [keep.secret, merge.secret];
	if (kept.document.kind !== 'none' && kept.document.kind === merged.document.kind)
		return refuse(problem('documentsDiffer'));
	const isHeadGone = merge.relation === 'head';
	const isOneHousehold = keep.householdId === merge.householdId;
	const others = mergeHousehold.filter(({ id }) => id !== merge.id);
	if (isHeadGone && !isOneHousehold && others.length > 0) return refuse(problem('householdNeedsHead'));
	const document = kept.document.kind === 'none' ? merged.document : kept.document;
	const birthDate =
		document === merged.document && merged.birthDate ? merged.birthDate : (kept.birthDate ?? merged.birthDate);
	return ok({
		...keep,
		relation: isHeadGone && isOneHousehold ? 'head' : keep.relation,
		needs: needsOf([...saidNeeds(keep, now), ...saidNeeds(merge, now)], birthDate, dayOf(now)),
		mayBeFound: keep.mayBeFound && merge.mayBeFound,
		secret: {
			name: kept.name,
			document,
			sex: (document === merged.document ? merged.sex : null) ?? kept.sex ?? merged.sex,
			birthDate,
			phone: kept.phone || merged.phone,
			needNote: [...new Set([kept.needNote, merged.needNote].filter(Boolean))].join('；').slice(0, 200),
			nextOfKin: kept.nextOfKin ?? merged.nextOfKin
		}
	});
}

/** What becomes of the open stays of two records of one person. */
export type MergedStays =
	/** At most one place has them. */
	| { kind: 'one' }
	/** One place has them twice by name: the later of the two names goes. */
	| { kind: 'double'; endId: string }
	/** Two places have them: both are kept as a conflict, which a person settles. */
	| { kind: 'conflict'; /** Who had them first. */ stay: StayState; claim: StayState };

/** Sets the open stays of two records side by side; nothing of where somebody is is decided here. */
export function mergeStays(keep: readonly StayState[], merge: readonly StayState[]): MergedStays {
	const open = [...keep, ...merge]
		.filter(({ state }) => state === 'in')
		.sort((a, b) => Date.parse(a.inObservedAt) - Date.parse(b.inObservedAt) || (a.id < b.id ? -1 : 1));
	const [stay, claim] = open;
	if (!stay || !claim) return { kind: 'one' };
	return stay.pointId === claim.pointId ? { kind: 'double', endId: claim.id } : { kind: 'conflict', stay, claim };
}
