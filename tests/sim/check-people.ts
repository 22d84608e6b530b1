import type { Books } from './read-books.ts';
import type { SimTablet } from './sim-tablet.ts';
import type { Stage } from './stage.ts';

interface GivenMember {
	personId: string;
	document: { kind: string; number?: string };
}

/**
 * Where people are, told again from everything that was said of them: never at two places but with a conflict, the
 * open stay where the last step left them, and a document that came to several doors is one person to all of them.
 */
export function checkPeople(books: Books, stage: Stage, tablets: readonly SimTablet[], fault: (words: string) => void) {
	const open = new Map<string, string[]>();
	for (const { personId, pointId } of books.open) open.set(personId, [...(open.get(personId) ?? []), pointId]);
	for (const [personId, places] of open) if (places.length > 1) fault(`person ${personId} is in at ${places.join()}`);
	const byPerson = new Map<string, Books['steps']>();
	for (const step of books.steps) byPerson.set(step.personId, [...(byPerson.get(step.personId) ?? []), step]);
	for (const [personId, steps] of byPerson) {
		const at = followSteps(books, personId, steps, fault);
		const now = open.get(personId)?.[0] ?? null;
		if (at !== now) fault(`person ${personId}: the steps lead to ${at}, the open stay is at ${now}`);
	}
	for (const personId of open.keys()) if (!byPerson.has(personId)) fault(`person ${personId} is in without a step`);
	checkDocuments(books, tablets, fault);
	if (stage.families.length === 0) fault('the stage has no families');
}

/** The place that the steps of a person lead to. */
function followSteps(
	{ conflicts }: Books,
	personId: string,
	steps: Books['steps'],
	fault: (words: string) => void
): string | null {
	let at: string | null = null;
	for (const { id, kind, pointId } of steps) {
		const say = (words: string) => fault(`person ${personId}, step ${id} ${kind} at ${pointId}: ${words}`);
		switch (kind) {
			case 'in':
			case 'arrived':
				if (at !== null) say(`is already in at ${at}`);
				at = pointId;
				break;
			case 'alreadyIn':
				if (at !== pointId) say(`is at ${at}`);
				break;
			case 'out':
			case 'sent':
				if (at !== pointId) say(`is at ${at}`);
				at = null;
				break;
			case 'claim':
				if (!conflicts.some((conflict) => conflict.personId === personId && conflict.claimPointId === pointId))
					say('nobody sees the conflict');
				if (at === pointId) say('is there, and yet in conflict with it');
				break;
			case 'late':
				break;
			default:
				say('is not expected in a run');
		}
	}
	return at;
}

/** All ids that tablets gave to the owner of a document stand for one person. */
function checkDocuments(
	{ persons, aliases, operations }: Books,
	tablets: readonly SimTablet[],
	fault: (words: string) => void
) {
	const real = new Map(aliases.map(({ aliasId, personId }) => [aliasId, personId]));
	const known = new Set(persons.map(({ id }) => id));
	const done = new Set(operations.map(({ id }) => id));
	const owners = new Map<string, Set<string>>();
	for (const { disk } of tablets)
		for (const { operation } of disk.log) {
			const { household } = operation.payload as { household?: { members: GivenMember[] } };
			if (!household || operation.kind !== 'stay.checkIn' || !done.has(operation.operationId)) continue;
			for (const { personId, document } of household.members) {
				const id = real.get(personId) ?? personId;
				if (!known.has(id)) fault(`person ${personId} was checked in, but is nobody`);
				if (document.number) owners.set(document.number, (owners.get(document.number) ?? new Set()).add(id));
			}
		}
	for (const [number, ids] of owners) if (ids.size > 1) fault(`document ${number} belongs to ${[...ids].join()}`);
}
