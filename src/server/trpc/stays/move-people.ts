import type { Actor, Verb } from '#domain/access/can.ts';
import { pointSubject, type CountPointView } from '#domain/counts/count-point.ts';
import { observationTime } from '#domain/counts/take-observation.ts';
import type { RegisterHouseholdInput } from '#domain/people/person.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import type { MovementResult, RosterState } from '#domain/stays/commands.ts';
import type { StayState } from '#domain/stays/decide-movement.ts';
import type { GivenPerson } from '#domain/stays/take-household.ts';
import type { App } from '../../app.ts';
import { execute, hashOf, requireCovered, type CommandContext, type Outcome } from '../../commands/execute.ts';
import type { Tx } from '../../db/database.ts';
import { resolvePersonIds } from '../../repositories/person-aliases.ts';
import { findRosters, findStays, lockPeople, lockPoints } from '../../repositories/stays.ts';
import { readHousehold, writeHousehold } from './arriving-household.ts';

/** A movement of people at a place, as all its commands have it. */
interface MovementInput {
	operationId: string;
	pointId: string;
	personIds: string[];
	household?: Omit<RegisterHouseholdInput, 'operationId'>;
	deviceTime: string;
	sentAt?: string;
	toPointId?: string;
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
 * People may be given by ids that a device made for somebody the county knew already.
 *
 * @throws ProblemError `notFound` (place or people), `shelterNotOpen`, what a household is refused for, and whatever
 *   the work refuses
 */
export function movePeople(
	app: App,
	context: CommandContext,
	verb: Verb,
	{ sentAt, ...input }: MovementInput,
	work: (movement: Movement) => Promise<Moved>
): Promise<MovementAnswer> {
	return execute(app, context, verb, contentOf(app, input), async (tx): Promise<Outcome<MovementAnswer>> => {
		const household = input.household && (await readHousehold(tx, app, context, input.household));
		const given = await findGiven(tx, input.personIds, household?.given);
		const freshIds = new Set(household?.fresh.map(({ id }) => id));
		const knownIds = [...new Set(given.map(({ personId }) => personId))].filter((id) => !freshIds.has(id)).sort();
		const points = await lockPlaces(tx, input, knownIds);
		const point = openPointOf(points, context.actor, input.pointId);
		const locked = await lockPeople(tx, knownIds);
		if (locked.length < knownIds.length) throw new ProblemError('notFound');
		const registered = household ? await writeHousehold(tx, app, context, household) : [];
		const personIds = [...knownIds, ...freshIds].sort();
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
		const { touched = [] } = moved;
		const results = moved.results.flatMap((result) => asGiven(result, given));
		const rosters = await findRosters(tx, [
			point,
			...points.filter(({ id }) => id !== point.id && touched.includes(id))
		]);
		return {
			answer: { roster: rosters[0]!, results },
			changes: rosters.map((roster) => ({ type: 'stays.changed', roster })),
			audit: [
				...registered,
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

/** What the operation keeps a hash of: a keyed one where names are in it, or they could be tried against it. */
function contentOf({ keyring }: App, input: Omit<MovementInput, 'sentAt'>) {
	if (!input.household) return input;
	return { operationId: input.operationId, content: keyring.blindIndex(hashOf(input)).toString('base64url') };
}

/** The people of a command, each once: as the device knows them, and who they are. */
async function findGiven(
	tx: Tx,
	givenIds: readonly string[],
	household: readonly GivenPerson[] = []
): Promise<GivenPerson[]> {
	const resolved = await resolvePersonIds(
		tx,
		givenIds.filter((id) => !household.some(({ givenId }) => givenId === id))
	);
	return [...household, ...[...resolved].map(([givenId, personId]) => ({ givenId, personId }))];
}

/** What became of a person, for each id that the device gave for them. */
function asGiven(result: MovementResult, given: readonly GivenPerson[]): MovementResult[] {
	return given
		.filter(({ personId }) => personId === result.personId)
		.map(({ givenId, personId, isNameDifferent }) => ({
			...result,
			...(givenId === personId ? {} : { givenId }),
			...(isNameDifferent ? { isNameDifferent } : {})
		}));
}

/** Locks the place, the one the people go to, and those their stays are at or lead to: all in one order. */
async function lockPlaces(
	tx: Tx,
	input: Pick<MovementInput, 'pointId' | 'toPointId'>,
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
