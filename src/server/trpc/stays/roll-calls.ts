import { maskName } from '#domain/people/mask-person.ts';
import { ListRollCallsInput, type RollCallView } from '#domain/stays/roll-call.ts';
import { findPersons } from '../../repositories/people.ts';
import { findRollCalls } from '../../repositories/roll-calls.ts';
import { procedure } from '../trpc.ts';
import { pointToRead } from './point-to-read.ts';

/** The roll-calls of a place, newest first, with those who did not answer, masked. */
export const rollCalls = procedure('stay.read')
	.input(ListRollCallsInput)
	.query(async ({ ctx, input }): Promise<{ rollCalls: RollCallView[]; next: string | null }> => {
		const { db, keyring } = ctx.app;
		const { pointId, limit, before } = input;
		await pointToRead(db, ctx.actor, pointId);
		const found = await findRollCalls(db, pointId, limit, before);
		const calls = found.slice(0, limit);
		const stored = await findPersons(db.prisma, keyring, [...new Set(calls.flatMap(({ absentIds }) => absentIds))]);
		const names = new Map(stored.map(({ person }) => [person.id, maskName(person.secret.name)]));
		return {
			rollCalls: calls.map(({ absentIds, ...call }) => ({
				...call,
				absentees: absentIds.map((personId) => ({ personId, name: names.get(personId) ?? '' }))
			})),
			next: found.length > limit ? (calls.at(-1)?.id ?? null) : null
		};
	});
