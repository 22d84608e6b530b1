import { DirectoryInput, MOST_IN_DIRECTORY, type StayDirectory } from '#domain/stays/directory.ts';
import { absencesOf } from '#domain/stays/roll-call.ts';
import { reconcile } from '#domain/stays/stay-views.ts';
import { directoryHouseholds } from '../../people/directory-households.ts';
import { chooseHouseholds, findDestinations, findElsewhere, findPlaceNames } from '../../repositories/directory.ts';
import { findMembers } from '../../repositories/people.ts';
import { findMarksOfPresent } from '../../repositories/roll-calls.ts';
import { findOpenConflicts } from '../../repositories/stay-conflicts.ts';
import { countNames, findExpected, findPresent } from '../../repositories/stays.ts';
import { procedure } from '../trpc.ts';
import { conflictViews } from './conflict-views.ts';
import { pointToRead } from './point-to-read.ts';

/** Conflicts that a tablet is told of at once. */
const MOST_CONFLICTS = 200;

/**
 * What the tablet of a shelter keeps to work without a network: who is there and expected, the least of the people who
 * may come, where others can be sent, heads against names, and the key to find a document number by.
 */
export const directory = procedure('stay.read')
	.input(DirectoryInput)
	.query(async ({ ctx, input }): Promise<StayDirectory> => {
		const { db, keyring } = ctx.app;
		const { now } = ctx.command;
		const point = await pointToRead(db, ctx.actor, input.pointId);
		const [present, expected, conflicts, chosen, destinations, names, marks] = await Promise.all([
			findPresent(db.prisma, point.id, MOST_IN_DIRECTORY, undefined),
			findExpected(db.prisma, point.id, MOST_IN_DIRECTORY),
			findOpenConflicts(db, { pointId: point.id }, MOST_CONFLICTS),
			chooseHouseholds(db, point, MOST_IN_DIRECTORY),
			findDestinations(db.prisma, point),
			countNames(db.prisma, point.id),
			findMarksOfPresent(db.prisma, point.id)
		]);
		const { householdIds, version } = chosen;
		const key = keyring.lookupKey(ctx.actor.accountId, ctx.command.deviceId);
		const places = await findPlaceNames(db, [...new Set([point.id, ...expected.map(({ pointId }) => pointId)])]);
		const absences = absencesOf(marks, new Map(present.map((stay) => [stay.personId, stay.inObservedAt])));
		const isKnown = input.knownVersion === version;
		return {
			pointId: point.id,
			placeName: places.get(point.id)?.name ?? '',
			township: places.get(point.id)?.township ?? '',
			isClosed: point.closedAt !== null,
			present: present.map(({ personId, inObservedAt }) => ({
				personId,
				since: inObservedAt,
				absences: absences.get(personId) ?? 0
			})),
			expected: expected.map(({ personId, pointId, outObservedAt, inObservedAt }) => ({
				personId,
				since: outObservedAt ?? inObservedAt,
				absences: 0,
				from: places.get(pointId)?.name ?? ''
			})),
			conflicts: await conflictViews(ctx.app, conflicts, now),
			households: isKnown
				? null
				: directoryHouseholds(householdIds, await findMembers(db.prisma, keyring, householdIds), key, now),
			elsewhere: await findElsewhere(db, point.id, householdIds),
			version,
			destinations,
			reconciliation: reconcile(point, names),
			lookupKey: key.toString('base64'),
			at: now.toISOString()
		};
	});
