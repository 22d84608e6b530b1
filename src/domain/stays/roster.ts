import { documentKey } from '../people/identity-document.ts';
import { maskPerson } from '../people/mask-person.ts';
import { RegisterHouseholdInput } from '../people/person.ts';
import { decideRegisterHousehold } from '../people/register-household.ts';
import type { OperationKind } from '../sync/operation.ts';
import type { MovementResult } from './commands.ts';
import type { DirectoryHousehold, DirectoryPerson, StayDirectory } from './directory.ts';

/* What the people of a place are, as a tablet shows it: the county's list, with what was done on the tablet since. */

/** Something done on this device, as far as a list of people depends on it. */
export interface DoneHere {
	operationId: string;
	kind: OperationKind;
	/** `queued` and `sending`: the county does not have it yet; `refused` changes nothing. */
	state: 'queued' | 'sending' | 'applied' | 'conflict' | 'refused';
	deviceTime: string;
	payload: Record<string, unknown>;
	answer: unknown;
}

/** A member of a family as the list of a place shows them. */
export interface RosterMember {
	person: DirectoryPerson;
	/** `here`, `expected` (sent from elsewhere, not arrived), or neither. */
	state: 'here' | 'expected' | 'away';
	/** When that began; null for those away. */
	since: string | null;
	/** Roll-calls in a row without an answer. */
	absences: number;
	/** Where they are expected from. */
	from: string;
	/** Another place has them in, as the county knows. */
	isElsewhere: boolean;
	/** Two places say they have them, and nobody has settled it yet. */
	isInConflict: boolean;
	/** The operation that says so and is still on this device; null once the county has it. */
	waitingFor: string | null;
	/** Key of the document of somebody registered on this device, who has no look-up hash yet. */
	documentKey: string | null;
}

/** A family with all its members, wherever they are. */
export interface RosterFamily {
	id: string;
	homeCode: string;
	members: RosterMember[];
	/** Registered on this device, and not in the county's list yet. */
	isNew: boolean;
}

/** The county's list with the households the device has. */
export type FullDirectory = Omit<StayDirectory, 'households'> & { households: readonly DirectoryHousehold[] };

/**
 * The families a tablet knows, with where each member is: the county's list, then what was done on the device and is
 * not in it yet, in the order in which it was done. Doing again what the list has already changes nothing.
 *
 * @param done in order; those the list has already may be among them
 * @param now for ages
 */
export function rosterOf(directory: FullDirectory, done: readonly DoneHere[], now: Date): RosterFamily[] {
	const families = new Map(directory.households.map((household) => [household.id, familyOf(household)]));
	const members = new Map([...families.values()].flatMap((of) => of.members).map((of) => [of.person.id, of]));
	for (const { personId, since, absences } of directory.present)
		change(members, [personId], { state: 'here', since, absences });
	for (const { personId, since, from } of directory.expected)
		change(members, [personId], { state: 'expected', since, from });
	change(members, directory.elsewhere, { isElsewhere: true });
	change(
		members,
		directory.conflicts.map(({ person }) => person.id),
		{ isInConflict: true }
	);
	for (const operation of done)
		if (operation.state !== 'refused') take(operation, directory.pointId, families, members, now);
	return [...families.values()];
}

function familyOf({ id, homeCode, members }: DirectoryHousehold): RosterFamily {
	return { id, homeCode, members: members.map(memberOf), isNew: false };
}

function memberOf(person: DirectoryPerson): RosterMember {
	return {
		person,
		state: 'away',
		since: null,
		absences: 0,
		from: '',
		isElsewhere: false,
		isInConflict: false,
		waitingFor: null,
		documentKey: null
	};
}

type Members = Map<string, RosterMember>;

function change(members: Members, ids: readonly string[], to: Partial<RosterMember>): void {
	for (const id of ids) {
		const member = members.get(id);
		if (member) Object.assign(member, to);
	}
}

function idsOf(payload: Record<string, unknown>, field = 'personIds'): string[] {
	const ids = payload[field];
	return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}

/** What the county answered for each id that the device gave; empty while it has not. */
function resultsOf(answer: unknown): Map<string, MovementResult> {
	const results: unknown = typeof answer === 'object' && answer !== null && 'results' in answer ? answer.results : [];
	return new Map(
		(Array.isArray(results) ? (results as MovementResult[]) : []).map((of) => [of.givenId ?? of.personId, of])
	);
}

/** Takes one operation into the list. */
function take(
	operation: DoneHere,
	pointId: string,
	families: Map<string, RosterFamily>,
	members: Members,
	now: Date
): void {
	const { kind, payload, deviceTime: since } = operation;
	const isHere = payload['pointId'] === pointId;
	const waitingFor = operation.state === 'queued' || operation.state === 'sending' ? operation.operationId : null;
	const results = resultsOf(operation.answer);
	const household = kind === 'household.register' ? payload : payload['household'];
	const arriving =
		household && (kind === 'household.register' || isHere) ? register(household, results, families, members, now) : [];
	if (!isHere) return;
	if (kind === 'stay.checkIn' || kind === 'stay.transferIn') {
		for (const given of [...idsOf(payload), ...arriving]) {
			const result = results.get(given);
			const id = result?.personId ?? given;
			if (result?.outcome === 'conflict') change(members, [id], { isInConflict: true, waitingFor });
			else if (result?.outcome !== 'late' && members.get(id)?.state !== 'here')
				change(members, [id], { state: 'here', since, absences: 0, waitingFor });
		}
	} else if (kind === 'stay.checkOut' || kind === 'stay.transferOut') {
		const ids = idsOf(payload).filter((id) => members.get(id)?.state === 'here');
		change(members, ids, { state: 'away', since: null, absences: 0, waitingFor });
	} else if (kind === 'stay.rollCall') {
		change(members, idsOf(payload, 'presentIds'), { absences: 0 });
		for (const id of idsOf(payload, 'absentIds')) {
			const member = members.get(id);
			if (member?.state === 'here') member.absences += 1;
		}
	}
}

/** Adds the members of a household that the device registered; those the county knew already are there. */
function register(
	given: unknown,
	results: ReadonlyMap<string, MovementResult>,
	families: Map<string, RosterFamily>,
	members: Members,
	now: Date
): string[] {
	const parsed = RegisterHouseholdInput.omit({ operationId: true }).safeParse(given);
	const decided = parsed.success ? decideRegisterHousehold(parsed.data, now) : null;
	if (!decided?.ok || !parsed.success) return [];
	const { householdId, homeCode } = parsed.data;
	for (const person of decided.value) {
		if (members.has(results.get(person.id)?.personId ?? person.id)) continue;
		const { id, name, relation, sex, age, needs } = maskPerson(person, now);
		const member = memberOf({ id, name, relation, sex, age, needs, lookup: '' });
		member.documentKey = documentKey(person.secret.document);
		members.set(id, member);
		const family = families.get(householdId) ?? { id: householdId, homeCode, members: [], isNew: true };
		if (relation === 'head') family.members.unshift(member);
		else family.members.push(member);
		families.set(householdId, family);
	}
	return decided.value.map(({ id }) => id);
}
