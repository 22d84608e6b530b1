import { isSameName } from '../stays/take-household.ts';
import type { Relation } from './person.ts';

interface Named {
	name: string;
	birthDate: string | null;
}

/** A member of a household in a register's file, as far as recognising them goes. */
export type RegisterMember =
	| { relation: Relation; documentKey: string }
	/** Without a document. */
	| { relation: Relation; documentKey: null; name: string; birthDate: string | null };

/** A household of the county that a household of the file may be. */
export interface KnownHousehold {
	id: string;
	/** Only needed where the file has members without a document. */
	members: readonly Named[];
	hasHead: boolean;
}

/** What the county knows of a household of the file. */
export interface RegisterKnowledge {
	/** The household that came in under this number before. */
	byNumber: KnownHousehold | null;
	/** Those who are registered with documents that the file has, by document key. */
	byDocument: Pick<ReadonlyMap<string, unknown>, 'has'>;
	/** The household in which the head of the file's is registered. */
	ofHead: KnownHousehold | null;
}

/** What becomes of a household of the file. */
export interface RegisterJoining {
	/** The household that the new members join; null makes one. */
	householdId: string | null;
	/** Places of the members who are new. */
	fresh: number[];
	/** Places of the members who are registered already, wherever. */
	known: number[];
	/** Place of a new head, where the household has one already: not registered. */
	secondHead: number | null;
}

/**
 * How a household of a register's file joins what is known: whoever's document is registered is not registered again,
 * nor moved; the others join the household that has this number, else the one of their head, else a new one. Somebody
 * without a document is known in the household by name and birth date. So the same file twice adds nobody.
 */
export function joinRegister(members: readonly RegisterMember[], known: RegisterKnowledge): RegisterJoining {
	const household = known.byNumber ?? known.ofHead;
	const joining: RegisterJoining = { householdId: household?.id ?? null, fresh: [], known: [], secondHead: null };
	members.forEach((member, at) => {
		const isKnown =
			member.documentKey === null
				? (household?.members ?? []).some((other) => isSamePerson(member, other))
				: known.byDocument.has(member.documentKey);
		if (isKnown) joining.known.push(at);
		else if (member.relation === 'head' && household?.hasHead) joining.secondHead = at;
		else joining.fresh.push(at);
	});
	return joining;
}

/** The same name, and birth dates that do not differ. */
function isSamePerson(a: Named, b: Named): boolean {
	return isSameName(a.name, b.name) && (a.birthDate === null || b.birthDate === null || a.birthDate === b.birthDate);
}
