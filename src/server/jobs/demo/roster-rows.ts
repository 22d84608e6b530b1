import type pg from 'pg';
import type { Keyring } from '../../people/keyring.ts';
import { copyRows, type CopyRow } from '../../repositories/copy-rows.ts';
import { sealHelper } from '../../repositories/relocation-households.ts';
import { sealEntry } from '../../repositories/roster-entries.ts';
import { stateOf } from '#domain/relocation/take-tick.ts';
import type { ToldRelocationList } from './tell-relocation.ts';
import type { ToldRoster } from './tell-rosters.ts';

/** Writes the rosters of the demonstration, what is personal in them sealed. */
export async function writeRosters(client: pg.ClientBase, keyring: Keyring, rosters: readonly ToldRoster[]) {
	await copyRows(
		client,
		'roster',
		rosters.map(({ entries: _, importedBy, ...roster }): CopyRow => ({
			...roster,
			version: 1,
			importedBy: importedBy.id,
			importedByName: importedBy.displayName
		}))
	);
	await copyRows(client, 'roster_entry', entryRows(keyring, rosters));
}

function* entryRows(keyring: Keyring, rosters: readonly ToldRoster[]): Generator<CopyRow> {
	for (const { id: rosterId, kind, entries } of rosters)
		for (const { candidateIds, ...entry } of entries)
			yield { ...sealEntry(keyring, entry), rosterId, kind, candidateIds, refusedIds: [] };
}

/** Writes the relocation lists of the demonstration with what was ticked. */
export async function writeRelocation(client: pg.ClientBase, keyring: Keyring, lists: readonly ToldRelocationList[]) {
	await copyRows(
		client,
		'relocation_list',
		lists.map(({ id, eventId, areaCode, madeAt, madeBy }): CopyRow => ({
			id,
			eventId,
			areaCode,
			townshipCode: areaCode.slice(0, 9),
			madeAt,
			madeBy: madeBy.id,
			madeByName: madeBy.displayName
		}))
	);
	await copyRows(
		client,
		'relocation_household',
		lists.flatMap(({ id: listId, madeAt, households }) =>
			households.map(({ id, householdId, helper, toPointId, standing }): CopyRow => ({
				id,
				listId,
				householdId,
				addedAt: madeAt,
				...(helper ? sealHelper(keyring, id, helper) : { keyId: null, ciphertext: null }),
				destination: toPointId === null ? null : 'shelter',
				toPointId,
				state: stateOf(standing),
				standingIds: standing.map((word) => word.id),
				stateObservedAt: standing[0]?.observedAt ?? null
			}))
		)
	);
	await copyRows(
		client,
		'relocation_tick',
		lists.flatMap(({ ticks }) =>
			ticks.map(({ id, relocationId, state, reason, seenIds, observedAt, reporter }): CopyRow => ({
				id,
				relocationId,
				state,
				reason,
				seenIds,
				deviceTime: observedAt,
				observedAt,
				receivedAt: observedAt,
				accountId: reporter.account.id,
				accountName: reporter.account.displayName,
				deviceId: reporter.deviceId
			}))
		)
	);
}
