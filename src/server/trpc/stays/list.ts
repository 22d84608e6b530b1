import { maskPerson, type MaskedPerson } from '#domain/people/mask-person.ts';
import { ListStaysInput } from '#domain/stays/commands.ts';
import type { StayState } from '#domain/stays/decide-movement.ts';
import type { StayList, StayView } from '#domain/stays/stay-views.ts';
import { findPersons } from '../../repositories/people.ts';
import { findOpenConflicts } from '../../repositories/stay-conflicts.ts';
import { findExpected, findPresent } from '../../repositories/stays.ts';
import { procedure } from '../trpc.ts';
import { conflictViews } from './conflict-views.ts';
import { pointToRead } from './point-to-read.ts';

/** Who is at a place, who is on the way to it, and what is in conflict; masked. */
export const list = procedure('stay.read')
	.input(ListStaysInput)
	.query(async ({ ctx, input }): Promise<StayList> => {
		const { db, keyring } = ctx.app;
		const { pointId, limit, after } = input;
		await pointToRead(db, ctx.actor, pointId);
		const [found, expected, conflicts] = await Promise.all([
			findPresent(db.prisma, pointId, limit, after),
			findExpected(db.prisma, pointId, limit),
			findOpenConflicts(db, { pointId }, limit)
		]);
		const present = found.slice(0, limit);
		const ids = [...present, ...expected].map(({ personId }) => personId);
		const stored = await findPersons(db.prisma, keyring, [...new Set(ids)]);
		const people = new Map(stored.map(({ person }) => [person.id, maskPerson(person, ctx.command.now)]));
		return {
			present: present.flatMap((stay) => viewOf(stay, people)),
			expected: expected.flatMap((stay) => viewOf(stay, people)),
			conflicts: await conflictViews(ctx.app, conflicts, ctx.command.now),
			next: found.length > limit ? (present.at(-1)?.id ?? null) : null
		};
	});

function viewOf(stay: StayState, people: ReadonlyMap<string, MaskedPerson>): StayView[] {
	const person = people.get(stay.personId);
	return person ? [{ id: stay.id, person, since: stay.outObservedAt ?? stay.inObservedAt }] : [];
}
