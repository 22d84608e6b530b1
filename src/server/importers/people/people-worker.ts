import { parentPort, workerData } from 'node:worker_threads';
import { dayOf } from '#domain/audit/audit-entry.ts';
import type { Area } from '#domain/areas/area-code.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { BlindHash } from '../../people/blind-hash.ts';
import { TokenMaker } from '../../people/token-maker.ts';
import { readRows } from '../parse-table.ts';
import { PlaceIndex } from '../place-index.ts';
import { FileRefusal, type TableLimits, type TableSource } from '../table.ts';
import { HouseholdReader, type CheckedHousehold, type RegisterReading } from './household-reader.ts';
import { buffersOf, pack, type Wire } from './wire.ts';

/** What the worker is given. */
export interface PeopleWork {
	bytes: Uint8Array;
	limits: TableLimits;
	areas: Area[];
	/** Area of the account that imports. */
	ownArea: string;
	now: Date;
	/** See `Keyring.indexKey`. */
	indexKey: Uint8Array;
}

/** What the worker says: households in batches, then the end. */
export type PeopleMessage =
	| { kind: 'households'; wire: Wire }
	| { kind: 'end'; source: TableSource; reading: RegisterReading }
	| { kind: 'refused'; problem: Problem };

const MEMBERS_AT_ONCE = 500;
/** Batches that may wait to be taken; the reading rests meanwhile. */
const MOST_WAITING = 2;

const { bytes, limits, areas, ownArea, now, indexKey } = workerData as PeopleWork;
const port = parentPort!;
const blindHash = new BlindHash(indexKey);
const tokenMaker = new TokenMaker(indexKey);
let waiting = 0;
let wake: () => void = () => undefined;
port.on('message', () => {
	waiting--;
	wake();
});

let batch: CheckedHousehold[] = [];
let members = 0;

function send(): void {
	if (batch.length === 0) return;
	const wire = pack(batch, blindHash, tokenMaker);
	port.postMessage({ kind: 'households', wire } satisfies PeopleMessage, buffersOf(wire));
	waiting++;
	batch = [];
	members = 0;
}

const reader = new HouseholdReader(
	limits,
	{ places: new PlaceIndex(areas, ownArea), now, today: dayOf(now) },
	(household) => {
		batch.push(household);
		members += household.members.length;
		if (members >= MEMBERS_AT_ONCE) send();
	},
	() => (waiting < MOST_WAITING ? undefined : new Promise((resolve) => (wake = resolve)))
);

try {
	const source = await readRows(bytes, limits, reader);
	const reading = reader.end();
	send();
	port.postMessage({ kind: 'end', source, reading } satisfies PeopleMessage);
} catch (error) {
	if (!(error instanceof FileRefusal)) throw error;
	port.postMessage({ kind: 'refused', problem: error.problem } satisfies PeopleMessage);
} finally {
	port.close();
}
