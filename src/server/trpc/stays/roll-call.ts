import { observationTime } from '#domain/counts/take-observation.ts';
import { RollCallInput } from '#domain/stays/roll-call.ts';
import type { App } from '../../app.ts';
import { execute, type CommandContext } from '../../commands/execute.ts';
import { resolvePersonIds } from '../../repositories/person-aliases.ts';
import { findPeopleOfPlace, insertRollCall } from '../../repositories/roll-calls.ts';
import { findRosters } from '../../repositories/stays.ts';
import { procedure } from '../trpc.ts';
import { placeToWorkIn } from './place-to-work-in.ts';

/** What is answered to a roll-call: how many of each, of those the county knows to have been there. */
interface RollCallAnswer {
	rollCallId: string;
	present: number;
	absent: number;
	unnamed: number;
	unknown: number;
}

/** Keeps a roll-call. Nobody is checked out by it; who was never at the place is only counted. */
export function callRoll(app: App, context: CommandContext, input: RollCallInput): Promise<RollCallAnswer> {
	const { sentAt, ...command } = input;
	return execute(app, context, 'stay.rollCall', command, async (tx) => {
		const point = await placeToWorkIn(tx, context.actor, command.pointId);
		const { operationId: id, presentIds, absentIds, unnamed, deviceTime } = command;
		// The device may have made an id of its own for somebody whom the county knew.
		const who = await resolvePersonIds(tx, [...presentIds, ...absentIds]);
		const known = await findPeopleOfPlace(tx, point.id, [...new Set(who.values())]);
		const personsOf = (ids: readonly string[]) => new Set(ids.map((id) => who.get(id)!).filter((id) => known.has(id)));
		const seen = personsOf(presentIds);
		const present = [...seen];
		const absent = [...personsOf(absentIds)].filter((id) => !seen.has(id));
		const unknown = [...who.values()].filter((id) => !known.has(id)).length;
		const observedAt = observationTime(deviceTime, sentAt, context.now.toISOString());
		await insertRollCall(tx, context, {
			id,
			pointId: point.id,
			presentIds: present,
			absentIds: absent,
			unnamed,
			unknown,
			deviceTime,
			observedAt
		});
		const answer = { rollCallId: id, present: present.length, absent: absent.length, unnamed, unknown };
		const [roster] = await findRosters(tx, [point]);
		return {
			answer,
			changes: [{ type: 'stays.changed', roster: roster! }],
			audit: [
				{
					verb: 'stay.rollCall',
					subjectType: 'countPoint',
					subjectId: point.id,
					areaCode: point.areaCode,
					after: answer
				}
			]
		};
	});
}

/** A roll-call of a place: who answered and who did not. */
export const rollCall = procedure('stay.rollCall')
	.input(RollCallInput)
	.mutation(({ ctx, input }) => callRoll(ctx.app, ctx.command, input));
