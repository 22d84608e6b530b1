import type { Actor } from '#domain/access/can.ts';
import type { Verb } from '#domain/access/can.ts';
import { pointSubject, type CountPointView } from '#domain/counts/count-point.ts';
import { observationTime } from '#domain/counts/take-observation.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import type { MovementResult, RosterState } from '#domain/stays/commands.ts';
import type { StayState } from '#domain/stays/decide-movement.ts';
import type { App } from '../../app.ts';
import { execute, requireCovered, type CommandContext, type Outcome } from '../../commands/execute.ts';
import type { Tx } from '../../db/database.ts';
import { findRosters, findStays, lockPeople, lockPoints } from '../../repositories/stays.ts';

/** A movement of people at a place, as all its commands have it. */
interface MovementInput {
	operationId: string;
	pointId: string;
	personIds: string[];
	deviceTime: string;
	sentAt?: string;
}

/** What a movement's work is given: everything locked and read. */
export interface Movement {
	tx: Tx;
	point: CountPointView;
	others: ReadonlyMap<string, CountPointView>;
	personIds: string[];
	stays: ReadonlyMap<string, StayState[]>;
	/** When it happened, on the device's clock and on the server's. */
	times: { deviceTime: string; observedAt: string };
}

/** What a movement came to, and the other places whose lists it touched. */
export interface Moved {
	results: MovementResult[];
	touched?: readonly string[];
}

/** The answer of every movement. */
export interface MovementAnswer {
	roster: RosterState;
	results: MovementResult[];
}

/**
 * Carries out a movement once: locks the place (which must be open and in the actor's area), every other place that
 * the people's stays or the command speak of, and the people; then writes what `work` did with changes and trail.
 *
 * @throws ProblemError `notFound` (place or people), `shelterNotOpen`, and whatever the work refuses
 */
export function movePeople(
	app: App,
	context: CommandContext,
	verb: Verb,
	{ sentAt, ...input }: MovementInput & { toPointId?: string },
	work: (movement: Movement) => Promise<Moved>
): Promise<MovementAnswer> {
	return execute(app, context, verb, input, async (tx): Promise<Outcome<MovementAnswer>> => {
		const personIds = [...new Set(input.personIds)].sort();
		const points = await lockPlaces(tx, input, personIds);
		const point = openPointOf(points, context.actor, input.pointId);
		const known = await lockPeople(tx, personIds);
		if (known.length < personIds.length) throw new ProblemError('notFound');
		const receivedAt = context.now.toISOString();
		const observedAt = observationTime(input.deviceTime, sentAt, receivedAt);
		const moved = await work({
			tx,
			point,
			others: new Map(points.map((of) => [of.id, of])),
			personIds,
			stays: await findStays(tx, personIds),
			times: { deviceTime: input.deviceTime, observedAt }
		});
		const { results, touched = [] } = moved;
		const rosters = await findRosters(tx, [
			point,
			...points.filter(({ id }) => id !== point.id && touched.includes(id))
		]);
		return {
			answer: { roster: rosters[0]!, results },
			changes: rosters.map((roster) => ({ type: 'stays.changed', roster })),
			audit: [
				{
					verb,
					subjectType: 'countPoint',
					subjectId: point.id,
					areaCode: point.areaCode,
					after: { results, ...(input.toPointId ? { toPointId: input.toPointId } : {}) }
				}
			]
		};
	});
}

/** Locks the place, the one the people go to, and those their stays are at or lead to: all in one order. */
async function lockPlaces(
	tx: Tx,
	input: Pick<MovementInput, 'pointId'> & { toPointId?: string },
	personIds: readonly string[]
): Promise<CountPointView[]> {
	const stays = [...(await findStays(tx, personIds)).values()].flat();
	const concerned = stays
		.filter(({ state }) => state !== 'out')
		.flatMap(({ pointId, toPointId }) => [pointId, toPointId]);
	const ids = new Set([input.pointId, input.toPointId, ...concerned].filter((id) => typeof id === 'string'));
	return lockPoints(tx, [...ids].sort());
}

/** The open place of a movement. */
function openPointOf(points: readonly CountPointView[], actor: Actor, pointId: string): CountPointView {
	const point = points.find(({ id }) => id === pointId);
	requireCovered(actor, point && pointSubject(point));
	if (!point) throw new ProblemError('notFound');
	if (point.closedAt) throw new ProblemError('shelterNotOpen');
	return point;
}
