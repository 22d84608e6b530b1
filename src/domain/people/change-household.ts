import { z } from 'zod';
import { AreaCode } from '../areas/area-code.ts';
import { Command, Id, Reason } from '../shared/fields.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { MemberInput, RELATIONS, type Person, type Relation } from './person.ts';
import { decideRegisterHousehold } from './register-household.ts';

/** Somebody more in a household. */
export const AddMemberInput = Command.extend({ householdId: Id, member: MemberInput });
export type AddMemberInput = z.infer<typeof AddMemberInput>;

/** Where the people of a household come from was wrong, or has changed. */
export const SetHomeInput = Command.extend({
	householdId: Id,
	version: z.int().min(1),
	homeCode: AreaCode,
	reason: Reason
});

/** A person goes over to another household, or to one of their own. */
export const MoveToHouseholdInput = Command.extend({
	personId: Id,
	version: z.int().min(1),
	reason: Reason,
	to: z.discriminatedUnion('kind', [
		/** A household that is registered. */
		z.object({ kind: z.literal('other'), householdId: Id, relation: z.enum(RELATIONS) }),
		/** A new one, of which the person is the head; it comes from the same place. */
		z.object({ kind: z.literal('own'), householdId: Id })
	]),
	/** Who is the head of those left behind, when the head goes. */
	newHeadId: Id.nullable().default(null)
});
export type MoveToHouseholdInput = z.infer<typeof MoveToHouseholdInput>;

const hasHead = (members: readonly Pick<Person, 'relation'>[]) => members.some(({ relation }) => relation === 'head');

/**
 * Somebody more in a household: checked as in a registration.
 *
 * @returns the person, or `invalidInput` with fields under `member.`, `householdHasHead`, `householdNeedsHead`
 */
export function decideAddMember(
	household: { id: string; homeCode: string; members: readonly Person[] },
	member: MemberInput,
	now: Date
): Result<Person> {
	const fits = headFits(household.members, member.relation);
	if (!fits.ok) return fits;
	// Held against the rules of a household of one, whatever the relation to the real one is.
	const members = [{ ...member, relation: 'head' as const }];
	const alone = decideRegisterHousehold({ householdId: household.id, homeCode: household.homeCode, members }, now);
	if (alone.ok) return ok({ ...alone.value[0]!, relation: member.relation });
	const fields = (alone.problem.fields ?? []).map((of) => ({ ...of, path: of.path.replace('members.0.', 'member.') }));
	return refuse({ ...alone.problem, fields });
}

/** Whether one of this relation may join: a household has one head, and only one. */
function headFits(members: readonly Person[], relation: Relation): Result<null> {
	if (relation === 'head' && hasHead(members)) return refuse(problem('householdHasHead'));
	if (relation !== 'head' && !hasHead(members)) return refuse(problem('householdNeedsHead'));
	return ok(null);
}

/** What a move comes to: the relation in the new household, and who is the head of those left, if that changes. */
export interface Move {
	relation: Relation;
	newHeadId: string | null;
}

/**
 * Whether a person may go over to another household.
 *
 * @param from the members of the household left, the person among them
 * @param to the members of the household joined; empty for one of their own
 * @returns `nothingToChange` for the same household, `householdNeedsHead` when those left would have none,
 *   `householdHasHead`
 */
export function decideMoveToHousehold(
	person: Person,
	from: readonly Person[],
	to: readonly Person[],
	input: Pick<MoveToHouseholdInput, 'to' | 'newHeadId'>
): Result<Move> {
	if (input.to.householdId === person.householdId) return refuse(problem('nothingToChange'));
	const relation = input.to.kind === 'own' ? 'head' : input.to.relation;
	const fits = input.to.kind === 'own' ? ok(null) : headFits(to, relation);
	if (!fits.ok) return fits;
	const left = from.filter(({ id }) => id !== person.id);
	if (person.relation !== 'head' || left.length === 0) return ok({ relation, newHeadId: null });
	const newHead = left.find(({ id }) => id === input.newHeadId);
	return newHead ? ok({ relation, newHeadId: newHead.id }) : refuse(problem('householdNeedsHead'));
}
