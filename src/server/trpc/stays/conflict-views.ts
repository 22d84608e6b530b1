import { maskPerson } from '#domain/people/mask-person.ts';
import type { StayConflictView } from '#domain/stays/stay-views.ts';
import type { App } from '../../app.ts';
import { findPersons } from '../../repositories/people.ts';
import type { OpenConflict } from '../../repositories/stay-conflicts.ts';

/** Conflicts with the people they are about, masked. */
export async function conflictViews(
	{ db, keyring }: Pick<App, 'db' | 'keyring'>,
	conflicts: readonly OpenConflict[],
	now: Date
): Promise<StayConflictView[]> {
	const stored = await findPersons(db.prisma, keyring, [...new Set(conflicts.map(({ personId }) => personId))]);
	const people = new Map(stored.map(({ person }) => [person.id, maskPerson(person, now)]));
	return conflicts.flatMap(({ personId, ...sides }) => {
		const person = people.get(personId);
		return person ? [{ ...sides, person }] : [];
	});
}
